//! Where a request may go.

use url::Url;

use super::error::TransportError;
use crate::base_url::is_loopback;

/// A URL that may be asked.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Address {
    pub(super) url: Url,
    /// It is this machine: no proxy is in between, and no TLS is needed.
    pub(super) loopback: bool,
}

impl Address {
    /// Reads the URL of a request. A record can be made by anybody, so that it is looked at again here.
    pub(super) fn of(url: &str) -> Result<Self, TransportError> {
        let url = Url::parse(url).map_err(|_| TransportError::Unusable)?;
        let host = url.host().ok_or(TransportError::Unusable)?;
        let loopback = is_loopback(&host);
        match url.scheme() {
            "https" => {}
            "http" if loopback => {}
            _ => return Err(TransportError::NotHttps),
        }
        // It would be sent as an authentication of its own.
        if !url.username().is_empty() || url.password().is_some() {
            return Err(TransportError::Unusable);
        }
        Ok(Self { url, loopback })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn https_anywhere_and_http_on_this_machine() {
        for (text, loopback) in [
            ("https://api.example.com/v1/links", false),
            ("https://10.0.2.2/", false),
            ("https://localhost/", true),
            ("http://localhost:1/", true),
            ("http://LOCALHOST/", true),
            ("http://127.0.0.1/", true),
            ("http://127.1.2.3/", true),
            ("http://0x7f.1/", true),
            ("http://[::1]/", true),
        ] {
            let address = Address::of(text).unwrap();
            assert_eq!(address.loopback, loopback, "{text}");
        }
    }

    #[test]
    fn anything_else_goes_nowhere() {
        for text in [
            "http://api.example.com/",
            "http://10.0.2.2/",
            "http://0.0.0.0/",
            "http://[::]/",
            "http://[::ffff:127.0.0.1]/",
            "http://localhost.example/",
            "http://127.0.0.1.example/",
            "http://notlocalhost/",
            "ftp://localhost/",
            "ws://localhost/",
        ] {
            assert_eq!(Address::of(text), Err(TransportError::NotHttps), "{text}");
        }
        for text in [
            "",
            "/v1/links",
            "https://",
            "data:,x",
            "https://user@a.b/",
            "https://:pw@a.b/",
            "http://localhost@127.0.0.1/",
        ] {
            assert_eq!(Address::of(text), Err(TransportError::Unusable), "{text}");
        }
        // The part before the @ is a name, whatever it looks like.
        let disguised = "http://127.0.0.1@evil.example/";
        assert_eq!(Address::of(disguised), Err(TransportError::NotHttps));
    }
}
