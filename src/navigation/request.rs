//! A navigation, as the webview's delegate describes it.

use std::fmt;

use super::redact::Redacted;
use crate::private_text::PrivateText;

/// One navigation the webview asks about. What an engine does not tell is `None`.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct Navigation {
    /// The target, as the engine gave it.
    pub url: PrivateText,
    /// The frame that would show it.
    pub frame: Frame,
    /// Whether a server redirect led here.
    pub redirect: Option<bool>,
    /// Whether it is a POST, which cannot be repeated elsewhere.
    pub post: Option<bool>,
    /// Whether the user tapped.
    pub user_gesture: Option<bool>,
}

/// The frame of a navigation.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum Frame {
    /// The page itself.
    Main,
    /// An iframe.
    Sub {
        /// Origin of the document in the iframe, where the engine tells (`https://host`).
        origin: Option<PrivateText>,
    },
    /// A new window (`window.open`, `target=_blank`).
    Popup,
    /// The engine does not tell, so an iframe could be pretending.
    Unknown,
}

/// Shows scheme and host of the URL only: the rest can hold tokens and personal data.
impl fmt::Debug for Navigation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Navigation")
            .field("url", &Redacted(self.url.as_str()))
            .field("frame", &self.frame)
            .field("redirect", &self.redirect)
            .field("post", &self.post)
            .field("user_gesture", &self.user_gesture)
            .finish()
    }
}

/// An origin is redacted like a URL, since an engine may give the whole URL for one.
impl fmt::Debug for Frame {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Main => f.write_str("Main"),
            Self::Sub { origin } => f
                .debug_struct("Sub")
                .field(
                    "origin",
                    &origin.as_ref().map(|origin| Redacted(origin.as_str())),
                )
                .finish(),
            Self::Popup => f.write_str("Popup"),
            Self::Unknown => f.write_str("Unknown"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_neither_query_nor_fragment() {
        let navigation = Navigation {
            url: "https://widget.belvo.io/?access_token=SECRET#SECRET".into(),
            frame: Frame::Sub {
                origin: Some("https://bank.example/?SECRET".into()),
            },
            redirect: Some(true),
            post: None,
            user_gesture: None,
        };
        assert_eq!(
            format!("{navigation:?}"),
            "Navigation { url: https://widget.belvo.io/…, frame: Sub { origin: \
             Some(https://bank.example/…) }, redirect: Some(true), post: None, user_gesture: None }"
        );
    }
}
