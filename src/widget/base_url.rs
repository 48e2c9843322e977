//! Where the widget lives.

use url::Url;

use super::rule::Rule;
use crate::base_url::{self, BaseUrlProblem};

/// Belvo's widget, for sandbox and production alike: the token says which it is.
pub const DEFAULT_BASE_URL: &str = "https://widget.belvo.io/";

/// Reads a base URL by the rules of [`crate::base_url`].
pub(super) fn read(text: &str) -> Result<Url, Rule> {
    base_url::read(text).map_err(|problem| match problem {
        BaseUrlProblem::Malformed => Rule::Malformed,
        BaseUrlProblem::NotHttps => Rule::NotHttps,
    })
}

/// Scheme and host only: a mistaken base URL may hold a token or a password elsewhere.
pub(super) fn shown(text: &str) -> Option<String> {
    let url = Url::parse(text).ok()?;
    Some(format!("{}://{}", url.scheme(), url.host_str()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn outcome(text: &str) -> Result<String, Rule> {
        read(text).map(String::from)
    }

    #[test]
    fn https_anywhere_and_http_on_loopback() {
        for (text, url) in [
            (DEFAULT_BASE_URL, DEFAULT_BASE_URL),
            ("https://widget.belvo.io", DEFAULT_BASE_URL),
            ("HTTPS://Widget.Belvo.IO:443/", DEFAULT_BASE_URL),
            ("https://proxy.example/w/", "https://proxy.example/w/"),
            (
                "http://localhost:8787/widget",
                "http://localhost:8787/widget",
            ),
            ("http://127.0.0.1:8787", "http://127.0.0.1:8787/"),
            ("http://[::1]:8787/", "http://[::1]:8787/"),
        ] {
            assert_eq!(outcome(text).as_deref(), Ok(url));
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "http://widget.belvo.io/",
            "http://localhost.evil.example/",
            "http://127.0.0.1.evil.example/",
            "ftp://widget.belvo.io/",
            "file:///etc/hosts",
            "http://10.0.2.2/",
        ] {
            assert!(outcome(text).is_err(), "{text}");
        }
        for text in [
            "",
            "widget.belvo.io",
            "https://",
            "https:widget.belvo.io",
            "https:///widget.belvo.io",
            "https:\\\\widget.belvo.io",
            " https://widget.belvo.io/",
            "https://widget.bel\tvo.io/",
            "https://user@widget.belvo.io/",
            "https://@widget.belvo.io/",
            "https://widget.belvo.io/?",
            "https://widget.belvo.io/?access_token=x",
            "https://widget.belvo.io/#x",
        ] {
            assert_eq!(outcome(text), Err(Rule::Malformed), "{text}");
        }
        assert_eq!(outcome("http://widget.belvo.io/"), Err(Rule::NotHttps));
    }

    #[test]
    fn a_refused_url_is_shown_without_its_secrets() {
        let shown = shown("http://u:secret@host.example/secret?access_token=secret#secret");
        assert_eq!(shown.as_deref(), Some("http://host.example"));
    }
}
