//! Where the app's backend lives.

use super::setup_error::SetupError;
use crate::base_url::{self, BaseUrlProblem};

/// Reads a base URL by the rules of [`crate::base_url`] and returns it without a trailing slash; the path
/// is kept, so that a backend may live below one.
pub(super) fn read(text: &str) -> Result<String, SetupError> {
    let url = base_url::read(text).map_err(|problem| match problem {
        BaseUrlProblem::Malformed => SetupError::BaseUrl,
        BaseUrlProblem::NotHttps => SetupError::NotHttps,
    })?;
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_anywhere_and_http_on_loopback() {
        for (text, expected) in [
            ("https://api.example.com", "https://api.example.com"),
            ("HTTPS://Api.Example.COM:443/", "https://api.example.com"),
            ("https://a.b/bank/v2/", "https://a.b/bank/v2"),
            ("http://localhost:8787", "http://localhost:8787"),
            ("http://127.0.0.1:1/x", "http://127.0.0.1:1/x"),
            ("http://[::1]:8787/", "http://[::1]:8787"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(expected), "{text}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in [
            "http://api.example.com",
            "http://localhost.evil.example",
            "http://127.0.0.1.evil.example",
            "http://10.0.2.2",
            "ftp://api.example.com",
        ] {
            assert_eq!(read(text), Err(SetupError::NotHttps), "{text}");
        }
        for text in [
            "",
            "api.example.com",
            "https://",
            "https:a.b",
            "https:///a.b",
            "https:\\\\a.b",
            " https://a.b",
            "https://a.b\n",
            "https://user:pw@a.b",
            "https://@a.b",
            "https:user@a.b/://",
            "https://a.b?x=1",
            "https://a.b/#x",
        ] {
            assert_eq!(read(text), Err(SetupError::BaseUrl), "{text}");
        }
    }
}
