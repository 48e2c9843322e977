//! What a scheme is good for.

/// Schemes sorted by what a webview may do with them. Everything a system can hand to another
/// app, and nothing else, is [`SchemeKind::App`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum SchemeKind {
    About,
    /// Runs code, reads files, or reaches into the browser.
    Dangerous,
    /// The document is in the URL itself.
    Inline,
    Http,
    Https,
    Intent,
    AndroidApp,
    App,
}

impl SchemeKind {
    /// Of a scheme in lower case.
    pub(super) fn of(scheme: &str) -> Self {
        match scheme {
            "about" => Self::About,
            "javascript" | "vbscript" | "file" | "content" | "filesystem" | "view-source"
            | "chrome" | "resource" | "jar" | "ftp" | "ws" | "wss"
            // iOS: installs an app from any server, and opens the system's settings.
            | "itms-services" | "prefs" | "app-prefs" => Self::Dangerous,
            "data" | "blob" => Self::Inline,
            "http" => Self::Http,
            "https" => Self::Https,
            "intent" => Self::Intent,
            "android-app" => Self::AndroidApp,
            _ => Self::App,
        }
    }
}

/// Whether the text is a scheme in lower case (RFC 3986 §3.1).
pub(super) fn is_scheme(text: &str) -> bool {
    text.starts_with(|first: char| first.is_ascii_lowercase())
        && text
            .bytes()
            .all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'+' | b'-' | b'.'))
}

/// Whether opening the URL outside is an errand (a call, a mail, a map, a store) after which the
/// user is back at once, and not a way to the bank.
#[must_use]
pub fn is_errand(url: &str) -> bool {
    let scheme = url.split(':').next().unwrap_or_default();
    [
        "tel",
        "mailto",
        "sms",
        "geo",
        "market",
        "itms-apps",
        "itms-appss",
        "whatsapp",
    ]
    .iter()
    .any(|errand| scheme.eq_ignore_ascii_case(errand))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_scheme_is_a_letter_and_then_letters_digits_and_three_marks() {
        for good in ["tel", "itms-apps", "web+bank", "a.b", "z39.50r"] {
            assert!(is_scheme(good), "{good}");
        }
        for bad in [
            "",
            "1tel",
            "-x",
            "Tel",
            "your_deeplink_here",
            "a b",
            "a;b",
            "a:",
            "ação",
        ] {
            assert!(!is_scheme(bad), "{bad}");
        }
    }
}
