//! The outbox itself: every change is written and synced before it counts.

use std::fmt;

use super::config::{OtherUsers, OutboxConfig};
use super::entries::{Entries, Kept};
use super::error::OutboxError;
use super::journal;
use super::record::{Key, Record, Refusal, Stored};
use super::report::{Appended, Entry, EntryState, Overflow, PendingReport, Recovery};
use super::store::{Store, StoreError};
use crate::session::{Now, Outcome};

/// Outcomes on their way to the app's backend. Blocks on the disk: keep it on a background thread.
pub struct Outbox<S> {
    store: S,
    config: OutboxConfig,
    entries: Entries,
    /// Length of the journal, dead records included.
    journal_bytes: usize,
    /// What is on disk may differ from `entries`: nothing may be appended before a rewrite.
    in_doubt: bool,
}

/// An outbox, and what was found in its journal.
#[derive(Debug)]
pub struct Opened<S> {
    /// Ready.
    pub outbox: Outbox<S>,
    /// Worth a line in a log when it is not as usual.
    pub recovery: Recovery,
}

/// A record and what it looks like in the journal.
struct Encoded {
    record: Record,
    bytes: Vec<u8>,
}

impl Encoded {
    fn of(record: Record) -> Result<Self, OutboxError> {
        let bytes = record.encode().ok_or(OutboxError::TooLarge)?;
        Ok(Self { record, bytes })
    }
}

/// Counts only.
impl<S> fmt::Debug for Outbox<S> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Outbox")
            .field("entries", &self.entries.len())
            .field("journal_bytes", &self.journal_bytes)
            .field("in_doubt", &self.in_doubt)
            .finish_non_exhaustive()
    }
}

impl<S: Store> Outbox<S> {
    /// Reads the journal, cuts a torn tail, and leaves what other users recorded as configured.
    ///
    /// # Errors
    /// [`OutboxError::Store`] if it cannot be read (a locked phone: try later), [`OutboxError::NewerVersion`] and
    /// [`OutboxError::NotAJournal`] for bytes of someone else. Nothing is changed then.
    pub fn open(mut store: S, config: OutboxConfig) -> Result<Opened<S>, OutboxError> {
        let bytes = store.read_all()?;
        let recovered = journal::recover(&bytes)?;
        let mut entries = Entries::default();
        for frame in &recovered.frames {
            entries.replay(frame);
        }
        let user = config.user.as_str();
        let live_bytes = entries.live_bytes();
        let purged = match config.others {
            OtherUsers::Hold => 0,
            OtherUsers::Purge => entries.purge_others(user),
        };
        let has_purged = entries.live_bytes() < live_bytes;
        let own = entries.iter().filter(|kept| kept.stored.user == user);
        let own = own.count();
        let held = entries.iter().count() - own;
        let mut recovery = Recovery {
            entries: count(own),
            held: count(held),
            purged: count(purged),
            cut_bytes: count(recovered.cut_bytes),
            damaged: recovered.damaged,
            unreadable: count(entries.unreadable()),
            rewrite_failed: None,
        };
        let mut outbox = Self {
            journal_bytes: bytes.len(),
            in_doubt: has_purged || !recovered.intact,
            store,
            config,
            entries,
        };
        // An empty store is written with its first entry, so that opening alone leaves no trace.
        if outbox.in_doubt && !bytes.is_empty() {
            recovery.rewrite_failed = outbox.rewrite().err();
        }
        Ok(Opened { outbox, recovery })
    }

    /// Puts an outcome on disk, for the user who is signed in. When it answers `Ok`, the session may hear `Recorded`;
    /// at an error, `RecordFailed`. The same outcome a second time is no second entry.
    ///
    /// # Errors
    /// [`OutboxError::Full`], [`OutboxError::Conflict`], [`OutboxError::TooLarge`], [`OutboxError::Store`]. It is not recorded then.
    pub fn append(&mut self, outcome: &Outcome, now: Now) -> Result<Appended, OutboxError> {
        let key = self.key(&outcome.id);
        let stored = self.entries.get(&key).map(|kept| &kept.stored);
        if let Some(stored) = stored.or_else(|| self.entries.delivered(&key)) {
            return if stored.outcome == *outcome {
                Ok(Appended {
                    already: true,
                    overflow: Vec::new(),
                })
            } else {
                Err(OutboxError::Conflict)
            };
        }
        let stored = Encoded::of(Record::Stored(Stored {
            user: self.config.user.as_str().to_owned(),
            recorded_ms: now.wall_ms,
            outcome: outcome.clone(),
        }))?;
        let dropped = self.room_for(stored.bytes.len())?;
        // The new one comes first: torn between, the journal holds one too many and not one too few.
        let mut records = vec![stored];
        for (key, _) in &dropped {
            records.push(Encoded::of(Record::Removed(key.clone()))?);
        }
        self.write(records)?;
        let overflow = dropped.into_iter().map(|(key, status)| Overflow {
            dropped: key.id,
            status,
        });
        Ok(Appended {
            already: false,
            overflow: overflow.collect(),
        })
    }

    /// What to send now, oldest first: this user's entries that the backend neither has nor refused.
    #[must_use]
    pub fn pending(&self) -> Vec<PendingReport> {
        self.entries
            .iter()
            .filter(|kept| self.state(kept) == EntryState::Pending)
            .map(|kept| PendingReport {
                idempotency_key: kept.stored.outcome.id.clone(),
                outcome: kept.stored.outcome.clone(),
                attempts: kept.attempts,
                recorded_ms: kept.stored.recorded_ms,
            })
            .collect()
    }

    /// The backend has it (a 2xx): removes the entry. Also drops a refused one that has been dealt with. Answers
    /// whether there was one. [`Outbox::recorded`] still lists the outcome (of the newest 32), so that a session restored
    /// from an old snapshot does not decide anew.
    ///
    /// # Errors
    /// [`OutboxError::Store`]; the entry stays, and is sent again under the same key.
    pub fn acknowledged(&mut self, outcome_id: &str) -> Result<bool, OutboxError> {
        let key = self.key(outcome_id);
        self.change(&key, |_| true, Record::Delivered(key.clone()))
    }

    /// The app has acknowledged it: a session that is restored all the same, from an old snapshot, does not tell it again
    /// ([`Outbox::acknowledged_by_app`]). Answers whether anything was known of it.
    ///
    /// # Errors
    /// [`OutboxError::Store`]; it is remembered on.
    pub fn taken(&mut self, outcome_id: &str) -> Result<bool, OutboxError> {
        let key = self.key(outcome_id);
        let is_known = self.entries.get(&key).is_some() || self.entries.delivered(&key).is_some();
        if is_known && !self.entries.all_taken().any(|stored| stored.is(&key)) {
            self.write(vec![Encoded::of(Record::Taken(key))?])?;
        }
        Ok(is_known)
    }

    /// The backend refused it for good (a 4xx other than 408, 409, 425, 429): it is kept and listed, and no longer
    /// sent. Answers whether there was such a pending entry.
    ///
    /// # Errors
    /// [`OutboxError::Store`]; the entry stays pending.
    pub fn refused(&mut self, outcome_id: &str, status: u16) -> Result<bool, OutboxError> {
        let key = self.key(outcome_id);
        let refusal = Refusal {
            key: key.clone(),
            status,
        };
        self.change(
            &key,
            |kept| kept.refused.is_none(),
            Record::Refused(refusal),
        )
    }

    /// Sends a refused entry again, say after the backend was mended. Answers whether there was one.
    ///
    /// # Errors
    /// [`OutboxError::Store`]; the entry stays refused.
    pub fn retry(&mut self, outcome_id: &str) -> Result<bool, OutboxError> {
        let key = self.key(outcome_id);
        self.change(
            &key,
            |kept| kept.refused.is_some(),
            Record::Retried(key.clone()),
        )
    }

    /// It could not be sent, or the backend could not take it now: it stays pending. Counted in memory only. Answers
    /// whether there is such an entry.
    pub fn failed(&mut self, outcome_id: &str) -> bool {
        let key = self.key(outcome_id);
        self.entries.count_attempt(&key)
    }

    /// The outcomes of this user that are on disk, refused and delivered ones too, oldest first: what
    /// [`Session::restore`](crate::session::Session::restore) must know.
    #[must_use]
    pub fn recorded(&self) -> Vec<Outcome> {
        let waiting = self.entries.iter().map(|kept| &kept.stored);
        self.entries
            .all_delivered()
            .chain(waiting)
            .filter(|stored| self.is_own(stored))
            .map(|stored| stored.outcome.clone())
            .collect()
    }

    /// Ids of this user's outcomes that the app has acknowledged, of those that are recorded: a session restored with one
    /// hears `Acknowledged` before anything else, so that it does not tell it again.
    #[must_use]
    pub fn acknowledged_by_app(&self) -> Vec<String> {
        let own = self
            .entries
            .all_taken()
            .filter(|stored| self.is_own(stored));
        own.map(|stored| stored.outcome.id.clone()).collect()
    }

    /// Those of [`Outbox::recorded`] that the app has not acknowledged: what is to be told again, whatever became of its session.
    /// A success that came after an exit is one of them.
    #[must_use]
    pub fn unacknowledged(&self) -> Vec<Outcome> {
        let with_app = self.acknowledged_by_app();
        let mut left = self.recorded();
        left.retain(|outcome| !with_app.contains(&outcome.id));
        left
    }

    /// Ids of this user's outcomes that the backend has, oldest first: a session that asks for the report of one may hear
    /// `Reported` at once.
    #[must_use]
    pub fn delivered(&self) -> Vec<String> {
        self.entries
            .all_delivered()
            .filter(|stored| self.is_own(stored))
            .map(|stored| stored.outcome.id.clone())
            .collect()
    }

    /// All entries, oldest first, for a developer's screen or a support ticket.
    #[must_use]
    pub fn list(&self) -> Vec<Entry> {
        self.entries
            .iter()
            .map(|kept| Entry {
                outcome_id: kept.stored.outcome.id.clone(),
                ending: kept.stored.outcome.ending.name().to_owned(),
                state: self.state(kept),
                attempts: kept.attempts,
                recorded_ms: kept.stored.recorded_ms,
            })
            .collect()
    }

    /// Gives the store back, say to open it for another user.
    #[must_use]
    pub fn into_store(self) -> S {
        self.store
    }

    fn key(&self, outcome_id: &str) -> Key {
        Key {
            user: self.config.user.as_str().to_owned(),
            id: outcome_id.to_owned(),
        }
    }

    fn is_own(&self, stored: &Stored) -> bool {
        stored.user == self.config.user.as_str()
    }

    fn state(&self, kept: &Kept) -> EntryState {
        if !self.is_own(&kept.stored) {
            return EntryState::Held;
        }
        match kept.refused {
            Some(status) => EntryState::Refused { status },
            None => EntryState::Pending,
        }
    }

    fn change(
        &mut self,
        key: &Key,
        applies: impl Fn(&Kept) -> bool,
        record: Record,
    ) -> Result<bool, OutboxError> {
        if !self.entries.get(key).is_some_and(applies) {
            return Ok(false);
        }
        self.write(vec![Encoded::of(record)?])?;
        Ok(true)
    }

    /// The oldest refused entries that must go to keep the bounds: nobody will send them. A pending or held one is never dropped.
    fn room_for(&self, bytes: usize) -> Result<Vec<(Key, u16)>, OutboxError> {
        let mut entries = self.entries.len() + 1;
        let mut live = self.entries.bounded_bytes() + bytes;
        let mut refused = self
            .entries
            .iter()
            .filter_map(|kept| Some((kept, kept.refused?)));
        let mut dropped = Vec::new();
        while count(entries) > self.config.max_entries || count(live) > self.config.max_bytes {
            let Some((kept, status)) = refused.next() else {
                return Err(OutboxError::Full {
                    entries: count(self.entries.len()),
                    bytes: count(self.entries.bounded_bytes()),
                });
            };
            entries -= 1;
            live -= kept.bytes();
            dropped.push((kept.stored.key(), status));
        }
        Ok(dropped)
    }

    /// Appends and syncs records; only then they count.
    fn write(&mut self, records: Vec<Encoded>) -> Result<(), OutboxError> {
        let mut bytes = Vec::new();
        for encoded in &records {
            bytes.extend_from_slice(&encoded.bytes);
        }
        if self.in_doubt {
            self.rewrite()?;
        }
        // Until the sync has succeeded, any part may be on disk or not. A rewrite of what is known to be good ends
        // the doubt; appending behind a torn record would lose what is appended.
        self.in_doubt = true;
        self.store.append(&bytes)?;
        self.store.sync()?;
        self.in_doubt = false;
        self.journal_bytes += bytes.len();
        for Encoded { record, bytes } in records {
            self.entries.apply(record, &bytes);
        }

        let live = self.entries.live_bytes();
        let dead = self.journal_bytes - journal::HEADER_LEN - live;
        if dead > live && count(dead) > self.config.compact_bytes {
            // The record is safe whether or not this succeeds; if not, it is tried before the next write.
            let _ = self.rewrite();
        }
        Ok(())
    }

    fn rewrite(&mut self) -> Result<(), StoreError> {
        self.in_doubt = true;
        let image = self.entries.image();
        self.store.replace(&image)?;
        self.in_doubt = false;
        self.journal_bytes = image.len();
        Ok(())
    }
}

/// Far below the limit in practice: all counts are bounded.
fn count(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}
