//! The rules, applied to every step.

use vinculo::session::{Effect, Event, Phase, Timer};

use super::World;
use super::meaning::Meaning;
use super::unmoved::Unmoved;
use crate::act::Act;
use crate::asked::{Topic, question};
use crate::machine::Machine;
use crate::rule::{Rule, Violation};
use crate::secrets;

/// What has to be known of the state before.
pub(super) struct Before {
    meaning: Meaning,
    phase: Phase,
    /// Where nothing may change.
    unmoved: Option<Unmoved>,
    knew_success: bool,
}

impl Before {
    pub(super) fn phase(&self) -> Phase {
        self.phase
    }
}

impl<M: Machine> World<M> {
    pub(super) fn before(&self, act: Act) -> Before {
        let meaning = self.meaning_of(act);
        let unmoved = match meaning {
            Meaning::Forged => Some(Rule::ForgeriesChangeNothing),
            Meaning::Stale => Some(Rule::AnsweredOnce),
            _ => None,
        };
        Before {
            meaning,
            phase: self.machine.phase(),
            unmoved: unmoved.map(|rule| self.unmoved(rule)),
            knew_success: self.ledger.knows_success(),
        }
    }

    /// What a step did.
    pub(super) fn see(
        &mut self,
        before: &Before,
        event: &Event,
        effects: &[Effect],
    ) -> Result<(), Violation> {
        if before.meaning == Meaning::TokenRefused {
            self.tokens.refuse();
        }
        if matches!(event, Event::Acknowledged { outcome_id } if self.ledger.outcome().is_some_and(|outcome| outcome.id == *outcome_id))
        {
            self.ledger.hear_acknowledgement();
        }
        effects.iter().try_for_each(secrets::check_effect)?;
        check_answer(event, effects)?;
        if let Some(unmoved) = &before.unmoved {
            self.check_unmoved(unmoved, effects)?;
        }
        for effect in effects {
            self.see_effect(effect)?;
        }
        match before.meaning {
            Meaning::Success if !before.knew_success && !self.ledger.knows_success() => {
                let how = format!("a success was not recorded, in {}", before.phase.as_str());
                return Violation::of(Rule::SuccessIsKept, how);
            }
            _ => {}
        }
        if *event == Event::PageShown && self.machine.phase() == Phase::Open && self.covered {
            return Violation::of(Rule::OpenIsUncovered, "shown, open, and covered");
        }
        Ok(())
    }

    /// In any order among themselves: what waking asks comes first, and was asked last.
    pub(super) fn note_questions(&mut self, effects: &[Effect]) -> Result<(), Violation> {
        let mut given: Vec<u64> = Vec::new();
        for (topic, id) in effects.iter().filter_map(question) {
            if id <= self.last_id || given.contains(&id) {
                let how = format!("the id {id} was given out again");
                return Violation::of(Rule::FreshIds, how);
            }
            given.push(id);
            self.asked.note(topic, id);
        }
        self.last_id = given.into_iter().max().unwrap_or(self.last_id);
        Ok(())
    }

    fn see_effect(&mut self, effect: &Effect) -> Result<(), Violation> {
        let wants_token = matches!(
            effect,
            Effect::RequestToken { .. } | Effect::Load { .. } | Effect::Reload { .. }
        );
        if wants_token && self.ledger.knows_ending() {
            let how = format!("{effect:?} after the ending");
            return Violation::of(Rule::NothingAfterAnEnding, how);
        }
        match effect {
            Effect::RequestToken { .. } => self.tokens.see_request(self.now),
            Effect::Load { url } => self
                .tokens
                .see_load(url, false, self.lease_ms(), self.now)?,
            Effect::Reload { url, .. } => {
                self.tokens.see_load(url, true, self.lease_ms(), self.now)?;
            }
            Effect::Record { outcome, .. } => self.ledger.see_record(outcome)?,
            Effect::Report { outcome, .. } => self.ledger.see_report(outcome)?,
            Effect::Finish { outcome, durable } => self.ledger.see_finish(outcome, *durable)?,
            Effect::ShowLoading { .. } | Effect::ShowProblem { .. } => self.covered = true,
            Effect::ShowContent => self.covered = false,
            _ => {}
        }
        Ok(())
    }

    /// What must hold between any two events.
    pub(super) fn check_state(&self) -> Result<(), Violation> {
        let phase = self.machine.phase();
        let awaited = match phase {
            // The host's request has a timeout of its own, and the user can leave meanwhile.
            Phase::FetchingToken => Some(Topic::Token),
            Phase::Loading => Some(Topic::Timer(Timer::LoadTimeout)),
            Phase::Reconciling => Some(Topic::Timer(Timer::LateCheck)),
            Phase::Recording => Some(Topic::Timer(Timer::Record)),
            _ => None,
        };
        if awaited.is_some_and(|topic| self.asked.open(topic).is_none()) {
            let how = format!("nothing is due in {}", phase.as_str());
            return Violation::of(Rule::SomebodyMoves, how);
        }
        let has_ended = matches!(phase, Phase::Recording | Phase::Finished);
        // Before that its record is due, which the disk answers in this process, or the next one asks again.
        if has_ended && self.ledger.owes_report(1) && self.asked.open(Topic::Record(1)).is_none() {
            let how = "the late success is not being reported";
            return Violation::of(Rule::ReportedUntilHeard, how);
        }
        if phase != Phase::Finished {
            return Ok(());
        }
        if !self.ledger.is_over() {
            let how = "finished, and the app was not told in this process";
            return Violation::of(Rule::ToldUntilAcknowledged, how);
        }
        if self.ledger.owes_report(0) {
            let how = "the outcome is not being reported";
            return Violation::of(Rule::ReportedUntilHeard, how);
        }
        Ok(())
    }
}

fn check_answer(event: &Event, effects: &[Effect]) -> Result<(), Violation> {
    let is_answer = |effect: &Effect| {
        matches!(
            (event, effect),
            (Event::Navigation { .. }, Effect::AnswerNavigation { .. })
                | (Event::DeepLink { .. }, Effect::AnswerDeepLink { .. })
        )
    };
    let any_answer = |effect: &&Effect| {
        matches!(
            effect,
            Effect::AnswerNavigation { .. } | Effect::AnswerDeepLink { .. }
        )
    };
    let wanted = usize::from(matches!(
        event,
        Event::Navigation { .. } | Event::DeepLink { .. }
    ));
    let given = effects.iter().filter(any_answer).count();
    if given != wanted || wanted == 1 && !effects.first().is_some_and(is_answer) {
        let how = format!("{} answers to {}", given, event.name());
        return Violation::of(Rule::HostIsAnsweredFirst, how);
    }
    Ok(())
}
