//! One configured callback URL, compiled, and the URLs that are compared with it.

use url::Url;

use super::deliverable::CallbackUrlRule;
use super::parameter::Parameter;
use super::query::Raw;
use super::split::{Split, same_host, same_text, trim_ends, without_slash};

/// Longest configured URL that is compiled: twice what a session may be started with, so that there is
/// room for its nonce.
const MAX_CONFIGURED: usize = 4_096;

/// Schemes that mean something to engines or to the operating system. A page can navigate to any of
/// them for reasons of its own, so none can be a callback.
const FORBIDDEN_SCHEMES: [&str; 28] = [
    "about",
    "android-app",
    "app-settings",
    "blob",
    "chrome",
    "content",
    "data",
    "facetime",
    "file",
    "filesystem",
    "ftp",
    "geo",
    "intent",
    "itms-apps",
    "itms-appss",
    "itms-services",
    "jar",
    "javascript",
    "mailto",
    "maps",
    "market",
    "resource",
    "sms",
    "tel",
    "vbscript",
    "view-source",
    "ws",
    "wss",
];

/// Which of the configured URLs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Success,
    Exit,
    Event,
}

/// A configured URL, ready to compare.
pub(super) struct Target {
    pub(super) place: Place,
    /// Parameters of its own query.
    pub(super) own: Vec<Parameter>,
}

/// Where a URL points to, without query and fragment.
pub(super) enum Place {
    /// Compared as text.
    Custom {
        scheme: String,
        authority: String,
        path: String,
    },
    /// Compared as the `url` crate normalises it, which is how browsers do.
    Web(Url),
}

/// A URL to compare, located but not yet compared.
pub(super) enum Candidate<'a> {
    Custom(Split<'a>),
    Web(Url),
}

impl Target {
    /// Refuses only what could never match.
    pub(super) fn compile(text: &str) -> Result<Self, CallbackUrlRule> {
        let text = trim_ends(text);
        if text.is_empty() {
            return Err(CallbackUrlRule::Missing);
        }
        if text.len() > MAX_CONFIGURED {
            return Err(CallbackUrlRule::TooLong);
        }
        if text.contains(|c: char| c.is_whitespace() || c.is_control()) {
            return Err(CallbackUrlRule::Whitespace);
        }
        let split = Split::of(text).ok_or_else(|| {
            // `my app://` or `1app://` want another fix than `host.tld`.
            if text.contains("://") {
                CallbackUrlRule::BadScheme
            } else {
                CallbackUrlRule::NotAbsolute
            }
        })?;
        let scheme = split.scheme.to_ascii_lowercase();
        if FORBIDDEN_SCHEMES.contains(&scheme.as_str()) {
            return Err(CallbackUrlRule::ForbiddenScheme);
        }
        if split.authority.contains('@') || split.web_parts().0.contains('@') {
            return Err(CallbackUrlRule::Userinfo);
        }
        let own = Raw::read(split.query, None)
            .map_err(|_| CallbackUrlRule::TooLong)?
            .into_parameters();
        let place = if is_web(&scheme) {
            Place::Web(Url::parse(split.before_query).map_err(|_| CallbackUrlRule::Malformed)?)
        } else {
            Place::custom(&split, scheme)
        };
        Ok(Self { place, own })
    }

    /// Whether the candidate has this scheme, and for http(s) this host and port.
    pub(super) fn same_origin(&self, candidate: &Candidate<'_>) -> bool {
        match (&self.place, candidate) {
            (Place::Custom { scheme, .. }, Candidate::Custom(split)) => {
                scheme.eq_ignore_ascii_case(split.scheme)
            }
            (Place::Web(ours), Candidate::Web(theirs)) => {
                ours.scheme() == theirs.scheme()
                    && ours.host_str() == theirs.host_str()
                    && ours.port_or_known_default() == theirs.port_or_known_default()
            }
            _ => false,
        }
    }

    /// Whether the candidate is this place, if its path were `path`.
    pub(super) fn is_at(&self, candidate: &Candidate<'_>, path: &str) -> bool {
        self.same_origin(candidate)
            && match (&self.place, candidate) {
                (
                    Place::Custom {
                        authority,
                        path: ours,
                        ..
                    },
                    Candidate::Custom(split),
                ) => same_host(authority, split.authority) && same_text(ours, path),
                (Place::Web(ours), _) => without_slash(ours.path()) == path,
                _ => false,
            }
    }
}

impl Place {
    /// As an engine would deliver it (dot segments resolved, for one), or as it stands where the
    /// `url` crate refuses it: for the documentation's placeholder scheme.
    fn custom(split: &Split<'_>, scheme: String) -> Self {
        let parsed = Url::parse(split.before_query).ok();
        let parsed = parsed.as_ref().filter(|url| url.has_host());
        let authority = parsed.and_then(|url| {
            let host = url.host_str()?;
            Some(match url.port() {
                Some(port) => format!("{host}:{port}"),
                None => host.to_owned(),
            })
        });
        let path = parsed.map_or(split.path, Url::path);
        Self::Custom {
            scheme,
            authority: authority.unwrap_or_else(|| split.authority.to_owned()),
            path: without_slash(path).to_owned(),
        }
    }
}

impl<'a> Candidate<'a> {
    /// `None` when an http(s) URL is not one, has userinfo, or a path that is not what a browser
    /// would write: engines resolve `..`, so one that still has it came from elsewhere.
    pub(super) fn of(split: Split<'a>) -> Option<Self> {
        if !is_web(split.scheme) {
            return Some(Self::Custom(split));
        }
        let (authority, path) = split.web_parts();
        if authority.contains('@') {
            return None;
        }
        let url = Url::parse(split.before_query).ok()?;
        (path.is_empty() || same_text(path, url.path())).then_some(Self::Web(url))
    }

    /// Without its one trailing slash.
    pub(super) fn path(&self) -> &str {
        without_slash(match self {
            Self::Custom(split) => split.path,
            Self::Web(url) => url.path(),
        })
    }

    /// Host and path for a drift report: no userinfo, no query, at most 128 characters.
    pub(super) fn location(&self) -> String {
        let (authority, path) = match self {
            Self::Custom(split) => (split.authority, split.path),
            Self::Web(url) => (url.authority(), url.path()),
        };
        let host = authority.rsplit('@').next().unwrap_or_default();
        host.chars().chain(path.chars()).take(128).collect()
    }
}

/// Whether browsers parse URLs of this scheme into a normal form.
pub(super) fn is_web(scheme: &str) -> bool {
    scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http")
}
