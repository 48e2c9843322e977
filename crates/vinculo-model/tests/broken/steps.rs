//! Steps past the diagram, and what is written of them.

use vinculo::callback::LinkId;
use vinculo::session::{Effect, Ending, Event, Now, Phase, Session, TimelineEntry};
use vinculo_model::rule::Rule;

use crate::fault::Fault;
use crate::is_caught;

/// "Try again" begins from the beginning.
#[derive(Clone, Default, Hash)]
struct StartsAnewOnRetry {
    retries: bool,
}

impl Fault for StartsAnewOnRetry {
    fn hear(&mut self, session: &Session, event: Event) -> Option<Event> {
        self.retries = event == Event::Retry && session.phase() == Phase::Recovering;
        (!self.retries).then_some(event)
    }

    fn say(
        &mut self,
        session: &mut Session,
        _: &Event,
        effects: Vec<Effect>,
        now: Now,
    ) -> Vec<Effect> {
        if !std::mem::take(&mut self.retries) {
            return effects;
        }
        let snapshot = String::from_utf8_lossy(&session.snapshot())
            .replace(r#""phase":"recovering""#, r#""phase":"idle""#);
        *session =
            Session::restore(snapshot.as_bytes(), &[]).unwrap_or_else(|error| panic!("{error}"));
        session.advance(Event::Start, now)
    }
}

#[test]
fn beginning_from_the_beginning_on_retry() {
    is_caught::<StartsAnewOnRetry>(Rule::DeclaredSteps);
}

/// "For the support": which link it was.
#[derive(Clone, Default, Hash)]
struct WritesTheLinkDown {
    link: Option<LinkId>,
}

impl Fault for WritesTheLinkDown {
    fn say(&mut self, _: &mut Session, _: &Event, effects: Vec<Effect>, _: Now) -> Vec<Effect> {
        for effect in &effects {
            if let Effect::Record { outcome, .. } = effect
                && let Ending::Connected { link, .. } = &outcome.ending
            {
                self.link = Some(link.clone());
            }
        }
        effects
    }

    fn note(&self, entry: &TimelineEntry) -> Option<String> {
        let link = self.link.as_ref()?;
        entry
            .what
            .starts_with("< record")
            .then(|| format!("{} {}", entry.what, link.as_str()))
    }
}

#[test]
fn writing_the_link_in_the_timeline() {
    is_caught::<WritesTheLinkDown>(Rule::NoSecretOutside);
}
