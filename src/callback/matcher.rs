//! Decides whether a URL is a callback, and reads it.

use std::fmt;

use super::anomaly::{Anomaly, AnomalySet};
use super::classify::{Spot, classify};
use super::deliverable::{CallbackUrlProblem, CallbackUrlsError};
use super::query::Raw;
use super::split::{Split, is_scheme_byte, same_host, trim_ends, without_breaks};
use super::target::{Candidate, Place, Role, Target, is_web};
use super::{Callback, CallbackUrls, InvalidReason, Source, WidgetEvent};

/// Longest URL that is read. Engines deliver megabytes (`webviews.md` §2); no callback needs 64 KiB.
const MAX_URL: usize = 65_536;

/// How much of a longer URL is looked at, to say whose it is.
const HEAD: usize = 1_024;

/// The scheme old widgets use when no callback URLs were configured (`belvo.md` §4.1).
pub(super) const BUILT_IN_SCHEME: &str = "belvowidget";

/// Reads callback URLs by the rules of `vectors/README.md`; compiled once from [`CallbackUrls`].
///
/// ```
/// use vinculo::callback::{CallbackMatcher, CallbackUrls, Source, WidgetEvent};
///
/// let matcher = CallbackMatcher::new(&CallbackUrls {
///     success: "myapp://success".into(),
///     exit: "myapp://exit".into(),
///     event: "myapp://error".into(),
/// })?;
/// let url = "myapp://success?link=cb65f82c-dc93-4d3e-8270-9a27528397f5&institution=erebor_br_retail";
/// let callback = matcher.parse(url, Source::Webview).expect("ours");
/// assert!(matches!(callback.event, WidgetEvent::Success { .. }));
/// assert_eq!(matcher.parse("https://erebor.example/login", Source::Webview), None);
/// # Ok::<(), vinculo::callback::CallbackUrlsError>(())
/// ```
pub struct CallbackMatcher {
    /// Success, exit, event.
    targets: [(Role, Target); 3],
}

impl CallbackMatcher {
    /// Compiles the configured URLs.
    ///
    /// Lenient on purpose: what a session must refuse (see [`CallbackUrls::check_deliverable`]), such
    /// as the documentation's placeholder `your_deeplink_here://success`, can still be read here.
    ///
    /// # Errors
    ///
    /// With a problem for each URL that could never match: blank, without a scheme, with spaces, with
    /// userinfo, or of a scheme like `javascript:`.
    pub fn new(urls: &CallbackUrls) -> Result<Self, CallbackUrlsError> {
        let mut problems = Vec::new();
        let [success, exit, event] = urls.fields().map(|(field, text)| {
            Target::compile(text)
                .map_err(|rule| problems.push(CallbackUrlProblem::new(field, rule)))
                .ok()
        });
        match (success, exit, event) {
            (Some(success), Some(exit), Some(event)) => Ok(Self {
                targets: [
                    (Role::Success, success),
                    (Role::Exit, exit),
                    (Role::Event, event),
                ],
            }),
            _ => Err(CallbackUrlsError { problems }),
        }
    }

    /// Reads a URL; `None` when it is not a callback of ours.
    ///
    /// Total: any text gives an answer, in time linear in its length. An ordinary navigation
    /// elsewhere is recognised by its beginning, without allocating.
    #[must_use]
    pub fn parse(&self, url: &str, seen: Source) -> Option<Callback> {
        let text = trim_ends(url);
        if self.is_ruled_out(text, seen) {
            return None;
        }
        let mut odd = AnomalySet::default();
        odd.add_if(text.len() != url.len(), Anomaly::SurroundingWhitespace);
        let clean = without_breaks(text);
        odd.add_if(clean.len() != text.len(), Anomaly::EmbeddedWhitespace);
        if clean.len() > MAX_URL {
            return self
                .begins_ours(&clean, seen)
                .then(|| invalid(InvalidReason::TooLong, odd));
        }

        let split = Split::of(&clean)?;
        let candidate = Candidate::of(split)?;
        let matched = self.matched(&candidate);
        let elsewhere = if matched.contains(&true) {
            None
        } else {
            Some(self.unconfigured(&candidate, seen)?)
        };
        odd.add_if(split.scheme.contains('_'), Anomaly::UndeliverableScheme);
        odd.add_if(!split.has_slash, Anomaly::MissingSlashes);

        let Ok(raw) = Raw::read(split.query, split.fragment) else {
            return Some(invalid(InvalidReason::TooManyParameters, odd));
        };
        let target = self.best(matched, &raw);
        let spot = elsewhere
            .or(target.map(|(role, _)| Spot::Configured(*role)))
            .unwrap_or(Spot::Unknown);
        let parameters = raw.settle(target.map_or(&[], |(_, target)| &target.own), &mut odd);
        let on_warning_host = is_host(&candidate, "warning");
        Some(classify(spot, on_warning_host, &candidate, parameters, odd))
    }

    /// Whether a URL would match but for its last path segment: it has one more than a configured
    /// URL, as the URLs of [`CallbackUrls::with_nonce`] have, or is a configured URL itself.
    ///
    /// Asked of the matcher of the *base* URLs about a URL that the session's own matcher did not
    /// know, this tells "a callback of another session" from "nothing we know".
    #[must_use]
    pub fn is_sibling(&self, url: &str) -> bool {
        self.is_any(url, |target, candidate| {
            let path = candidate.path();
            let parent = path
                .rsplit_once('/')
                .filter(|(_, nonce)| !nonce.is_empty())
                .map(|(parent, _)| parent);
            target.is_at(candidate, path)
                || parent.is_some_and(|parent| target.is_at(candidate, parent))
        })
    }

    /// Whether a URL is one of the configured ones, nonce included, and not merely a host or scheme
    /// that [`parse`](Self::parse) takes besides.
    ///
    /// `myapp://event?link=…` is read although no nonce stands in it, and any app can open it: a
    /// session with a nonce should ask this of every deep link before it believes one.
    #[must_use]
    pub fn is_configured(&self, url: &str) -> bool {
        self.is_any(url, |target, candidate| {
            target.is_at(candidate, candidate.path())
        })
    }

    fn is_any(&self, url: &str, fits: impl Fn(&Target, &Candidate<'_>) -> bool) -> bool {
        let text = trim_ends(url);
        if self.is_ruled_out(text, Source::Os) {
            return false;
        }
        let clean = without_breaks(text);
        if clean.len() > MAX_URL {
            return false;
        }
        Split::of(&clean)
            .and_then(Candidate::of)
            .is_some_and(|candidate| {
                self.targets
                    .iter()
                    .any(|(_, target)| fits(target, &candidate))
            })
    }

    /// Looks at scheme and host only, to dismiss ordinary navigations cheaply. When in doubt: no.
    fn is_ruled_out(&self, text: &str, seen: Source) -> bool {
        let bytes = text.as_bytes();
        let Some(colon) = bytes.iter().position(|b| !is_scheme_byte(*b)) else {
            return true;
        };
        let (Some(scheme), Some(rest)) = (text.get(..colon), bytes.get(colon..)) else {
            return true;
        };
        match rest {
            [b':', ..] => {}
            // Part of the scheme may follow.
            [b'\t' | b'\n' | b'\r', ..] => return false,
            _ => return true,
        }
        if !is_web(scheme) {
            return !self.knows_scheme(scheme, seen);
        }
        // Browsers repair the slashes, too few or too many; rare enough for the long way.
        let [b':', b'/', b'/', authority @ ..] = rest else {
            return false;
        };
        if let [b'/' | b'\\', ..] = authority {
            return false;
        }
        let end = authority
            .iter()
            .position(|b| !(b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b'_')))
            .unwrap_or(authority.len());
        let (host, after) = authority.split_at(end);
        if !matches!(
            after.first(),
            None | Some(b'/' | b'?' | b'#' | b'\\' | b':')
        ) {
            return false;
        }
        !self.targets.iter().any(|(_, target)| match &target.place {
            Place::Web(ours) => match ours.host() {
                Some(url::Host::Domain(ours)) => ours.as_bytes().eq_ignore_ascii_case(host),
                // `127.1` is an address too.
                Some(_) => host.first().is_some_and(u8::is_ascii_digit),
                None => false,
            },
            Place::Custom { .. } => false,
        })
    }

    fn knows_scheme(&self, scheme: &str, seen: Source) -> bool {
        let built_in = seen == Source::Webview && scheme.eq_ignore_ascii_case(BUILT_IN_SCHEME);
        built_in
            || self.targets.iter().any(|(_, target)| match &target.place {
                Place::Custom { scheme: ours, .. } => ours.eq_ignore_ascii_case(scheme),
                Place::Web(_) => false,
            })
    }

    /// Whether an over-long URL has a scheme or an origin of ours.
    fn begins_ours(&self, text: &str, seen: Source) -> bool {
        let head = text
            .get(..text.floor_char_boundary(HEAD))
            .unwrap_or_default();
        let Some(candidate) = Split::of(head).and_then(Candidate::of) else {
            return false;
        };
        match &candidate {
            Candidate::Custom(split) => self.knows_scheme(split.scheme, seen),
            Candidate::Web(_) => self.targets.iter().any(|(_, t)| t.same_origin(&candidate)),
        }
    }

    fn matched(&self, candidate: &Candidate<'_>) -> [bool; 3] {
        self.targets
            .each_ref()
            .map(|(_, target)| target.is_at(candidate, candidate.path()))
    }

    /// Of several configured URLs at one place, the one with most of its own parameters there counts.
    /// Among equals a link is for success; without one it is an exit, else nobody could leave an app
    /// that has one URL for all.
    fn best(&self, matched: [bool; 3], raw: &Raw<'_>) -> Option<&(Role, Target)> {
        let [success, exit, event] = &self.targets;
        let [is_success, is_exit, is_event] = matched;
        let mut ranked = [(is_success, success), (is_exit, exit), (is_event, event)];
        if !raw.has_link() {
            ranked.swap(0, 1);
        }
        ranked
            .into_iter()
            .filter(|(matched, _)| *matched)
            .map(|(_, target)| target)
            // `max_by_key` keeps the last of equals, the first is wanted.
            .rev()
            .max_by_key(|(_, target)| raw.count_of(&target.own))
    }

    /// What a URL is that equals no configured one.
    fn unconfigured(&self, candidate: &Candidate<'_>, seen: Source) -> Option<Spot> {
        let Candidate::Custom(split) = candidate else {
            return None;
        };
        if !self.knows_scheme(split.scheme, seen) {
            return None;
        }
        let built_in = split.scheme.eq_ignore_ascii_case(BUILT_IN_SCHEME);
        let spots = [
            ("error", Spot::EventHost, true),
            ("event", Spot::EventHost, true),
            ("warning", Spot::EventHost, true),
            ("success", Spot::Configured(Role::Success), built_in),
            ("exit", Spot::Configured(Role::Exit), built_in),
        ];
        let known = spots
            .into_iter()
            .find(|(host, _, applies)| *applies && is_host(candidate, host))
            .map(|(_, spot, _)| spot);
        match seen {
            Source::Webview => Some(known.unwrap_or(Spot::Unknown)),
            // Other apps can open anything on our scheme, and the app has deep links of its own.
            Source::Os => known,
        }
    }
}

/// Without the URLs: a session's hold its nonce.
impl fmt::Debug for CallbackMatcher {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("CallbackMatcher").finish_non_exhaustive()
    }
}

/// Whether a custom URL is this host and nothing behind it.
fn is_host(candidate: &Candidate<'_>, host: &str) -> bool {
    matches!(candidate, Candidate::Custom(split) if same_host(split.authority, host))
        && candidate.path().is_empty()
}

fn invalid(reason: InvalidReason, odd: AnomalySet) -> Callback {
    Callback {
        event: WidgetEvent::Invalid { reason },
        extra: Vec::new(),
        anomalies: odd.into_vec(),
    }
}
