//! Telling, recording, reporting.

use vinculo::session::{Effect, Event, Now, Outcome, Phase, Session, Timer};
use vinculo_model::rule::Rule;

use crate::fault::{Fault, is_success};
use crate::{is_caught, is_caught_by_one};

#[derive(Clone, Default, Hash)]
struct FinishesAgain;

impl Fault for FinishesAgain {
    fn say(
        &mut self,
        session: &mut Session,
        event: &Event,
        mut effects: Vec<Effect>,
        _: Now,
    ) -> Vec<Effect> {
        if is_success(event)
            && session.phase() == Phase::Finished
            && let Some(outcome) = session.outcome().cloned()
        {
            effects.push(Effect::Finish {
                outcome,
                durable: true,
            });
        }
        effects
    }
}

#[test]
fn finishing_again_when_the_success_comes_twice() {
    is_caught::<FinishesAgain>(Rule::FinishedOnce);
}

#[derive(Clone, Default, Hash)]
struct ForgetsTheRecordTimer;

impl Fault for ForgetsTheRecordTimer {
    fn say(&mut self, _: &mut Session, _: &Event, mut effects: Vec<Effect>, _: Now) -> Vec<Effect> {
        effects.retain(|effect| {
            !matches!(
                effect,
                Effect::SetTimer {
                    timer: Timer::Record,
                    ..
                }
            )
        });
        effects
    }
}

#[test]
fn forgetting_the_timer_of_the_disk() {
    is_caught::<ForgetsTheRecordTimer>(Rule::SomebodyMoves);
}

/// Believes that the disk never fails, and spares itself the waiting.
#[derive(Clone, Default, Hash)]
struct DropsTheRecord;

impl Fault for DropsTheRecord {
    fn say(
        &mut self,
        session: &mut Session,
        _: &Event,
        effects: Vec<Effect>,
        now: Now,
    ) -> Vec<Effect> {
        let mut said = Vec::new();
        for effect in effects {
            match effect {
                Effect::Record { id, .. } => {
                    said.extend(session.advance(Event::Recorded { id }, now));
                }
                other => said.push(other),
            }
        }
        said
    }
}

/// It reports and tells in one breath, so either is noticed.
#[test]
fn dropping_the_record() {
    let either = [Rule::RecordedBeforeReported, Rule::DurableIsOnDisk];
    is_caught_by_one::<DropsTheRecord>(&either);
}

/// Asks the disk, and does not listen.
#[derive(Clone, Default, Hash)]
struct CallsAllDurable;

impl Fault for CallsAllDurable {
    fn say(&mut self, _: &mut Session, _: &Event, mut effects: Vec<Effect>, _: Now) -> Vec<Effect> {
        for effect in &mut effects {
            if let Effect::Finish { durable, .. } = effect {
                *durable = true;
            }
        }
        effects
    }
}

#[test]
fn calling_durable_what_the_disk_refused() {
    is_caught::<CallsAllDurable>(Rule::DurableIsOnDisk);
}

#[derive(Clone, Default, Hash)]
struct TellsBeforeRecorded {
    told: bool,
}

impl Fault for TellsBeforeRecorded {
    fn say(&mut self, _: &mut Session, _: &Event, mut effects: Vec<Effect>, _: Now) -> Vec<Effect> {
        if self.told {
            effects.retain(|effect| !matches!(effect, Effect::Finish { .. }));
        }
        let recorded = effects.iter().find_map(|effect| match effect {
            Effect::Record { outcome, .. } => Some(outcome.clone()),
            _ => None,
        });
        if let Some(outcome) = recorded.filter(|_| !self.told) {
            self.told = true;
            effects.push(Effect::Finish {
                outcome,
                durable: false,
            });
        }
        effects
    }
}

#[test]
fn telling_before_it_is_recorded() {
    is_caught::<TellsBeforeRecorded>(Rule::RecordedBeforeTold);
}

#[derive(Clone, Default, Hash)]
struct ReportsBeforeRecorded;

impl Fault for ReportsBeforeRecorded {
    fn say(
        &mut self,
        session: &mut Session,
        _: &Event,
        mut effects: Vec<Effect>,
        now: Now,
    ) -> Vec<Effect> {
        let id = effects.iter().find_map(|effect| match effect {
            Effect::Record { id, .. } => Some(*id),
            _ => None,
        });
        if let Some(id) = id {
            // "It will be written by the time the backend answers."
            effects.extend(session.advance(Event::RecordFailed { id }, now));
        }
        effects
    }
}

#[test]
fn reporting_before_it_is_recorded() {
    is_caught::<ReportsBeforeRecorded>(Rule::RecordedBeforeReported);
}

#[derive(Clone, Default, Hash)]
struct LosesTheLateSuccess;

impl Fault for LosesTheLateSuccess {
    fn hear(&mut self, session: &Session, event: Event) -> Option<Event> {
        let is_late = matches!(session.phase(), Phase::Recording | Phase::Finished);
        (!is_late || !is_success(&event)).then_some(event)
    }
}

#[test]
fn losing_the_late_success() {
    is_caught::<LosesTheLateSuccess>(Rule::SuccessIsKept);
}

#[derive(Clone, Default, Hash)]
struct LosesTheLateLink;

impl Fault for LosesTheLateLink {
    fn hear(&mut self, session: &Session, event: Event) -> Option<Event> {
        let is_late = session.phase() > Phase::Reconciling;
        (!is_late || !matches!(event, Event::LateLinkFound { .. })).then_some(event)
    }
}

#[test]
fn losing_the_link_that_the_backend_finds_late() {
    is_caught::<LosesTheLateLink>(Rule::SuccessIsKept);
}

#[derive(Clone, Default, Hash)]
struct NeverReports;

impl Fault for NeverReports {
    fn say(&mut self, _: &mut Session, _: &Event, mut effects: Vec<Effect>, _: Now) -> Vec<Effect> {
        effects.retain(|effect| !matches!(effect, Effect::Report { .. }));
        effects
    }
}

#[test]
fn never_reporting() {
    is_caught::<NeverReports>(Rule::ReportedUntilHeard);
}

/// Does not remember that the backend has it.
#[derive(Clone, Default, Hash)]
struct ReportsForever;

impl Fault for ReportsForever {
    fn hear(&mut self, _: &Session, event: Event) -> Option<Event> {
        Some(match event {
            Event::Reported { id } => Event::ReportFailed { id },
            other => other,
        })
    }
}

#[test]
fn reporting_for_ever() {
    is_caught::<ReportsForever>(Rule::ReportedUntilHeard);
}

/// Only the first outcome is reported.
#[derive(Clone, Default, Hash)]
struct NeverReportsTheLateSuccess;

impl Fault for NeverReportsTheLateSuccess {
    fn say(&mut self, _: &mut Session, _: &Event, mut effects: Vec<Effect>, _: Now) -> Vec<Effect> {
        let is_late = |outcome: &Outcome| outcome.sequence == 2;
        effects
            .retain(|effect| !matches!(effect, Effect::Report { outcome, .. } if is_late(outcome)));
        effects
    }
}

#[test]
fn never_reporting_the_late_success() {
    is_caught::<NeverReportsTheLateSuccess>(Rule::ReportedUntilHeard);
}

/// Takes any acknowledgement for one, and tells nobody afterwards.
#[derive(Clone, Default, Hash)]
struct BelievesTheAppTooEarly {
    acknowledged: bool,
}

impl Fault for BelievesTheAppTooEarly {
    fn say(
        &mut self,
        session: &mut Session,
        event: &Event,
        mut effects: Vec<Effect>,
        _: Now,
    ) -> Vec<Effect> {
        self.acknowledged |= session.outcome().is_some()
            && matches!(event, Event::Acknowledged { outcome_id } if outcome_id == "session-1.1");
        if self.acknowledged {
            effects.retain(|effect| !matches!(effect, Effect::Finish { .. }));
        }
        effects
    }
}

#[test]
fn taking_an_acknowledgement_before_anything_was_told() {
    is_caught::<BelievesTheAppTooEarly>(Rule::ToldUntilAcknowledged);
}

#[derive(Clone, Default, Hash)]
struct ForgetsTheAcknowledgement;

impl Fault for ForgetsTheAcknowledgement {
    fn hear(&mut self, _: &Session, event: Event) -> Option<Event> {
        (!matches!(event, Event::Acknowledged { .. })).then_some(event)
    }
}

#[test]
fn telling_again_after_the_acknowledgement() {
    is_caught::<ForgetsTheAcknowledgement>(Rule::ToldUntilAcknowledged);
}

/// Waits for the backend, however long it takes.
#[derive(Clone, Default, Hash)]
struct WaitsForTheBackend {
    late_check: Option<u64>,
}

impl Fault for WaitsForTheBackend {
    fn hear(&mut self, _: &Session, event: Event) -> Option<Event> {
        let is_timer = matches!(event, Event::TimerFired { id } if Some(id) == self.late_check);
        (!is_timer).then_some(event)
    }

    fn say(&mut self, _: &mut Session, _: &Event, effects: Vec<Effect>, _: Now) -> Vec<Effect> {
        for effect in &effects {
            if let Effect::SetTimer {
                id,
                timer: Timer::LateCheck,
                ..
            } = effect
            {
                self.late_check = Some(*id);
            }
        }
        effects
    }
}

#[test]
fn waiting_for_the_backend_for_ever() {
    is_caught::<WaitsForTheBackend>(Rule::SomebodyMoves);
}

/// "Are you sure?", and no answer is good enough.
#[derive(Clone, Default, Hash)]
struct KeepsTheUser;

impl Fault for KeepsTheUser {
    fn hear(&mut self, _: &Session, event: Event) -> Option<Event> {
        let is_leaving = matches!(event, Event::CloseConfirmed | Event::Dismissed { .. });
        (!is_leaving).then_some(event)
    }
}

#[test]
fn keeping_the_user() {
    is_caught::<KeepsTheUser>(Rule::WayOut);
}
