//! A callback URL as the doctor compares it: by scheme, host and path.

use vinculo::callback::CallbackUrls;

use crate::commands::CommandError;

/// What a session appends to the path of a callback URL; any will do, since filters know no particular one.
const NONCE: &str = "/0123456789abcdef";

/// A callback URL of the token request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Callback {
    /// As it was given.
    pub url: String,
    /// In lower case.
    pub scheme: String,
    /// What stands behind the slashes.
    pub host: String,
    /// As a browser arrives: with the session's nonce at its end (ADR 0006).
    pub path: String,
}

impl Callback {
    /// Reads one.
    ///
    /// # Errors
    /// If no session could be started with it.
    pub fn read(text: &str) -> Result<Self, CommandError> {
        let urls = CallbackUrls {
            success: text.to_owned(),
            exit: text.to_owned(),
            event: text.to_owned(),
        };
        let refused = |what: String, fix: String| CommandError {
            what,
            means: "no session starts with such a callback URL, so nothing was looked at"
                .to_owned(),
            fix,
            code: 2,
        };
        if let Err(error) = urls.check_deliverable() {
            let fix = error
                .problems
                .first()
                .map_or("", |problem| problem.fix.as_str());
            return Err(refused(
                format!("--callback {text} cannot be used"),
                fix.to_owned(),
            ));
        }
        let url = url::Url::parse(text).map_err(|error| {
            refused(
                format!("--callback {text} cannot be used: {error}"),
                "write it as the token request has it, such as com.example.bank://success"
                    .to_owned(),
            )
        })?;
        Ok(Self {
            url: text.to_owned(),
            scheme: url.scheme().to_owned(),
            host: url.host_str().unwrap_or_default().to_owned(),
            path: format!("{}{NONCE}", url.path().trim_end_matches('/')),
        })
    }

    /// Whether a website stands behind it: an App Link, a universal link.
    #[must_use]
    pub fn is_web(&self) -> bool {
        is_web(&self.scheme)
    }

    /// Whether a host that an app declares is this one's; `*.example.com` is every host below.
    #[must_use]
    pub fn is_of_host(&self, declared: &str) -> bool {
        match declared.strip_prefix('*') {
            Some(end) => self.host.ends_with(end),
            None => declared.eq_ignore_ascii_case(&self.host),
        }
    }

    /// Its path without the nonce.
    #[must_use]
    pub fn base_path(&self) -> &str {
        self.path.strip_suffix(NONCE).unwrap_or(&self.path)
    }
}

/// Whether websites have this scheme.
#[must_use]
pub fn is_web(scheme: &str) -> bool {
    scheme.eq_ignore_ascii_case("https") || scheme.eq_ignore_ascii_case("http")
}

/// Whether many apps are likely to have this scheme, documentation's placeholders among them.
#[must_use]
pub fn is_generic(scheme: &str) -> bool {
    const GENERIC: [&str; 20] = [
        "app",
        "auth",
        "bank",
        "belvo",
        "belvowidget",
        "callback",
        "connect",
        "deeplink",
        "demo",
        "example",
        "link",
        "login",
        "myapp",
        "oauth",
        "open",
        "redirect",
        "test",
        "vinculo",
        "widget",
        "your-url-here",
    ];
    GENERIC
        .iter()
        .any(|generic| scheme.eq_ignore_ascii_case(generic))
}

/// What a text (an app's id, a scheme that is misspelt) is as a scheme: in lower case, as browsers write it, and without
/// underscores.
#[must_use]
pub fn as_scheme(text: &str) -> Option<String> {
    let scheme = text.to_lowercase().replace('_', "-");
    is_deliverable(&scheme).then_some(scheme)
}

/// What is meant by a scheme that is written as a URL: `myapp` by `myapp://`.
#[must_use]
pub fn without_colon(scheme: &str) -> &str {
    scheme.split(':').next().unwrap_or_default()
}

/// Whether one of these callbacks has the scheme; without any callbacks each scheme may be one's.
#[must_use]
pub fn may_be_scheme(callbacks: &[Callback], scheme: &str) -> bool {
    let mut schemes = callbacks.iter().map(|callback| &callback.scheme);
    callbacks.is_empty() || schemes.any(|own| own.eq_ignore_ascii_case(scheme))
}

/// Whether engines and systems deliver this scheme at all.
#[must_use]
pub fn is_deliverable(scheme: &str) -> bool {
    let mut bytes = scheme.bytes();
    bytes
        .next()
        .is_some_and(|first| first.is_ascii_alphabetic())
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || b"+-.".contains(&byte))
}

/// Whether a text matches a pattern with `*` (any number of characters) and `?` (one). In time linear in
/// their product, however many stars there are.
#[must_use]
pub fn matches_pattern(pattern: &str, text: &str) -> bool {
    let (pattern, text): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), text.chars().collect());
    let (mut at, mut seen) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while seen < text.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, seen));
                at += 1;
            }
            Some(expected) if *expected == '?' || *expected == text[seen] => {
                at += 1;
                seen += 1;
            }
            _ => {
                let Some((star_at, star_seen)) = star else {
                    return false;
                };
                star = Some((star_at, star_seen + 1));
                at = star_at + 1;
                seen = star_seen + 1;
            }
        }
    }
    pattern[at..].iter().all(|left| *left == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn patterns_match_as_apple_says() {
        assert!(matches_pattern("/belvo/*", "/belvo/success/ab"));
        assert!(matches_pattern("*", ""));
        assert!(matches_pattern("/a?c*e", "/abcde"));
        assert!(!matches_pattern("/belvo/success", "/belvo/success/ab"));
        assert!(!matches_pattern("/a?", "/a"));
    }

    #[test]
    fn a_callback_carries_the_nonce_that_a_session_adds() {
        let callback = Callback::read("https://app.example.com/belvo/success/").unwrap();
        assert_eq!(callback.base_path(), "/belvo/success");
        assert!(callback.path.starts_with("/belvo/success/"));
        let custom = Callback::read("com.example.bank://success").unwrap();
        assert_eq!((custom.host.as_str(), custom.base_path()), ("success", ""));
        assert_eq!(
            Callback::read("your_deeplink_here://x").unwrap_err().code,
            2
        );
    }
}
