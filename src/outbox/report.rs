//! What the outbox answers. Owned records without tuples, so that they can cross to Kotlin and Swift.

use super::store::StoreError;
use crate::session::Outcome;

/// An outcome to send to the app's backend now.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct PendingReport {
    /// The outcome's id: the same at every attempt, in every process.
    pub idempotency_key: String,
    /// What to send.
    pub outcome: Outcome,
    /// Failed attempts since the outbox was opened, to show. Pauses are [`exchange`](crate::exchange)'s, which counts the tries
    /// of one run.
    pub attempts: u32,
    /// When it was recorded: milliseconds since 1970 by the phone's clock.
    pub recorded_ms: i64,
}

/// An entry as shown to developers and support: no user, no link, no texts.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record), uniffi(name = "OutboxEntry"))]
pub struct Entry {
    /// The outcome's id.
    pub outcome_id: String,
    /// `connected`, `exited` or `failed`.
    pub ending: String,
    /// What becomes of it.
    pub state: EntryState,
    /// Failed attempts since the outbox was opened.
    pub attempts: u32,
    /// When it was recorded: milliseconds since 1970 by the phone's clock.
    pub recorded_ms: i64,
}

/// What becomes of an entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(
    feature = "ffi",
    derive(uniffi::Enum),
    uniffi(name = "OutboxEntryState")
)]
pub enum EntryState {
    /// It is sent until the backend has it.
    Pending,
    /// The backend refused it for good; kept until retried or acknowledged.
    Refused {
        /// The HTTP status.
        status: u16,
    },
    /// It is another user's (whether refused or not), and waits for that user.
    Held,
}

/// The answer to `append`: it is on disk.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct Appended {
    /// It was there already, pending or refused; nothing was written.
    pub already: bool,
    /// What had to go to make room: normally nothing.
    pub overflow: Vec<Overflow>,
}

/// The overflow event: a refused entry, the oldest, was dropped to make room. Tell whoever watches for lost data.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct Overflow {
    /// The id of the outcome that is gone.
    pub dropped: String,
    /// The HTTP status it had been refused with.
    pub status: u16,
}

/// What was found when the journal was opened. All zero and `None` after an ordinary start, but for `entries`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct Recovery {
    /// Entries of this user, pending or refused.
    pub entries: u32,
    /// Entries of other users that are held.
    pub held: u32,
    /// Entries of other users that were deleted, as configured.
    pub purged: u32,
    /// Bytes at the end that held no good record and were cut: the mark of a crash while writing.
    pub cut_bytes: u32,
    /// Records in the middle with a wrong checksum, left out: the mark of a failing disk.
    pub damaged: u32,
    /// Good records that only a later release can read; kept, and counted as entries of the bound.
    pub unreadable: u32,
    /// The repair or purge could not be written yet; it is tried again before the next write.
    pub rewrite_failed: Option<StoreError>,
}

impl Recovery {
    /// What a reader of a log should know of it, in one line; empty after an ordinary start.
    #[must_use]
    pub fn detail(&self) -> String {
        let counts = [
            (self.cut_bytes, "bytes at its end were cut"),
            (self.damaged, "records are damaged"),
            (self.unreadable, "records are of a newer release"),
            (self.held, "entries are another user's"),
            (self.purged, "entries of another user were deleted"),
        ];
        let mut found: Vec<_> = counts
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        if let Some(error) = &self.rewrite_failed {
            found.push(format!("it could not be repaired yet: {error}"));
        }
        found.join("; ")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_out_of_the_ordinary_is_told() {
        let ordinary = Recovery {
            entries: 3,
            ..Recovery::default()
        };
        assert_eq!(ordinary.detail(), "");
        let odd = Recovery {
            held: 2,
            purged: 1,
            cut_bytes: 7,
            damaged: 4,
            unreadable: 5,
            rewrite_failed: Some(StoreError::Full),
            ..ordinary
        };
        assert_eq!(
            odd.detail(),
            "7 bytes at its end were cut; 4 records are damaged; 5 records are of a newer release; \
             2 entries are another user's; 1 entries of another user were deleted; \
             it could not be repaired yet: no space left on the disk"
        );
    }
}
