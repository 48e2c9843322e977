//! A session with a fault around it.

use std::borrow::Cow;
use std::hash::{Hash, Hasher};

use vinculo::callback::CallbackUrls;
use vinculo::session::{
    DeepLinkVerdict, Effect, Event, Now, Outcome, Phase, Session, SessionConfig, SessionError,
    TimelineEntry,
};
use vinculo_model::machine::Machine;

/// What is wrong. Every method but the one that is wrong hands on what it is given.
pub(crate) trait Fault: Default + Clone + Hash {
    /// What the session hears of an event; `None` if it hears nothing.
    fn hear(&mut self, _session: &Session, event: Event) -> Option<Event> {
        Some(event)
    }

    /// What the session takes for the time.
    fn time(&mut self, now: Now) -> Now {
        now
    }

    /// What the host is told to do.
    fn say(
        &mut self,
        _session: &mut Session,
        _event: &Event,
        effects: Vec<Effect>,
        _now: Now,
    ) -> Vec<Effect> {
        effects
    }

    /// What is stored.
    fn write(&self, snapshot: Vec<u8>) -> Vec<u8> {
        snapshot
    }

    /// What is made of it.
    fn read(snapshot: &[u8], recorded: &[Outcome]) -> Result<(Session, Self), SessionError> {
        Ok((Session::restore(snapshot, recorded)?, Self::default()))
    }

    /// What is written in the timeline in the place of an entry; `None` leaves it.
    fn note(&self, _entry: &TimelineEntry) -> Option<String> {
        None
    }
}

pub(crate) struct Broken<F> {
    session: Session,
    fault: F,
}

impl<F: Fault> Machine for Broken<F> {
    fn new(config: SessionConfig) -> Result<Self, SessionError> {
        Ok(Self {
            session: Session::new(config)?,
            fault: F::default(),
        })
    }

    fn restore(snapshot: &[u8], recorded: &[Outcome]) -> Result<Self, SessionError> {
        let (session, fault) = F::read(snapshot, recorded)?;
        Ok(Self { session, fault })
    }

    fn advance(&mut self, event: Event, now: Now) -> Vec<Effect> {
        let now = self.fault.time(now);
        let effects = match self.fault.hear(&self.session, event.clone()) {
            Some(heard) => self.session.advance(heard, now),
            None => self.advance_with_nothing(&event, now),
        };
        self.fault.say(&mut self.session, &event, effects, now)
    }

    fn snapshot(&self) -> Vec<u8> {
        self.fault.write(self.session.snapshot())
    }

    fn phase(&self) -> Phase {
        self.session.phase()
    }

    fn callback_urls(&self) -> &CallbackUrls {
        self.session.callback_urls()
    }

    fn written(&self) -> u64 {
        Machine::written(&self.session)
    }

    fn last_written(&self, count: usize) -> impl Iterator<Item = Cow<'_, TimelineEntry>> {
        let entries = self.session.last_written(count);
        entries.map(|entry| match self.fault.note(&entry) {
            Some(what) => Cow::Owned(TimelineEntry {
                what,
                ..entry.into_owned()
            }),
            None => entry,
        })
    }

    fn fork(&self) -> Self {
        Self {
            session: self.session.fork(),
            fault: self.fault.clone(),
        }
    }

    fn fingerprint(&self, now: Now, rename: &mut dyn FnMut(u64) -> u64, state: &mut impl Hasher) {
        self.session.fingerprint(now, rename, state);
        self.fault.hash(state);
    }
}

impl<F> Broken<F> {
    /// It was not listening; but the host is answered, and a sleeping session woken, even so.
    fn advance_with_nothing(&mut self, event: &Event, now: Now) -> Vec<Effect> {
        let answer = match event {
            Event::Navigation { .. } => Some(Effect::AnswerNavigation { allow: false }),
            Event::DeepLink { .. } => Some(Effect::AnswerDeepLink {
                verdict: DeepLinkVerdict::Duplicate,
            }),
            _ => None,
        };
        let nothing = Event::OutsideOpened { id: u64::MAX };
        let effects = self.session.advance(nothing, now);
        let is_note = |effect: &Effect| matches!(effect, Effect::Diagnose { .. });
        let woken = effects.into_iter().filter(|effect| !is_note(effect));
        answer.into_iter().chain(woken).collect()
    }
}

/// Whether it is a callback of the success URL, whoever wrote it.
pub(crate) fn is_success(event: &Event) -> bool {
    let url = match event {
        Event::Navigation { navigation } => navigation.url.as_str(),
        Event::DeepLink { url } => url.as_str(),
        _ => return false,
    };
    url.starts_with("myapp://success") && url.contains("link=")
}
