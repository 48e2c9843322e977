//! The ids that a session has given out, by name.

use std::collections::HashMap;

use serde_json::Value;
use vinculo::session::{Effect, Outcome};

use crate::json::session::{Asked, IdName, Ids, asked};

/// Far from every id that a session counts up to.
const NEVER_GIVEN: u64 = 1 << 48;

/// Ids given out so far; they stay known over a restart, where they are stale.
#[derive(Debug, Default)]
pub(super) struct Given {
    ids: HashMap<(bool, &'static str), Vec<u64>>,
    /// Of the `record` effects, by the same names as their ids.
    outcomes: HashMap<u64, Outcome>,
    unknown: Vec<Value>,
}

impl Given {
    /// Keeps the id of an effect that expects an answer.
    pub(super) fn note(&mut self, effect: &Effect) {
        if let Some(Asked { name, is_timer, id }) = asked(effect) {
            self.ids.entry((is_timer, name)).or_default().push(id);
        }
        if let Effect::Record { id, outcome } = effect {
            self.outcomes.insert(*id, outcome.clone());
        }
    }

    /// The outcome of a `record` effect, by the effect's name.
    pub(super) fn recorded(&self, name: &str) -> Option<Outcome> {
        let id = self.find(name, false)?;
        self.outcomes.get(&id).cloned()
    }

    /// The names that stood for nothing since the last call: they make a step fail, and say why.
    pub(super) fn take_unknown(&mut self) -> Vec<Value> {
        std::mem::take(&mut self.unknown)
    }

    fn find(&self, name: &str, is_timer: bool) -> Option<u64> {
        let of = |name: &str, is_timer| {
            let mut known = self.ids.iter();
            known.find(|((timer, known), _)| *timer == is_timer && *known == name)
        };
        // An answer may carry a timer's id by mistake, and the other way round.
        let any = |name: &str| of(name, is_timer).or_else(|| of(name, !is_timer));
        if let Some((_, ids)) = any(name) {
            return ids.last().copied();
        }
        let (name, number) = name.rsplit_once(' ')?;
        let index = number.parse::<usize>().ok()?.checked_sub(1)?;
        any(name)?.1.get(index).copied()
    }
}

impl Ids for Given {
    fn id(&mut self, name: IdName<'_>) -> u64 {
        let (name, is_timer) = match name {
            IdName::NeverGiven(number) => return NEVER_GIVEN.saturating_add(number),
            IdName::Answer(name) => (name, false),
            IdName::Timer(name) => (name, true),
        };
        self.find(name, is_timer).unwrap_or_else(|| {
            self.unknown.push(name.into());
            NEVER_GIVEN
        })
    }
}

#[cfg(test)]
mod tests {
    use vinculo::session::Timer;

    use super::*;

    #[test]
    fn newest_numbered_and_unknown() {
        let mut given = Given::default();
        for id in [3, 5] {
            let session_id = String::new();
            given.note(&Effect::CheckLateLink { id, session_id });
        }
        let (timer, after_ms) = (Timer::Record, 1);
        given.note(&Effect::SetTimer {
            id: 8,
            timer,
            after_ms,
        });
        assert_eq!(given.id(IdName::Answer("check_late_link")), 5);
        assert_eq!(given.id(IdName::Answer("check_late_link 1")), 3);
        assert_eq!(given.id(IdName::Timer("record")), 8);
        assert!(given.take_unknown().is_empty());
        assert_eq!(given.id(IdName::NeverGiven(3)), NEVER_GIVEN + 3);
        assert_eq!(given.id(IdName::Answer("check_late_link 3")), NEVER_GIVEN);
        assert_eq!(given.id(IdName::Answer("report")), NEVER_GIVEN);
        assert_eq!(given.take_unknown(), ["check_late_link 3", "report"]);
    }
}
