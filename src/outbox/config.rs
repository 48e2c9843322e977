//! Whose outbox it is, and how much it holds.

use std::fmt;

use super::error::OutboxError;

/// The app's own id of its signed-in user, opaque to us. `Debug` hides it.
///
/// It is stored as given: the journal lies beside the app's own database, which holds the same id, so that a
/// hash would hide nothing there and cost a dependency. It is never printed, listed or sent. Use an
/// internal id, not an e-mail address or a tax number.
#[derive(Clone, PartialEq, Eq)]
pub struct UserKey(String);

impl UserKey {
    /// Takes 1 to 256 bytes of any text.
    ///
    /// # Errors
    /// [`OutboxError::User`] for another length.
    pub fn new(key: impl Into<String>) -> Result<Self, OutboxError> {
        let key = key.into();
        if (1..=256).contains(&key.len()) {
            Ok(Self(key))
        } else {
            Err(OutboxError::User)
        }
    }

    pub(super) fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for UserKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UserKey(…)")
    }
}

/// What becomes of the entries of users other than the one who is signed in. They are never sent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum OtherUsers {
    /// They wait until their user opens the outbox again.
    #[default]
    Hold,
    /// They are deleted when the outbox is opened; the backend's own sweep must find their links.
    Purge,
}

/// How to open an outbox.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutboxConfig {
    /// Who is signed in.
    pub user: UserKey,
    /// What becomes of the entries of others.
    pub others: OtherUsers,
    /// Most entries, of all users and states together; at least 1.
    pub max_entries: u32,
    /// Most bytes of live records.
    pub max_bytes: u32,
    /// Bytes of dead records (acknowledged entries and the like) below which the journal is not rewritten.
    pub compact_bytes: u32,
}

impl OutboxConfig {
    /// Holds others' entries; 256 entries, 4 MiB, rewritten past 16 KiB of dead records.
    #[must_use]
    pub fn new(user: UserKey) -> Self {
        Self {
            user,
            others: OtherUsers::Hold,
            max_entries: 256,
            max_bytes: 4 * 1024 * 1024,
            compact_bytes: 16 * 1024,
        }
    }
}
