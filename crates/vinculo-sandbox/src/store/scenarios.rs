//! Which session plays which scenario.

use std::num::NonZeroU32;

use super::Session;
use crate::bounded::Bounded;
use crate::scenario::Scenario;

const SESSIONS: usize = 1_000;

/// What the next sessions play: the scenario, and for how many of them. `None` is for ever.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct NextSessions {
    /// How they go.
    pub scenario: Scenario,
    /// How many of them are still to come.
    pub times: Option<NonZeroU32>,
}

/// The scenario of the next sessions, and of those that have begun.
pub(crate) struct Scenarios {
    next: NextSessions,
    /// By session: a reload, or a fresh token, is the same one again.
    begun: Bounded<Scenario>,
    /// Sessions whose first token was refused.
    refused: Bounded<()>,
}

impl Scenarios {
    pub(crate) fn new() -> Self {
        Self {
            next: NextSessions::default(),
            begun: Bounded::new(SESSIONS),
            refused: Bounded::new(SESSIONS),
        }
    }

    pub(crate) fn next(&self) -> NextSessions {
        self.next
    }

    /// From now on this. Sessions that have begun count as new.
    pub(crate) fn set(&mut self, next: NextSessions) {
        *self = Self {
            next,
            ..Self::new()
        };
    }

    /// The scenario of a session: what its start URL asks for, or what it has, or what is next.
    pub(crate) fn of(&mut self, key: &str, asked: Option<Scenario>) -> Scenario {
        if let Some(asked) = asked {
            return asked;
        }
        if let Some(begun) = self.begun.get(key) {
            return *begun;
        }
        let NextSessions { scenario, times } = self.next;
        self.begun.insert(key.to_owned(), scenario);
        if let Some(times) = times {
            self.next = match NonZeroU32::new(times.get() - 1) {
                None => NextSessions::default(),
                left => NextSessions {
                    scenario,
                    times: left,
                },
            };
        }
        scenario
    }

    /// Whether this is the session's first token, for the scenario that refuses it.
    pub(crate) fn is_first_token(&mut self, key: &str) -> bool {
        let first = self.refused.get(key).is_none();
        self.refused.insert(key.to_owned(), ());
        first
    }
}

/// What tells one session from another while its tokens come and go: the callback URLs, which hold a nonce in well-made
/// apps, and the id that the backend minted them with.
pub(crate) fn key(session: &Session) -> String {
    let id = session.external_id.as_deref().unwrap_or_default();
    format!("{id}\0{}", session.callbacks.success)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn next(scenario: Scenario, times: u32) -> NextSessions {
        NextSessions {
            scenario,
            times: NonZeroU32::new(times),
        }
    }

    #[test]
    fn as_many_sessions_as_asked_and_each_keeps_its_own() {
        let mut scenarios = Scenarios::new();
        assert_eq!(scenarios.of("a", None), Scenario::Manual);
        scenarios.set(next(Scenario::Exit, 2));
        for session in ["a", "a", "b"] {
            assert_eq!(scenarios.of(session, None), Scenario::Exit, "{session}");
        }
        assert_eq!(scenarios.next(), NextSessions::default());
        assert_eq!(scenarios.of("c", None), Scenario::Manual);
        assert_eq!(scenarios.of("b", None), Scenario::Exit, "a reload");

        scenarios.set(next(Scenario::Blank, 0));
        for session in ["b", "c", "d"] {
            assert_eq!(scenarios.of(session, None), Scenario::Blank, "{session}");
        }
        assert_eq!(scenarios.next(), next(Scenario::Blank, 0), "for ever");
    }

    #[test]
    fn what_a_start_url_asks_for_takes_nobodys_turn() {
        let mut scenarios = Scenarios::new();
        scenarios.set(next(Scenario::Exit, 1));
        assert_eq!(scenarios.of("a", Some(Scenario::Bank)), Scenario::Bank);
        assert_eq!(scenarios.next(), next(Scenario::Exit, 1));
        assert_eq!(scenarios.of("a", None), Scenario::Exit);
    }

    #[test]
    fn one_token_of_a_session_is_the_first() {
        let mut scenarios = Scenarios::new();
        assert!(scenarios.is_first_token("a"));
        assert!(!scenarios.is_first_token("a"));
        assert!(scenarios.is_first_token("b"));
        scenarios.set(NextSessions::default());
        assert!(scenarios.is_first_token("a"));
    }
}
