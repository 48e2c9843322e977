//! Which questions of the session are open: their ids, as an honest host keeps them.

use std::hash::{Hash, Hasher};

use vinculo::session::{Effect, Timer};

use crate::act::Reply;

/// Every timer there is.
pub(crate) const TIMERS: [Timer; 6] = [
    Timer::Slow,
    Timer::LoadTimeout,
    Timer::ExitGrace,
    Timer::LateCheck,
    Timer::Return,
    Timer::Record,
];

/// An id that no session gives out.
const NEVER_GIVEN: u64 = u64::MAX;

/// What a question is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Topic {
    Token,
    Outside,
    /// A call, a mail: opened outside as well, and waited for apart.
    Errand,
    Link,
    /// Of the first or the second outcome.
    Record(usize),
    Report(usize),
    Timer(Timer),
}

/// The newest open question of each kind (of those for a link, all), and the newest that is closed.
#[derive(Clone, Debug, Default)]
pub(crate) struct Asked {
    single: [Option<u64>; SLOTS],
    links: Vec<u64>,
    closed: [Option<u64>; SLOTS + 1],
}

const SLOTS: usize = 7 + TIMERS.len();
const LINKS: usize = SLOTS;

impl Topic {
    pub(crate) fn of(reply: Reply) -> Self {
        match reply {
            Reply::Token
            | Reply::TokenThatExpires
            | Reply::TokenOfAnotherTime
            | Reply::TokenWithoutNonce
            | Reply::TokenUndeliverable
            | Reply::NoToken(_) => Self::Token,
            Reply::Opened | Reply::NotOpened => Self::Outside,
            Reply::ErrandOpened | Reply::ErrandNotOpened => Self::Errand,
            Reply::Link | Reply::NoLink | Reply::NoAnswer => Self::Link,
            Reply::Recorded(index) | Reply::NotRecorded(index) => Self::Record(index),
            Reply::Reported(index) | Reply::NotReported(index) => Self::Report(index),
        }
    }

    fn slot(self) -> usize {
        match self {
            Self::Token => 0,
            Self::Outside => 1,
            Self::Errand => 2,
            Self::Record(index) => 3 + index.min(1),
            Self::Report(index) => 5 + index.min(1),
            Self::Timer(timer) => 7 + TIMERS.iter().position(|known| *known == timer).unwrap_or(0),
            Self::Link => LINKS,
        }
    }
}

/// The question an effect asks, and its id.
pub(crate) fn question(effect: &Effect) -> Option<(Topic, u64)> {
    Some(match effect {
        Effect::RequestToken { id, .. } => (Topic::Token, *id),
        Effect::OpenOutside { id, url, .. } if url.as_str().starts_with("tel:") => {
            (Topic::Errand, *id)
        }
        Effect::OpenOutside { id, .. } => (Topic::Outside, *id),
        Effect::CheckLateLink { id, .. } => (Topic::Link, *id),
        Effect::Record { id, outcome } => (Topic::Record(index_of(outcome.sequence)), *id),
        Effect::Report { id, outcome } => (Topic::Report(index_of(outcome.sequence)), *id),
        Effect::SetTimer { id, timer, .. } => (Topic::Timer(*timer), *id),
        _ => return None,
    })
}

/// 0 for the outcome that is told, 1 for the success after it.
pub(crate) fn index_of(sequence: u32) -> usize {
    usize::from(sequence != 1)
}

impl Asked {
    pub(crate) fn note(&mut self, topic: Topic, id: u64) {
        if topic == Topic::Link {
            self.links.push(id);
        } else if let Some(earlier) = self.single[topic.slot()].replace(id) {
            self.closed[topic.slot()] = Some(earlier);
        }
    }

    /// The newest open question of this kind.
    pub(crate) fn open(&self, topic: Topic) -> Option<u64> {
        match topic {
            Topic::Link => self.links.last().copied(),
            _ => self.single[topic.slot()],
        }
    }

    /// The oldest question for a link, if it is not the newest too.
    pub(crate) fn first_link(&self) -> Option<u64> {
        let [first, _, ..] = self.links[..] else {
            return None;
        };
        Some(first)
    }

    /// A closed question of this kind, or else an id that was never given.
    pub(crate) fn stale(&self, topic: Topic) -> u64 {
        self.closed[topic.slot()].unwrap_or(NEVER_GIVEN)
    }

    /// It was answered.
    pub(crate) fn close(&mut self, topic: Topic, id: u64) {
        if topic == Topic::Link {
            self.links.retain(|open| *open != id);
        } else {
            self.single[topic.slot()] = None;
        }
        self.closed[topic.slot()] = Some(id);
    }

    /// The process is dead: nobody answers any more.
    pub(crate) fn close_all(&mut self) {
        for (open, closed) in self.single.iter_mut().zip(&mut self.closed) {
            *closed = open.take().or(*closed);
        }
        self.closed[LINKS] = self.links.pop().or(self.closed[LINKS]);
        self.links.clear();
    }

    /// Forgets the closed ones: a session that never knew it asked may use their ids again.
    pub(crate) fn forget_closed(&mut self) {
        self.closed = Default::default();
    }

    /// `number` tells the number that the session's own fingerprint gave an id, if it waits for it.
    ///
    /// An answer that the session no longer waits for is stale, and a stale one is like any other, so
    /// those count as closed. Records are written down even so: their answer says what is on disk.
    pub(crate) fn write(&self, number: &impl Fn(u64) -> Option<u64>, state: &mut impl Hasher) {
        for (slot, id) in self.single.iter().enumerate() {
            let is_record = slot == 3 || slot == 4;
            match id.and_then(number) {
                None if is_record => id.is_some().hash(state),
                known => known.hash(state),
            }
        }
        for id in &self.links {
            number(*id).hash(state);
        }
    }
}
