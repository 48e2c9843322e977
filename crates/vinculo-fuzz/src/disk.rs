//! What a disk would hold, heard from outside: what was asked for, and what was answered.

use std::collections::BTreeMap;

use vinculo::callback::{ExitStage, LinkId};
use vinculo::session::{Effect, Ending, Event, ExitSource, Outcome, Timer};

/// How many journals there are to choose from. The first is empty.
pub(crate) const JOURNALS: usize = 8;

/// Follows one session over its processes, and panics when something is told or reported too early.
///
/// Whole outcomes are compared, not their names: what is told must be the very thing that is on disk.
#[derive(Clone, Debug, Default)]
pub(crate) struct Disk {
    /// Whatever was asked for, in any process.
    asked: Vec<Outcome>,
    /// Not answered yet, in this process.
    open: BTreeMap<u64, Outcome>,
    /// The timer that ends the waiting for one.
    timers: BTreeMap<u64, Outcome>,
    holds: Vec<Outcome>,
    /// The disk failed, or took too long: in this process, and ever.
    given_up: Vec<Outcome>,
    ever_given_up: Vec<Outcome>,
}

impl Disk {
    /// A disk that holds this.
    pub(crate) fn holding(outcomes: impl IntoIterator<Item = Outcome>) -> Self {
        Self {
            holds: outcomes.into_iter().collect(),
            ..Self::default()
        }
    }

    /// For what an earlier process did without a disk.
    pub(crate) fn gave_up_earlier(&mut self, outcome: Outcome) {
        self.ever_given_up.push(outcome);
    }

    /// Before the session hears it.
    pub(crate) fn hear(&mut self, event: &Event) {
        match event {
            Event::Recorded { id } => self.holds.extend(self.open.remove(id)),
            Event::RecordFailed { id } => {
                let outcome = self.open.remove(id);
                self.give_up(outcome);
            }
            Event::TimerFired { id } => {
                let outcome = self.timers.remove(id);
                self.give_up(outcome);
            }
            _ => {}
        }
    }

    fn give_up(&mut self, outcome: Option<Outcome>) {
        self.given_up.extend(outcome.clone());
        self.ever_given_up.extend(outcome);
    }

    /// Checks what the session asks for.
    pub(crate) fn perform(&mut self, effect: &Effect) {
        match effect {
            Effect::Record { id, outcome } => {
                self.asked.push(outcome.clone());
                self.open.insert(*id, outcome.clone());
            }
            // It is set right behind the record that it is for.
            Effect::SetTimer {
                id,
                timer: Timer::Record,
                ..
            } => {
                let Some(outcome) = self.asked.last() else {
                    panic!("a timer for no record");
                };
                self.timers.insert(*id, outcome.clone());
            }
            Effect::Report { outcome, .. } => assert!(
                self.holds.contains(outcome) || self.ever_given_up.contains(outcome),
                "reported before it was recorded"
            ),
            Effect::Finish { outcome, durable } => {
                let settled = if *durable {
                    &self.holds
                } else {
                    &self.given_up
                };
                assert!(settled.contains(outcome), "told before it was recorded");
            }
            _ => {}
        }
    }

    /// The process died: nobody answers any more. What the outbox then lists is the caller's choice.
    pub(crate) fn restart(&mut self, choice: usize, session_id: &str) -> Vec<Outcome> {
        self.open.clear();
        self.timers.clear();
        self.given_up.clear();
        let journal = self.journal(choice, session_id);
        self.holds.extend(journal.iter().cloned());
        journal
    }

    /// What was written may lie there, or what a process wrote that died before it stored its snapshot.
    fn journal(&self, choice: usize, session_id: &str) -> Vec<Outcome> {
        let left = || outcome(session_id, 1, left());
        let late = || outcome(session_id, 2, connected(true));
        match choice % JOURNALS {
            0 => Vec::new(),
            1 => self.asked.clone(),
            2 => self.asked.last().cloned().into_iter().collect(),
            3 => vec![left()],
            4 => vec![outcome(session_id, 1, connected(false))],
            5 => vec![left(), late()],
            6 => vec![late()],
            _ => vec![outcome("another-session", 1, connected(false))],
        }
    }
}

/// The outcome of a session restored with this journal; `before` is what its snapshot holds.
///
/// What the app was told stands. Else what is on disk is decided; a late success alone is so too.
pub(crate) fn decided(
    session_id: &str,
    journal: &[Outcome],
    before: Option<&Outcome>,
    told: bool,
) -> Option<Outcome> {
    let on_disk = |sequence| {
        let id = format!("{session_id}.{sequence}");
        journal.iter().find(|outcome| outcome.id == id)
    };
    let first = on_disk(1).filter(|_| !told);
    first.or(before).or_else(|| on_disk(2)).cloned()
}

fn outcome(session_id: &str, sequence: u32, ending: Ending) -> Outcome {
    Outcome {
        id: format!("{session_id}.{sequence}"),
        session_id: session_id.to_owned(),
        sequence,
        ending,
    }
}

fn left() -> Ending {
    Ending::Exited {
        stage: ExitStage::BeforeInstitution,
        error: None,
        source: ExitSource::Back,
    }
}

fn connected(late: bool) -> Ending {
    Ending::Connected {
        link: LinkId::new("5d1f0a52-6b52-4f0c-8f0e-7d0c2f1f9a11"),
        institution: None,
        late,
        other_link: false,
    }
}
