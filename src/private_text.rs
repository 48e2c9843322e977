//! Text that may hold a token or a person.

use std::fmt;

/// A URL or a message as it came: it may hold a token, a link id or a name, so `Debug` hides all of it.
///
/// In Kotlin and Swift it is a type that prints no content either, since generated records print every field.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct PrivateText(String);

#[cfg(feature = "ffi")]
uniffi::custom_newtype!(PrivateText, String);

impl PrivateText {
    /// Takes any text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The text itself: to load, to read, to open; never to log.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text itself, owned.
    #[must_use]
    pub fn into_string(self) -> String {
        self.0
    }
}

impl From<String> for PrivateText {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&str> for PrivateText {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl fmt::Debug for PrivateText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("PrivateText(***)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_nothing_of_it() {
        let text = PrivateText::new("https://widget.belvo.io/?access_token=a.b.c");
        assert_eq!(format!("{text:?}"), "PrivateText(***)");
    }
}
