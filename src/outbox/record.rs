//! What a record says. The words are frozen with format version 1: add, never rename.

use serde::{Deserialize, Serialize};

use super::journal::{self, Frame};
use crate::session::Outcome;

const STORED: u8 = 1;
const REMOVED: u8 = 2;
const REFUSED: u8 = 3;
const RETRIED: u8 = 4;
const DELIVERED: u8 = 5;
const TAKEN: u8 = 6;

/// A record of a kind and form this release knows.
pub(super) enum Record {
    Stored(Stored),
    Removed(Key),
    Refused(Refusal),
    Retried(Key),
    /// The backend has it.
    Delivered(Key),
    /// The app has it.
    Taken(Key),
}

/// An outcome, for one user. No token, no URL.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Stored {
    pub(super) user: String,
    pub(super) recorded_ms: i64,
    pub(super) outcome: Outcome,
}

/// Which entry is meant. With the user, so that no user's answer can touch another's entry.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub(super) struct Key {
    pub(super) user: String,
    pub(super) id: String,
}

#[derive(Clone, Serialize, Deserialize)]
pub(super) struct Refusal {
    #[serde(flatten)]
    pub(super) key: Key,
    pub(super) status: u16,
}

impl Stored {
    pub(super) fn key(&self) -> Key {
        Key {
            user: self.user.clone(),
            id: self.outcome.id.clone(),
        }
    }

    pub(super) fn is(&self, key: &Key) -> bool {
        self.user == key.user && self.outcome.id == key.id
    }
}

impl Record {
    /// `None` for what only a later release can read; such a record is kept as it is.
    pub(super) fn read(frame: &Frame<'_>) -> Option<Self> {
        let payload = frame.payload;
        let record = match frame.kind {
            STORED => serde_json::from_slice(payload).map(Self::Stored),
            REMOVED => serde_json::from_slice(payload).map(Self::Removed),
            REFUSED => serde_json::from_slice(payload).map(Self::Refused),
            RETRIED => serde_json::from_slice(payload).map(Self::Retried),
            DELIVERED => serde_json::from_slice(payload).map(Self::Delivered),
            TAKEN => serde_json::from_slice(payload).map(Self::Taken),
            _ => return None,
        };
        record.ok()
    }

    /// `None` if it is too long for a record.
    pub(super) fn encode(&self) -> Option<Vec<u8>> {
        let (kind, payload) = match self {
            Self::Stored(stored) => (STORED, serde_json::to_vec(stored)),
            Self::Removed(key) => (REMOVED, serde_json::to_vec(key)),
            Self::Refused(refusal) => (REFUSED, serde_json::to_vec(refusal)),
            Self::Retried(key) => (RETRIED, serde_json::to_vec(key)),
            Self::Delivered(key) => (DELIVERED, serde_json::to_vec(key)),
            Self::Taken(key) => (TAKEN, serde_json::to_vec(key)),
        };
        journal::encode(kind, &payload.ok()?)
    }
}
