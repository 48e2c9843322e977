//! A host for which everything fails but the disk: it shows that a session can always end.

use std::collections::VecDeque;

use vinculo::session::{DismissedBy, Effect, Event, Now, Phase, Session, TokenProblem};

use crate::disk::Disk;

/// Far more than any ending takes.
const MAX_STEPS: usize = 2_000;

/// What the session asked for while it was brought to its end.
pub(crate) struct Ended {
    pub(crate) finishes: usize,
}

/// Starts or wakes the session, dismisses it, answers everything, and panics if it does not finish. `asked` are the
/// ids of what it asked for before: a host that died did not answer, one that lives still will.
pub(crate) fn bring_to_an_end(
    session: &mut Session,
    disk: &mut Disk,
    mut now: Now,
    asked: &[u64],
) -> Ended {
    let mut todo = VecDeque::from([
        Event::Start,
        Event::Dismissed {
            by: DismissedBy::Host,
        },
    ]);
    let answers = |id: &u64| {
        let id = *id;
        [
            Event::LateLinkAbsent { id },
            Event::Recorded { id },
            Event::TimerFired { id },
        ]
    };
    let mut timers: VecDeque<Event> = asked.iter().flat_map(answers).collect();
    let mut ended = Ended { finishes: 0 };
    for _ in 0..MAX_STEPS {
        // Timers come last, when nothing else is left to happen.
        let Some(event) = todo.pop_front().or_else(|| timers.pop_front()) else {
            break;
        };
        now.mono_ms = now.mono_ms.saturating_add(1_000);
        now.wall_ms = now.wall_ms.saturating_add(1_000);
        disk.hear(&event);
        for effect in session.advance(event, now) {
            disk.perform(&effect);
            match effect {
                Effect::RequestToken { id, .. } => todo.push_back(Event::TokenFailed {
                    id,
                    problem: TokenProblem::Refused,
                }),
                Effect::CheckLateLink { id, .. } => todo.push_back(Event::LateLinkAbsent { id }),
                Effect::Record { id, .. } => todo.push_back(Event::Recorded { id }),
                Effect::Report { id, .. } => todo.push_back(Event::ReportFailed { id }),
                Effect::OpenOutside { id, .. } => todo.push_back(Event::OutsideFailed { id }),
                Effect::SetTimer { id, .. } => timers.push_back(Event::TimerFired { id }),
                Effect::AskToClose => todo.push_back(Event::CloseConfirmed),
                Effect::Finish { .. } => ended.finishes += 1,
                _ => {}
            }
        }
    }
    assert_eq!(session.phase(), Phase::Finished, "the session cannot end");
    assert!(session.outcome().is_some(), "finished without an outcome");
    assert!(ended.finishes <= 1, "told more than once");
    ended
}
