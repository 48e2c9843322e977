//! URLs in `Debug`: never a query or a fragment, which hold tokens and personal data.

use std::fmt;

use url::Url;

use super::page::MAX_URL_BYTES;

/// Longest host that is shown: the longest that has an address (RFC 1035 §2.3.4). A page may navigate to any text.
const MAX_HOST_BYTES: usize = 253;

/// Shows scheme and host of a URL. The host of an app's own scheme is left out when it has a digit
/// (`tel://+5511…` is somebody's number).
pub(super) struct Redacted<'a>(pub(super) &'a str);

impl fmt::Debug for Redacted<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let readable = self.0.len() <= MAX_URL_BYTES;
        let Some(url) = readable.then(|| Url::parse(self.0).ok()).flatten() else {
            return write!(f, "(no URL, {} bytes)", self.0.len());
        };
        let web = matches!(url.scheme(), "http" | "https");
        let host = url.host_str().filter(|host| host.len() <= MAX_HOST_BYTES);
        match host {
            Some(host) if web || !host.contains(|c: char| c.is_ascii_digit() || c == '%') => {
                write!(f, "{}://{host}/…", url.scheme())
            }
            _ => write!(f, "{}:…", url.scheme()),
        }
    }
}

/// Shows a text only if it looks like a code (`risk_analysis_denied`): prose may name people.
pub(super) struct CodeOnly<'a>(pub(super) &'a str);

impl fmt::Debug for CodeOnly<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let code = self.0.len() <= 64
            && self
                .0
                .bytes()
                .all(|byte| byte.is_ascii_alphabetic() || byte == b'_');
        if code {
            fmt::Debug::fmt(self.0, f)
        } else {
            write!(f, "(text, {} bytes)", self.0.len())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_scheme_and_host_are_shown() {
        for (url, shown) in [
            (
                "https://u:p@widget.belvo.io:8443/a?access_token=b#c",
                "https://widget.belvo.io/…",
            ),
            ("http://127.0.0.1:3000/a", "http://127.0.0.1/…"),
            ("myapp://success?link=1", "myapp://success/…"),
            ("tel:+5511987654321", "tel:…"),
            ("tel://+5511987654321", "tel:…"),
            ("bank://529.982.247-25/", "bank:…"),
            ("bank://%35%32", "bank:…"),
            ("mailto:ana@example.com", "mailto:…"),
            (
                "intent://pay/x#Intent;scheme=bank;S.cpf=1;end",
                "intent://pay/…",
            ),
            ("not a URL", "(no URL, 9 bytes)"),
            ("", "(no URL, 0 bytes)"),
        ] {
            assert_eq!(format!("{:?}", Redacted(url)), shown, "{url}");
        }
    }

    #[test]
    fn a_host_without_an_address_is_not_shown() {
        let host = "a".repeat(MAX_HOST_BYTES);
        let shown = |host: &str| format!("{:?}", Redacted(&format!("https://{host}/")));
        assert_eq!(shown(&host), format!("https://{host}/…"));
        assert_eq!(shown(&format!("{host}a")), "https:…");
    }

    #[test]
    fn prose_is_not_a_code() {
        assert_eq!(
            format!("{:?}", CodeOnly("risk_analysis_denied")),
            "\"risk_analysis_denied\""
        );
        for prose in ["Ana Silva", "52998224725", "ação", &"a".repeat(65)] {
            assert!(
                format!("{:?}", CodeOnly(prose)).starts_with("(text, "),
                "{prose}"
            );
        }
    }
}
