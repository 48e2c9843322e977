//! A navigation, as the webview's delegate describes it.

/// One navigation the webview asks about. What an engine does not tell is `None`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct Navigation {
    /// The target, as the engine gave it.
    pub url: String,
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
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum Frame {
    /// The page itself.
    Main,
    /// An iframe.
    Sub {
        /// Origin of the document in the iframe, where the engine tells (`https://host`).
        origin: Option<String>,
    },
    /// A new window (`window.open`, `target=_blank`).
    Popup,
    /// The engine does not tell, so an iframe could be pretending.
    Unknown,
}
