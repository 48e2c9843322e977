//! The id of a link, kept out of logs.

use serde::{Deserialize, Serialize};

use std::fmt;

/// A Belvo link id: normally a UUID, but taken as the widget gave it.
///
/// `Debug` shows the first four characters only, because a link id in a log ties a person to a bank.
#[derive(Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct LinkId(String);

#[cfg(feature = "ffi")]
uniffi::custom_newtype!(LinkId, String);

impl LinkId {
    /// Takes any text; blank text is refused by the callers that read input.
    #[must_use]
    pub fn new(id: impl Into<String>) -> Self {
        Self(id.into())
    }

    /// The whole id, to store or send.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The first characters and an ellipsis, safe for a log or a support ticket.
    #[must_use]
    pub fn shortened(&self) -> String {
        let head: String = self.0.chars().take(4).collect();
        format!("{head}…")
    }

    /// Whether it has the form of a UUID, as Belvo documents it.
    #[must_use]
    pub fn is_uuid(&self) -> bool {
        self.0.len() == 36
            && self.0.bytes().enumerate().all(|(i, b)| match i {
                8 | 13 | 18 | 23 => b == b'-',
                _ => b.is_ascii_hexdigit(),
            })
    }
}

impl fmt::Debug for LinkId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "LinkId({})", self.shortened())
    }
}
