//! The rules, first one that fits (`vectors/README.md`, `navigations`).

use url::{Host, Url};

use super::intent::Intent;
use super::page::{MAX_URL_BYTES, Page};
use super::policy::PolicyHosts;
use super::refusal;
use super::scheme::SchemeKind;
use super::{
    AllowNote, BlockReason, Decision, Frame, Navigation, NavigationPolicy, Otherwise, PolicyError,
};
use crate::callback::{Callback, CallbackMatcher, Source};
use crate::private_text::PrivateText;

/// Decides where the webview may go: a [`NavigationPolicy`], compiled once.
#[derive(Debug)]
pub struct Navigator {
    matcher: CallbackMatcher,
    hosts: PolicyHosts,
    open_finance: bool,
    allow_loopback_http: bool,
    trust_unknown_frames: bool,
}

impl Navigator {
    /// Checks the policy and keeps what decisions need of it.
    ///
    /// # Errors
    ///
    /// [`PolicyError`] if a list of hosts holds something else than bare host names.
    pub fn new(policy: &NavigationPolicy, matcher: CallbackMatcher) -> Result<Self, PolicyError> {
        Ok(Self {
            matcher,
            hosts: PolicyHosts::of(policy)?,
            open_finance: policy.open_finance,
            allow_loopback_http: policy.allow_loopback_http,
            trust_unknown_frames: policy.trust_unknown_frames,
        })
    }

    /// Reads a link that the operating system delivered; `None` when it is not a callback of ours.
    #[must_use]
    pub fn callback_from_os(&self, url: &str) -> Option<Callback> {
        self.matcher.parse(url, Source::Os)
    }

    /// Decides one navigation, in time linear in the URL's length. Call it for every navigation,
    /// iframes and redirects too, before the webview acts.
    ///
    /// A URL handed on in the decision is the one given if that is an ordinary https URL;
    /// otherwise it is written as the URL standard writes it, so that no other parser can see
    /// another host or scheme in it.
    #[must_use]
    pub fn decide(&self, navigation: &Navigation) -> Decision {
        let url = navigation.url.as_str();
        if let Some(callback) = self.matcher.parse(url, Source::Webview) {
            let trusted = self.trusts(&navigation.frame);
            return Decision::Callback { callback, trusted };
        }
        if let Some(page) = Page::ordinary(url) {
            return self.decide_page(page, &navigation.frame, navigation.post);
        }
        if is_too_long(url) {
            return block(BlockReason::Malformed);
        }
        Url::parse(url).map_or(block(BlockReason::Malformed), |parsed| {
            self.decide_parsed(&parsed, navigation)
        })
    }

    fn trusts(&self, frame: &Frame) -> bool {
        match frame {
            Frame::Main | Frame::Popup => true,
            Frame::Sub { .. } => false,
            Frame::Unknown => self.trust_unknown_frames,
        }
    }

    fn decide_parsed(&self, url: &Url, navigation: &Navigation) -> Decision {
        let frame = &navigation.frame;
        let in_sub = matches!(frame, Frame::Sub { .. });
        match SchemeKind::of(url.scheme()) {
            SchemeKind::About if matches!(url.path(), "blank" | "srcdoc") => allow(None),
            SchemeKind::About | SchemeKind::Dangerous => block(BlockReason::DangerousScheme),
            // In an iframe the engine itself blocks mixed content.
            SchemeKind::Inline | SchemeKind::Http if in_sub => allow(None),
            SchemeKind::Inline => block(BlockReason::InlineDocument),
            SchemeKind::Http if !self.is_allowed_loopback(url) => block(BlockReason::InsecureHttp),
            // A stand-in on loopback is treated like the real thing.
            SchemeKind::Http | SchemeKind::Https => match Page::parsed(url) {
                Some(page) => self.decide_page(page, frame, navigation.post),
                None => block(BlockReason::Malformed),
            },
            _ if in_sub && navigation.user_gesture != Some(true) => {
                block(BlockReason::SubFrameOutside)
            }
            SchemeKind::Intent => self.decide_intent(url.as_str()),
            SchemeKind::AndroidApp => block(BlockReason::UnusableIntent),
            SchemeKind::App => Decision::OpenOutside {
                url: url.as_str().into(),
            },
        }
    }

    fn decide_page(&self, page: Page<'_>, frame: &Frame, post: Option<bool>) -> Decision {
        let Page { host, url } = page;
        if matches!(frame, Frame::Sub { .. }) {
            return allow(None);
        }
        let is_widgets = self.hosts.widget.cover(host);
        if (is_widgets || refusal::is_belvos_api(host))
            && let Some(description) = refusal::description(url)
        {
            return allow(Some(AllowNote::Refused { description }));
        }
        if is_widgets {
            return allow(None);
        }
        if let Some(strict) = &self.hosts.strict
            && !strict.cover(host)
        {
            return block(BlockReason::HostNotAllowed);
        }
        // No app claims a stand-in on loopback.
        if self.open_finance && post != Some(true) && !is_http(url) {
            return try_app_or_load(url.to_owned());
        }
        allow(Some(AllowNote::ForeignHost {
            host: host.to_owned(),
        }))
    }

    fn is_allowed_loopback(&self, url: &Url) -> bool {
        self.allow_loopback_http
            && match url.host() {
                Some(Host::Domain(name)) => name == "localhost",
                Some(Host::Ipv4(address)) => address.is_loopback(),
                Some(Host::Ipv6(address)) => address.is_loopback(),
                None => false,
            }
    }

    fn decide_intent(&self, uri: &str) -> Decision {
        let Some(intent) = Intent::parse(uri) else {
            return block(BlockReason::UnusableIntent);
        };
        let fallback = match &intent.fallback {
            Some(url) => self.loadable(url),
            None => Err(BlockReason::UnusableIntent),
        };
        let Some(scheme) = &intent.scheme else {
            return match fallback {
                Ok(url) => try_app_or_load(url),
                Err(reason) => block(reason),
            };
        };
        // Back at us through the system it would be a deep link, whichever frame sent it.
        if self
            .matcher
            .parse(&format!("{scheme}:{}", intent.data), Source::Webview)
            .is_some()
        {
            return block(BlockReason::UnusableIntent);
        }
        let fallback = match SchemeKind::of(scheme) {
            SchemeKind::App | SchemeKind::Http => fallback,
            SchemeKind::Https => {
                fallback.or_else(|_| self.loadable(&format!("https:{}", intent.data)))
            }
            // The last two: whoever takes the target would have an intent in hand again.
            SchemeKind::About
            | SchemeKind::Dangerous
            | SchemeKind::Inline
            | SchemeKind::Intent
            | SchemeKind::AndroidApp => return block(BlockReason::UnusableIntent),
        };
        Decision::TryApp {
            url: intent.cleaned().into(),
            otherwise: fallback.map_or(Otherwise::Nothing, |url| Otherwise::Load {
                url: url.into(),
            }),
        }
    }

    /// The URL if it is an https page the webview may load in the place of an intent; else why not.
    ///
    /// The load would come from us and not from the frame that asked, so a callback is refused (an
    /// iframe could have it trusted that way), and so is what the page itself could not go to.
    fn loadable(&self, url: &str) -> Result<String, BlockReason> {
        if self.matcher.parse(url, Source::Webview).is_some() {
            return Err(BlockReason::UnusableIntent);
        }
        if let Some(page) = Page::ordinary(url) {
            return self.unless_blocked(page);
        }
        match Url::parse(url) {
            Ok(url) if url.scheme() == "https" => match Page::parsed(&url) {
                Some(page) => self.unless_blocked(page),
                None => Err(BlockReason::Malformed),
            },
            _ => Err(BlockReason::UnusableIntent),
        }
    }

    fn unless_blocked(&self, page: Page<'_>) -> Result<String, BlockReason> {
        match self.decide_page(page, &Frame::Main, None) {
            Decision::Block { reason } => Err(reason),
            _ => Ok(page.url.to_owned()),
        }
    }
}

/// Measured without what every parser strips: spaces and control characters at the ends, tabs and
/// line breaks.
fn is_too_long(url: &str) -> bool {
    url.len() > MAX_URL_BYTES
        && url
            .trim_matches(|c: char| c <= ' ')
            .bytes()
            .filter(|byte| !matches!(byte, b'\t' | b'\n' | b'\r'))
            .count()
            > MAX_URL_BYTES
}

fn is_http(url: &str) -> bool {
    url.get(..5)
        .is_some_and(|scheme| scheme.eq_ignore_ascii_case("http:"))
}

fn allow(note: Option<AllowNote>) -> Decision {
    Decision::Allow { note }
}

fn block(reason: BlockReason) -> Decision {
    Decision::Block { reason }
}

/// An https page that an app may claim (app-to-app), and that loads in the webview otherwise.
fn try_app_or_load(url: String) -> Decision {
    let url = PrivateText::from(url);
    let otherwise = Otherwise::Load { url: url.clone() };
    Decision::TryApp { url, otherwise }
}

#[cfg(test)]
mod tests;
