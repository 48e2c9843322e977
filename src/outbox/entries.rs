//! What the journal says in the end: the entries that are left, in the order they were stored.

use std::collections::{BTreeMap, VecDeque};

use super::journal::{self, Frame};
use super::record::{Key, Record, Refusal, Stored};

/// Delivered outcomes that are remembered, the newest; far more than there are sessions whose snapshot could be old.
const MAX_DELIVERED: usize = 32;
/// A longer one is forgotten at once. An ordinary outcome has some hundred bytes.
const MAX_DELIVERED_BYTES: usize = 8 * 1024;

/// Each record is applied once, when it is read at start or has been written.
#[derive(Default)]
pub(super) struct Entries {
    by_age: BTreeMap<u64, Kept>,
    ages: BTreeMap<Key, u64>,
    next_age: u64,
    /// What the backend has, oldest first.
    delivered: VecDeque<Delivered>,
    /// Records for a later release, whole.
    unreadable: Vec<Vec<u8>>,
    /// Length of all records that a compaction would keep.
    live_bytes: usize,
}

/// An entry and the records it consists of.
pub(super) struct Kept {
    pub(super) stored: Stored,
    /// The status of the refusal.
    pub(super) refused: Option<u16>,
    /// Failed reports since the outbox was opened.
    pub(super) attempts: u32,
    stored_frame: Vec<u8>,
    refused_frame: Vec<u8>,
    /// The app has it.
    taken_frame: Vec<u8>,
}

/// What a session must find that is restored from an older snapshot.
struct Delivered {
    stored: Stored,
    /// The app has it too: its session tells it no more.
    is_taken: bool,
    frames: Vec<u8>,
}

impl Kept {
    /// Length of its records.
    pub(super) fn bytes(&self) -> usize {
        self.stored_frame.len() + self.refused_frame.len() + self.taken_frame.len()
    }

    /// Whether the app has it.
    pub(super) fn is_taken(&self) -> bool {
        !self.taken_frame.is_empty()
    }
}

impl Entries {
    pub(super) fn replay(&mut self, frame: &Frame<'_>) {
        if let Some(record) = Record::read(frame) {
            self.apply(record, frame.bytes);
        } else {
            self.live_bytes += frame.bytes.len();
            self.unreadable.push(frame.bytes.to_vec());
        }
    }

    pub(super) fn apply(&mut self, record: Record, bytes: &[u8]) {
        match record {
            Record::Stored(stored) => self.store(stored, bytes),
            Record::Removed(key) => {
                self.remove(&key);
            }
            Record::Refused(Refusal { key, status }) => {
                self.mark(&key, Some(status), bytes.to_vec());
            }
            Record::Retried(key) => self.mark(&key, None, Vec::new()),
            Record::Delivered(key) => self.deliver(&key, bytes),
            Record::Taken(key) => self.take(&key, bytes),
        }
    }

    /// An entry, if there is one.
    pub(super) fn get(&self, key: &Key) -> Option<&Kept> {
        self.by_age.get(self.ages.get(key)?)
    }

    /// An outcome that the backend has, while it is remembered.
    pub(super) fn delivered(&self, key: &Key) -> Option<&Stored> {
        self.all_delivered().find(|stored| stored.is(key))
    }

    /// What the app has, of all that is kept.
    pub(super) fn all_taken(&self) -> impl Iterator<Item = &Stored> {
        let delivered = self.delivered.iter().filter(|delivered| delivered.is_taken);
        let waiting = self.iter().filter(|kept| kept.is_taken());
        delivered
            .map(|delivered| &delivered.stored)
            .chain(waiting.map(|kept| &kept.stored))
    }

    /// Oldest first.
    pub(super) fn all_delivered(&self) -> impl Iterator<Item = &Stored> {
        self.delivered.iter().map(|delivered| &delivered.stored)
    }

    pub(super) fn count_attempt(&mut self, key: &Key) -> bool {
        let age = self.ages.get(key);
        let Some(kept) = age.and_then(|age| self.by_age.get_mut(age)) else {
            return false;
        };
        kept.attempts = kept.attempts.saturating_add(1);
        true
    }

    /// Oldest first.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Kept> {
        self.by_age.values()
    }

    /// Entries and unreadable records.
    pub(super) fn len(&self) -> usize {
        self.by_age.len() + self.unreadable.len()
    }

    pub(super) fn unreadable(&self) -> usize {
        self.unreadable.len()
    }

    pub(super) fn live_bytes(&self) -> usize {
        self.live_bytes
    }

    /// Live bytes without those of delivered outcomes, which have a bound of their own.
    pub(super) fn bounded_bytes(&self) -> usize {
        let delivered = self.delivered.iter();
        self.live_bytes
            - delivered
                .map(|delivered| delivered.frames.len())
                .sum::<usize>()
    }

    /// Drops every entry of another user, and what is remembered of them; how many entries there were.
    pub(super) fn purge_others(&mut self, user: &str) -> usize {
        let others = self.iter().filter(|kept| kept.stored.user != user);
        let keys: Vec<Key> = others.map(|kept| kept.stored.key()).collect();
        for key in &keys {
            self.remove(key);
        }
        self.forget_delivered(|stored| stored.user != user);
        keys.len()
    }

    /// The shortest journal that says the same.
    pub(super) fn image(&self) -> Vec<u8> {
        let mut image = Vec::with_capacity(journal::HEADER_LEN + self.live_bytes);
        image.extend_from_slice(&journal::header());
        for delivered in &self.delivered {
            image.extend_from_slice(&delivered.frames);
        }
        for kept in self.iter() {
            image.extend_from_slice(&kept.stored_frame);
            image.extend_from_slice(&kept.refused_frame);
            image.extend_from_slice(&kept.taken_frame);
        }
        for frame in &self.unreadable {
            image.extend_from_slice(frame);
        }
        image
    }

    fn store(&mut self, stored: Stored, bytes: &[u8]) {
        let key = stored.key();
        if self.ages.contains_key(&key) {
            return;
        }
        self.live_bytes += bytes.len();
        self.ages.insert(key, self.next_age);
        let kept = Kept {
            stored,
            refused: None,
            attempts: 0,
            stored_frame: bytes.to_vec(),
            refused_frame: Vec::new(),
            taken_frame: Vec::new(),
        };
        self.by_age.insert(self.next_age, kept);
        self.next_age += 1;
    }

    fn remove(&mut self, key: &Key) -> Option<Kept> {
        let age = self.ages.remove(key)?;
        let kept = self.by_age.remove(&age)?;
        self.live_bytes -= kept.bytes();
        Some(kept)
    }

    fn deliver(&mut self, key: &Key, frame: &[u8]) {
        let Some(kept) = self.remove(key) else {
            return;
        };
        if kept.stored_frame.len() + frame.len() > MAX_DELIVERED_BYTES {
            return;
        }
        let frames = [&kept.stored_frame[..], &kept.taken_frame, frame].concat();
        self.live_bytes += frames.len();
        self.delivered.push_back(Delivered {
            is_taken: kept.is_taken(),
            stored: kept.stored,
            frames,
        });
        if self.delivered.len() > MAX_DELIVERED
            && let Some(oldest) = self.delivered.pop_front()
        {
            self.live_bytes -= oldest.frames.len();
        }
    }

    fn take(&mut self, key: &Key, frame: &[u8]) {
        let age = self.ages.get(key);
        if let Some(kept) = age.and_then(|age| self.by_age.get_mut(age)) {
            self.live_bytes = self.live_bytes - kept.taken_frame.len() + frame.len();
            kept.taken_frame = frame.to_vec();
        } else if let Some(delivered) = self
            .delivered
            .iter_mut()
            .find(|delivered| delivered.stored.is(key) && !delivered.is_taken)
        {
            delivered.is_taken = true;
            delivered.frames.extend_from_slice(frame);
            self.live_bytes += frame.len();
        }
    }

    fn forget_delivered(&mut self, which: impl Fn(&Stored) -> bool) {
        self.delivered.retain(|delivered| {
            let goes = which(&delivered.stored);
            if goes {
                self.live_bytes -= delivered.frames.len();
            }
            !goes
        });
    }

    fn mark(&mut self, key: &Key, refused: Option<u16>, frame: Vec<u8>) {
        let age = self.ages.get(key);
        if let Some(kept) = age.and_then(|age| self.by_age.get_mut(age)) {
            self.live_bytes = self.live_bytes - kept.refused_frame.len() + frame.len();
            kept.refused = refused;
            kept.refused_frame = frame;
        }
    }
}
