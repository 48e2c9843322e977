//! Why the outbox cannot do what it was asked.

use super::journal::Foreign;
use super::store::StoreError;

/// Safe to log: no user, no link, no path. After any of these the outbox may be used on; what was stored
/// before is still stored.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[cfg_attr(feature = "ffi", derive(uniffi::Error))]
pub enum OutboxError {
    /// The user key.
    #[error("the user key must be 1 to 256 bytes; use your app's own id of the signed-in user")]
    User,
    /// The outcome is longer than a record may be.
    #[error("the outcome is longer than 512 KiB; it was not recorded")]
    TooLarge,
    /// Another outcome is stored under this id.
    #[error(
        "another outcome is stored under this id; give each session an id of its own, and restore a session with what the outbox has recorded"
    )]
    Conflict,
    /// The bound is reached and nothing may be dropped: the overflow is explicit. Not recorded.
    #[error(
        "the outbox is full ({entries} entries, {bytes} bytes); report the pending entries, then record again"
    )]
    Full {
        /// How many entries it holds.
        entries: u32,
        /// Bytes of live records.
        bytes: u32,
    },
    /// Written by a later release; not touched.
    #[error("the journal has version {found}, written by a newer release; update the library")]
    NewerVersion {
        /// The version it carries.
        found: u32,
    },
    /// The bytes are of something else; not touched.
    #[error("this is no outbox journal; look at the path, or delete the file")]
    NotAJournal,
    /// A defect of ours in an earlier call.
    #[error("the outbox broke in an earlier call; close it, open it again, and report the defect")]
    Broken,
    /// The disk.
    #[error("storage: {source}")]
    Store {
        /// What it said.
        #[from]
        source: StoreError,
    },
}

impl OutboxError {
    /// The stable name, for logs and metrics.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::User => "user",
            Self::TooLarge => "too_large",
            Self::Conflict => "conflict",
            Self::Full { .. } => "full",
            Self::NewerVersion { .. } => "newer_version",
            Self::NotAJournal => "not_a_journal",
            Self::Broken => "broken",
            Self::Store { .. } => "store",
        }
    }
}

impl From<Foreign> for OutboxError {
    fn from(foreign: Foreign) -> Self {
        match foreign {
            Foreign::NewerVersion { found } => Self::NewerVersion { found },
            Foreign::NotAJournal => Self::NotAJournal,
        }
    }
}
