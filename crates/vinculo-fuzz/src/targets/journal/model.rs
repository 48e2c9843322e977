//! The format of the journal, read slowly: written from `docs/adr/0008-outbox-journal.md` and the drawing in
//! `src/outbox/journal.rs`, without their code.

use serde::Deserialize;
use vinculo::outbox::EntryState;
use vinculo::session::Outcome;

use super::bytes::crc32;

const HEADER: &[u8] = b"VNCLJRNL\x01\0\0\0";
const HEADER_LEN: usize = 16;
const MAX_PAYLOAD: usize = 512 * 1024;

/// What is left in the end.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Model {
    /// Oldest first.
    pub(super) entries: Vec<Left>,
    /// What the backend has and the app has not, oldest first: the newest 32, none longer than 8 KiB.
    pub(super) delivered: Vec<Left>,
    pub(super) damaged: usize,
    pub(super) cut_bytes: usize,
    pub(super) unreadable: usize,
}

/// One entry.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Left {
    pub(super) user: String,
    pub(super) outcome: Outcome,
    pub(super) refused: Option<u16>,
    taken: bool,
    /// Length of the record that holds it.
    bytes: usize,
}

#[derive(Deserialize)]
struct Stored {
    user: String,
    #[serde(rename = "recorded_ms")]
    _recorded_ms: i64,
    outcome: Outcome,
}

#[derive(Deserialize)]
struct Key {
    user: String,
    id: String,
}

#[derive(Deserialize)]
struct Refusal {
    #[serde(flatten)]
    key: Key,
    status: u16,
}

impl Left {
    /// As the outbox of `user` lists it.
    pub(super) fn state(&self, user: &str) -> EntryState {
        match self.refused {
            _ if self.user != user => EntryState::Held,
            Some(status) => EntryState::Refused { status },
            None => EntryState::Pending,
        }
    }
}

impl Model {
    /// `None` for bytes that are no journal of this version.
    pub(super) fn of(bytes: &[u8]) -> Option<Self> {
        let mut model = Self::default();
        let header = bytes.get(..HEADER_LEN);
        let good = |header: &[u8]| number(&header[12..]) == Some(crc32(&header[..12]));
        let whole = header.is_some_and(|header| good(header) && header.starts_with(HEADER));
        let newer =
            header.is_some_and(|header| good(header) && header.starts_with(&HEADER[..8]) && !whole);
        if newer {
            return None;
        }
        let mut at = HEADER_LEN.min(bytes.len());
        let mut records = 0;
        while at < bytes.len() {
            let end = end_of(bytes, at);
            if let Some(end) = end.filter(|end| is_good(bytes, at, *end)) {
                model.apply(bytes[at + 8], &bytes[at + 9..end]);
                records += 1;
                at = end;
            } else if let Some(end) =
                end.filter(|end| end_of(bytes, *end).is_some_and(|next| is_good(bytes, *end, next)))
            {
                model.damaged += 1;
                at = end;
            } else {
                break;
            }
        }
        model.cut_bytes = bytes.len() - at;
        if !whole && records == 0 {
            let mut full = HEADER.to_vec();
            full.extend(crc32(HEADER).to_le_bytes());
            let torn = full.starts_with(bytes) || bytes.iter().all(|byte| *byte == 0);
            model.cut_bytes = bytes.len();
            return torn.then_some(model);
        }
        Some(model)
    }

    fn apply(&mut self, kind: u8, payload: &[u8]) {
        let read = match kind {
            1 => {
                serde_json::from_slice(payload).map(|stored| self.store(stored, payload.len() + 9))
            }
            2 => serde_json::from_slice(payload)
                .map(|key: Key| self.entries.retain(|left| !left.is(&key))),
            3 => serde_json::from_slice(payload)
                .map(|refusal: Refusal| self.mark(&refusal.key, Some(refusal.status))),
            4 => serde_json::from_slice(payload).map(|key: Key| self.mark(&key, None)),
            5 => serde_json::from_slice(payload)
                .map(|key: Key| self.deliver(&key, payload.len() + 9)),
            6 => serde_json::from_slice(payload).map(|key: Key| self.take(&key)),
            _ => {
                self.unreadable += 1;
                return;
            }
        };
        if read.is_err() {
            self.unreadable += 1;
        }
    }

    /// The outcomes that a session of this user must know.
    pub(super) fn recorded(&self, user: &str) -> Vec<Outcome> {
        let all = self.delivered.iter().chain(&self.entries);
        let own = all.filter(|left| left.user == user);
        own.map(|left| left.outcome.clone()).collect()
    }

    /// Those of them that the app has acknowledged.
    pub(super) fn acknowledged_by_app(&self, user: &str) -> Vec<String> {
        let all = self.delivered.iter().chain(&self.entries);
        let own = all.filter(|left| left.user == user && left.taken);
        own.map(|left| left.outcome.id.clone()).collect()
    }

    fn store(&mut self, stored: Stored, bytes: usize) {
        let key = Key {
            user: stored.user.clone(),
            id: stored.outcome.id.clone(),
        };
        if !self.entries.iter().any(|left| left.is(&key)) {
            self.entries.push(Left {
                user: stored.user,
                outcome: stored.outcome,
                refused: None,
                taken: false,
                bytes,
            });
        }
    }

    fn deliver(&mut self, key: &Key, bytes: usize) {
        let Some(at) = self.entries.iter().position(|left| left.is(key)) else {
            return;
        };
        let left = self.entries.remove(at);
        if left.bytes + bytes <= 8 * 1024 {
            self.delivered.push(left);
        }
        if self.delivered.len() > 32 {
            self.delivered.remove(0);
        }
    }

    fn take(&mut self, key: &Key) {
        let all = self.entries.iter_mut().chain(&mut self.delivered);
        for left in all.filter(|left| left.is(key)) {
            left.taken = true;
        }
    }

    fn mark(&mut self, key: &Key, refused: Option<u16>) {
        for left in self.entries.iter_mut().filter(|left| left.is(key)) {
            left.refused = refused;
        }
    }
}

impl Left {
    fn is(&self, key: &Key) -> bool {
        self.user == key.user && self.outcome.id == key.id
    }
}

/// Where the record at a place ends, if its length can be true.
fn end_of(bytes: &[u8], at: usize) -> Option<usize> {
    let length = usize::try_from(number(bytes.get(at..)?)?).ok()?;
    let end = at + 9 + length;
    ((1..=MAX_PAYLOAD).contains(&length) && end <= bytes.len()).then_some(end)
}

fn is_good(bytes: &[u8], at: usize, end: usize) -> bool {
    let record = &bytes[at..end];
    let covered = [&record[..4], &record[8..]].concat();
    number(&record[4..]) == Some(crc32(&covered))
}

fn number(bytes: &[u8]) -> Option<u32> {
    let bytes: [u8; 4] = bytes.get(..4)?.try_into().ok()?;
    Some(u32::from_le_bytes(bytes))
}
