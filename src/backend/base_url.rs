//! Where the app's backend lives.

use url::{Host, Url};

use super::setup_error::SetupError;

/// Reads a base URL and returns it without a trailing slash: https, or http on loopback for tests and
/// demos; the path is kept, so that a backend may live below one. The same rules as for the widget's
/// base URL, because the app's authentication goes where this leads.
pub(super) fn read(text: &str) -> Result<String, SetupError> {
    // The URL standard would repair white space, backslashes and missing slashes in silence.
    let odd = |b: u8| b <= b' ' || b == 0x7f || b == b'\\';
    if text.bytes().any(odd) {
        return Err(SetupError::BaseUrl);
    }
    let (_, rest) = text.split_once("://").ok_or(SetupError::BaseUrl)?;
    if rest.starts_with('/') {
        return Err(SetupError::BaseUrl);
    }
    let url = Url::parse(text).map_err(|_| SetupError::BaseUrl)?;
    match url.scheme() {
        "https" => {}
        "http" if url.host().as_ref().is_some_and(is_loopback) => {}
        _ => return Err(SetupError::NotHttps),
    }
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if authority.contains('@') || url.query().is_some() || url.fragment().is_some() {
        return Err(SetupError::BaseUrl);
    }
    Ok(url.as_str().trim_end_matches('/').to_owned())
}

fn is_loopback(host: &Host<&str>) -> bool {
    match host {
        Host::Domain(name) => *name == "localhost" || name.ends_with(".localhost"),
        Host::Ipv4(address) => address.is_loopback(),
        Host::Ipv6(address) => address.is_loopback(),
    }
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
            "https://a.b?x=1",
            "https://a.b/#x",
        ] {
            assert_eq!(read(text), Err(SetupError::BaseUrl), "{text}");
        }
    }
}
