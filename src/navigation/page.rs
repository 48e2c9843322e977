//! An https page: its host, and its URL fit to be handed on.

use url::Url;

/// The longest URL that is looked at, in bytes.
pub(super) const MAX_URL_BYTES: usize = 65_536;

/// An https page without userinfo.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Page<'a> {
    /// As the URL standard writes it: lower case, ASCII, numbers as an address.
    pub(super) host: &'a str,
    /// The URL. Every parser finds the same host in it.
    pub(super) url: &'a str,
}

impl<'a> Page<'a> {
    /// Reads what nearly all navigations look like, by hand and without allocating: `https://`, a
    /// plain lower-case host, perhaps a port, and printable ASCII. `None` for all else, which is
    /// the `url` crate's to judge: a host it would rewrite or refuse never gets through here.
    pub(super) fn ordinary(url: &'a str) -> Option<Self> {
        if url.len() > MAX_URL_BYTES || !is_printable_ascii(url) {
            return None;
        }
        let rest = url.strip_prefix("https://")?;
        let end = rest
            .bytes()
            .position(|byte| !matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'.' | b'-'))
            .unwrap_or(rest.len());
        let (host, behind) = rest.split_at(end);
        (is_plain_host(host) && is_plain_after_host(behind)).then_some(Self { host, url })
    }

    /// From a parsed https URL; `None` with userinfo.
    pub(super) fn parsed(url: &'a Url) -> Option<Self> {
        let userinfo = !url.username().is_empty() || url.password().is_some();
        let host = url.host_str()?;
        (!userinfo).then_some(Self {
            host,
            url: url.as_str(),
        })
    }
}

fn is_printable_ascii(text: &str) -> bool {
    // Without an early exit, so that the compiler can look at many bytes at once.
    text.bytes()
        .fold(true, |all, byte| all & byte.is_ascii_graphic())
}

/// Non-empty labels, none of which says it is an encoded name, and no number at the end, which the
/// URL standard would read as an IPv4 address (`0x7f.1`).
fn is_plain_host(host: &str) -> bool {
    host.split('.')
        .all(|label| !label.is_empty() && !label.starts_with("xn--"))
        && host
            .rsplit('.')
            .next()
            .is_some_and(|last| !last.starts_with(|first: char| first.is_ascii_digit()))
}

/// Nothing, or a path, query or fragment, with or without a port before it.
fn is_plain_after_host(behind: &str) -> bool {
    let behind = match behind.strip_prefix(':') {
        None => behind,
        Some(port) => {
            let digits = port.bytes().take_while(u8::is_ascii_digit).count();
            if port[..digits].parse::<u16>().is_err() {
                return false;
            }
            &port[digits..]
        }
    };
    behind.is_empty() || behind.starts_with(['/', '?', '#'])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ordinary_pages_are_read_by_hand() {
        for (url, host) in [
            (
                "https://widget.belvo.io/?access_token=a.b.c",
                "widget.belvo.io",
            ),
            ("https://widget.belvo.io", "widget.belvo.io"),
            ("https://bank-1.example:8443/a@b:c\\d#e", "bank-1.example"),
            ("https://localhost?x=https://widget.belvo.io", "localhost"),
            ("https://a.b#@c", "a.b"),
        ] {
            assert_eq!(Page::ordinary(url), Some(Page { host, url }), "{url}");
        }
    }

    #[test]
    fn everything_unusual_is_left_to_the_url_crate() {
        for url in [
            "",
            ":",
            "http://widget.belvo.io/",
            "HTTPS://widget.belvo.io/",
            "https:/widget.belvo.io/",
            "https:\\\\widget.belvo.io/",
            "https:///widget.belvo.io/",
            " https://widget.belvo.io/",
            "https://widget.belvo.io/ ",
            "https://widget.belvo.io/a\tb",
            "https://widget.belvo.io/ç",
            "https://Widget.belvo.io/",
            "https://widget.belvo.io./",
            "https://.widget.belvo.io/",
            "https://widget..io/",
            "https://widget.belvo.io\\/",
            "https://widget.belvo.io@evil.example/",
            "https://widget.belvo.io:pw@evil.example/",
            "https://widget.belvo.io:443@evil.example/",
            "https://widget.belvo.io:/",
            "https://widget.belvo.io:65536/",
            "https://widget.belvo.io:+1/",
            "https://widget%2ebelvo.io/",
            "https://wıdget.belvo.io/",
            "https://xn--wdget-n4a.belvo.io/",
            "https://a.xn--p1ai/",
            "https://127.0.0.1/",
            "https://0x7f.1/",
            "https://a.0x7f/",
            "https://[::1]/",
            "https://a_b.example/",
        ] {
            assert_eq!(Page::ordinary(url), None, "{url:?}");
        }
    }

    #[test]
    fn a_page_longer_than_64_kib_is_not_ordinary() {
        let path = "a".repeat(MAX_URL_BYTES - "https://a.b/".len());
        assert!(Page::ordinary(&format!("https://a.b/{path}")).is_some());
        assert!(Page::ordinary(&format!("https://a.b/{path}a")).is_none());
    }

    #[test]
    fn a_parsed_page_has_no_userinfo() {
        let read = |text: &str| {
            let url = Url::parse(text).unwrap();
            Page::parsed(&url).map(|page| (page.host.to_owned(), page.url.to_owned()))
        };
        assert_eq!(
            read(" https:\\\\WIDGET.belvo.io\\a"),
            Some((
                "widget.belvo.io".to_owned(),
                "https://widget.belvo.io/a".to_owned()
            ))
        );
        assert_eq!(read("https://a@b.example"), None);
        assert_eq!(read("https://:a@b.example"), None);
    }
}
