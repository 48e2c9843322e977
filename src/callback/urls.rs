//! The callback URLs the integrator chose.

use serde::{Deserialize, Serialize};

use std::fmt::Write as _;

use super::split::trim_ends;

/// Where the widget navigates to, as given to Belvo when the token is minted
/// (`widget.callback_urls`). Custom schemes (`myapp://success`) or https (app link, universal
/// link) with a path and query of their own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct CallbackUrls {
    /// `callback_urls.success`.
    pub success: String,
    /// `callback_urls.exit`.
    pub exit: String,
    /// `callback_urls.event`.
    pub event: String,
}

impl CallbackUrls {
    /// The URLs of one session: each with the session's nonce as its last path segment, before query
    /// and fragment (`myapp://success` becomes `myapp://success/NONCE`).
    ///
    /// Only a page that was started with this session's token knows the nonce, so another app's deep
    /// link, or one left over from an earlier session, does not match. Characters of the nonce that
    /// could end a path segment are percent-encoded; a blank nonce leaves the URLs as they are.
    #[must_use]
    pub fn with_nonce(&self, nonce: &str) -> Self {
        let segment = encoded_segment(nonce);
        let extend = |url: &String| with_segment(url, &segment);
        Self {
            success: extend(&self.success),
            exit: extend(&self.exit),
            event: extend(&self.event),
        }
    }
}

fn with_segment(url: &str, segment: &str) -> String {
    let url = trim_ends(url);
    if segment.is_empty() {
        return url.to_owned();
    }
    let (head, tail) = url.split_at(url.find(['?', '#']).unwrap_or(url.len()));
    // The slashes of `myapp://` are not a path's trailing slash.
    let head = match head.strip_suffix('/') {
        Some(shorter) if !shorter.ends_with(":/") => shorter,
        _ => head,
    };
    format!("{head}/{segment}{tail}")
}

fn encoded_segment(nonce: &str) -> String {
    let mut segment = String::with_capacity(nonce.len());
    for byte in nonce.trim().bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            segment.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(segment, "%{byte:02X}");
        }
    }
    segment
}

#[cfg(test)]
mod tests {
    use super::*;

    fn nonced(url: &str, nonce: &str) -> String {
        let urls = CallbackUrls {
            success: url.into(),
            exit: String::new(),
            event: String::new(),
        };
        urls.with_nonce(nonce).success
    }

    #[test]
    fn the_nonce_is_the_last_path_segment() {
        for (url, expected) in [
            ("myapp://success", "myapp://success/N-1"),
            (" myapp://success/ ", "myapp://success/N-1"),
            ("https://a.b/cb/?x=1", "https://a.b/cb/N-1?x=1"),
            ("https://a.b/cb#/f?x", "https://a.b/cb/N-1#/f?x"),
            ("https://a.b?next=/x/", "https://a.b/N-1?next=/x/"),
            ("myapp://", "myapp:///N-1"),
        ] {
            assert_eq!(nonced(url, "N-1"), expected);
        }
    }

    #[test]
    fn a_nonce_cannot_leave_its_segment() {
        assert_eq!(
            nonced("myapp://s", "a/b?c#d%é"),
            "myapp://s/a%2Fb%3Fc%23d%25%C3%A9"
        );
        assert_eq!(nonced("myapp://s/", " "), "myapp://s/");
    }
}
