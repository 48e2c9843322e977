//! What is checked: the session, or a broken one that must be caught.

use std::borrow::Cow;
use std::hash::Hasher;

use vinculo::callback::CallbackUrls;
use vinculo::session::{
    Effect, Event, Now, Outcome, Phase, Session, SessionConfig, SessionError, TimelineEntry,
};

/// Something that takes events and answers effects as a session does.
pub trait Machine: Sized {
    /// One that has not started.
    ///
    /// # Errors
    /// What the session says of its configuration.
    fn new(config: SessionConfig) -> Result<Self, SessionError>;

    /// The one that a snapshot was taken of, and what the journal holds.
    ///
    /// # Errors
    /// What the session says of the bytes.
    fn restore(snapshot: &[u8], recorded: &[Outcome]) -> Result<Self, SessionError>;

    /// Takes an event.
    fn advance(&mut self, event: Event, now: Now) -> Vec<Effect>;

    /// Itself as bytes.
    fn snapshot(&self) -> Vec<u8>;

    /// Where it is.
    fn phase(&self) -> Phase;

    /// The callback URLs in force.
    fn callback_urls(&self) -> &CallbackUrls;

    /// How many entries were written to the timeline.
    fn written(&self) -> u64;

    /// The last `count` of them, oldest first.
    fn last_written(&self, count: usize) -> impl Iterator<Item = Cow<'_, TimelineEntry>>;

    /// A copy with an empty timeline.
    #[must_use]
    fn fork(&self) -> Self;

    /// Writes all that decides how it goes on; ids as `rename` gives them.
    fn fingerprint(&self, now: Now, rename: &mut dyn FnMut(u64) -> u64, state: &mut impl Hasher);
}

impl Machine for Session {
    fn new(config: SessionConfig) -> Result<Self, SessionError> {
        Self::new(config)
    }

    fn restore(snapshot: &[u8], recorded: &[Outcome]) -> Result<Self, SessionError> {
        Self::restore(snapshot, recorded)
    }

    fn advance(&mut self, event: Event, now: Now) -> Vec<Effect> {
        self.advance(event, now)
    }

    fn snapshot(&self) -> Vec<u8> {
        self.snapshot()
    }

    fn phase(&self) -> Phase {
        self.phase()
    }

    fn callback_urls(&self) -> &CallbackUrls {
        self.callback_urls()
    }

    fn written(&self) -> u64 {
        self.timeline().dropped() + self.timeline().entries().len() as u64
    }

    fn last_written(&self, count: usize) -> impl Iterator<Item = Cow<'_, TimelineEntry>> {
        let entries = self.timeline().entries();
        let earlier = entries.len().saturating_sub(count);
        entries.skip(earlier).map(Cow::Borrowed)
    }

    fn fork(&self) -> Self {
        self.fork()
    }

    fn fingerprint(&self, now: Now, rename: &mut dyn FnMut(u64) -> u64, state: &mut impl Hasher) {
        self.fingerprint(now, rename, state);
    }
}
