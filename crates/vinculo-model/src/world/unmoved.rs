//! "It changes nothing": the session is as it would be, had it heard nothing.

use std::collections::hash_map::DefaultHasher;
use std::hash::Hasher as _;

use vinculo::session::{Diagnostic, Effect, Event, Phase};

use super::World;
use crate::machine::Machine;
use crate::rule::{Rule, Violation};

/// What a session that heard nothing is like. All of it is compared, not the effects alone: what is only
/// noted for later does its harm later.
pub(super) struct Unmoved {
    rule: Rule,
    phase: Phase,
    effects: Vec<Effect>,
    snapshot: Vec<u8>,
    fingerprint: u64,
}

impl<M: Machine> World<M> {
    /// Before the event that must change nothing. One that sleeps wakes of any event, so a copy of it is woken.
    pub(super) fn unmoved(&self, rule: Rule) -> Unmoved {
        if !self.asleep {
            return self.unmoved_as(&self.machine, rule, Vec::new());
        }
        // The answer to a question that no session asks.
        let nothing = Event::OutsideOpened { id: u64::MAX };
        let mut twin = self.machine.fork();
        let woken = twin.advance(nothing, self.now);
        self.unmoved_as(&twin, rule, woken)
    }

    fn unmoved_as(&self, machine: &M, rule: Rule, mut effects: Vec<Effect>) -> Unmoved {
        effects.retain(|effect| moves(effect, rule));
        let mut state = DefaultHasher::new();
        machine.fingerprint(self.now, &mut |id| id, &mut state);
        Unmoved {
            rule,
            phase: machine.phase(),
            effects,
            snapshot: machine.snapshot(),
            fingerprint: state.finish(),
        }
    }

    /// After it.
    pub(super) fn check_unmoved(
        &self,
        wanted: &Unmoved,
        effects: &[Effect],
    ) -> Result<(), Violation> {
        let rule = wanted.rule;
        let is = self.unmoved_as(&self.machine, rule, effects.to_vec());
        if is.effects != wanted.effects {
            let odd = is.effects.iter().find(|it| !wanted.effects.contains(it));
            let how = odd.map_or_else(
                || "other effects than of no event".to_owned(),
                |effect| format!("{effect:?} came of it"),
            );
            return Violation::of(rule, how);
        }
        if is.phase != wanted.phase {
            return Violation::of(rule, format!("it led to {}", is.phase.as_str()));
        }
        if is.snapshot != wanted.snapshot {
            return Violation::of(rule, "the snapshot is another one");
        }
        if is.fingerprint != wanted.fingerprint {
            return Violation::of(rule, "what it keeps in memory is something else");
        }
        Ok(())
    }
}

/// Anything but an answer to the host and a note for developers.
fn moves(effect: &Effect, rule: Rule) -> bool {
    match effect {
        Effect::AnswerNavigation { .. } | Effect::AnswerDeepLink { .. } => false,
        Effect::Diagnose { diagnostic } => {
            rule == Rule::AnsweredOnce && !matches!(diagnostic, Diagnostic::StaleAnswer { .. })
        }
        _ => true,
    }
}
