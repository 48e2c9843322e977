//! A session and all that surrounds it: a host that does what it is asked, and whatever can go wrong.

mod event;
mod meaning;
mod unmoved;
mod watch;

use std::collections::hash_map::DefaultHasher;
use std::fmt;
use std::hash::{Hash, Hasher};

use vinculo::session::{Effect, Event, Now, Phase, SessionConfig};

use crate::act::Act;
use crate::asked::{Asked, Topic, index_of};
use crate::ledger::{Heard, Ledger};
use crate::machine::Machine;
use crate::rows::{Seen, Way};
use crate::rule::{Rule, Violation};
use crate::secrets;
use crate::texts::WALL_START_MS;
use crate::token::Tokens;

/// One step of a schedule.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Step {
    /// What happens.
    pub act: Act,
    /// Afterwards, if an outcome was written, the process dies, and its last snapshot was not written:
    /// the session is restored from the one before.
    pub snapshot_lost: bool,
}

impl Step {
    /// A step whose snapshot is written, as it should be.
    #[must_use]
    pub fn of(act: Act) -> Self {
        Self {
            act,
            snapshot_lost: false,
        }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let lost = if self.snapshot_lost {
            ", then Die before the snapshot is stored"
        } else {
            ""
        };
        write!(f, "{:?}{lost}", self.act)
    }
}

/// What came of a step.
#[derive(Debug)]
pub enum Done {
    /// Nobody asked, so nobody answers.
    Nothing,
    /// The clocks moved.
    Waited,
    /// The process died, and the session was restored.
    Died(Death),
    /// The session took an event.
    Turn(Turn),
    /// The same, and then the process died before the snapshot was stored.
    TurnUnsnapshotted(Turn, Death),
}

/// How a session was restored.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Death {
    /// Whether the journal held the outcome, and a success after it.
    pub recorded: [bool; 2],
}

/// An event, and what the session made of it.
#[derive(Debug)]
pub struct Turn {
    /// What it was told.
    pub event: Event,
    /// And when.
    pub now: Now,
    /// What it answered.
    pub effects: Vec<Effect>,
    /// Where it was then.
    pub phase: Phase,
}

/// A session and its surroundings.
#[derive(Debug)]
pub struct World<M> {
    machine: M,
    config: SessionConfig,
    now: Now,
    asked: Asked,
    ledger: Ledger,
    tokens: Tokens,
    /// How many tokens were minted, and when on the wall clock the last with an `exp`.
    minted: u64,
    minted_at: i64,
    /// No event was taken since the restore.
    asleep: bool,
    covered: bool,
    last_id: u64,
    is_checked: bool,
    rows: Seen,
    /// Entries of the timeline that were read.
    entries_read: u64,
}

impl<M: Machine> World<M> {
    /// A session that has not started.
    ///
    /// # Panics
    /// If there can be no session with this configuration.
    #[must_use]
    pub fn new(config: SessionConfig) -> Self {
        let machine = match M::new(config.clone()) {
            Ok(machine) => machine,
            Err(error) => panic!("the model's own configuration: {error}"),
        };
        Self {
            machine,
            config,
            now: Now {
                wall_ms: WALL_START_MS,
                mono_ms: 0,
            },
            asked: Asked::default(),
            ledger: Ledger::default(),
            tokens: Tokens::default(),
            minted: 0,
            minted_at: WALL_START_MS,
            asleep: false,
            covered: false,
            last_id: 0,
            is_checked: true,
            rows: Seen::default(),
            entries_read: 0,
        }
    }

    /// The same without rules, to see where a trace leads that breaks one.
    #[must_use]
    pub(crate) fn unchecked(config: SessionConfig) -> Self {
        Self {
            is_checked: false,
            ..Self::new(config)
        }
    }

    /// A copy to try something on.
    #[must_use]
    pub fn fork(&self) -> Self {
        Self {
            machine: self.machine.fork(),
            config: self.config.clone(),
            asked: self.asked.clone(),
            ledger: self.ledger.clone(),
            tokens: self.tokens.clone(),
            entries_read: 0,
            ..*self
        }
    }

    /// The session.
    pub fn machine(&self) -> &M {
        &self.machine
    }

    /// Which rows of the diagram were taken.
    #[must_use]
    pub fn rows(&self) -> Seen {
        self.rows
    }

    /// Finished, and the app knows.
    #[must_use]
    pub fn is_over(&self) -> bool {
        self.machine.phase() == Phase::Finished && !self.asleep && self.ledger.is_over()
    }

    /// Lets something happen.
    ///
    /// # Errors
    /// The rule that was broken.
    pub fn step(&mut self, step: Step) -> Result<Done, Violation> {
        let before = step
            .snapshot_lost
            .then(|| (self.machine.snapshot(), self.ledger.heard()));
        match (before, self.act(step.act)?) {
            (Some(before), Done::Turn(turn)) if turn.writes_outcome() => {
                let death = self.die_unsnapshotted(&before.0, &turn.effects, before.1)?;
                Ok(Done::TurnUnsnapshotted(turn, death))
            }
            (_, done) => Ok(done),
        }
    }

    /// Lets something happen, and writes the snapshot after it.
    ///
    /// # Errors
    /// The rule that was broken.
    pub fn act(&mut self, act: Act) -> Result<Done, Violation> {
        match act {
            Act::Die { written } => {
                let is_open = |index| written && self.asked.open(Topic::Record(index)).is_some();
                if written && !is_open(0) && !is_open(1) {
                    return Ok(Done::Nothing);
                }
                let snapshot = self.machine.snapshot();
                self.die([is_open(0), is_open(1)], &snapshot)
                    .map(Done::Died)
            }
            Act::LeaseEnds => {
                let ms = self.lease_ms();
                self.now.mono_ms += ms;
                self.now.wall_ms += ms;
                Ok(Done::Waited)
            }
            Act::WallJumps { forward } => {
                let hour = if forward { HOUR_MS } else { -HOUR_MS };
                self.now.wall_ms = self.minted_at + hour;
                Ok(Done::Waited)
            }
            _ => match self.event_of(act) {
                None => Ok(Done::Nothing),
                Some(event) => self.turn(act, event).map(Done::Turn),
            },
        }
    }

    fn turn(&mut self, act: Act, event: Event) -> Result<Turn, Violation> {
        let before = self.before(act);
        let effects = self.machine.advance(event.clone(), self.now);
        self.hear_answer(act);
        let fresh = self.note_questions(&effects);
        self.asleep = false;
        let kept = fresh
            .and_then(|()| self.see(&before, &event, &effects))
            .and_then(|()| self.check_state())
            .and_then(|()| self.read_timeline(before.phase()));
        if self.is_checked {
            kept?;
        }
        Ok(Turn {
            event,
            now: self.now,
            effects,
            phase: self.machine.phase(),
        })
    }

    fn die(&mut self, written: [bool; 2], snapshot: &[u8]) -> Result<Death, Violation> {
        secrets::check_snapshot(snapshot)?;
        self.ledger.die(written);
        let (journal, recorded) = self.ledger.journal();
        self.machine = match M::restore(snapshot, &journal) {
            Ok(machine) => machine,
            Err(error) => return Violation::of(Rule::RestoresAsItWas, error.to_string()),
        };
        if journal.is_empty() && self.machine.snapshot() != snapshot {
            let how = "the restored session has another snapshot";
            return Violation::of(Rule::RestoresAsItWas, how);
        }
        self.asked.close_all();
        self.tokens = Tokens::default();
        self.now.mono_ms = 0;
        self.asleep = self.machine.phase() != Phase::Idle;
        self.covered = false;
        self.entries_read = 0;
        Ok(Death { recorded })
    }

    /// The record of the last event reached the disk, its snapshot did not.
    fn die_unsnapshotted(
        &mut self,
        before: &[u8],
        effects: &[Effect],
        heard: Heard,
    ) -> Result<Death, Violation> {
        let mut written = [false; 2];
        for effect in effects {
            if let Effect::Record { outcome, .. } = effect {
                written[index_of(outcome.sequence)] = true;
            }
        }
        self.ledger.forget_to(heard);
        let death = self.die(written, before)?;
        // This session never gave them out.
        self.asked.forget_closed();
        self.last_id = 0;
        Ok(death)
    }

    fn read_timeline(&mut self, from: Phase) -> Result<(), Violation> {
        let total = self.machine.written();
        let Some(new) = total.checked_sub(self.entries_read) else {
            return Violation::of(Rule::DeclaredSteps, "the timeline began anew");
        };
        self.entries_read = total;
        let mut way = Way::from(from);
        for entry in self
            .machine
            .last_written(usize::try_from(new).unwrap_or(usize::MAX))
        {
            secrets::check_entry(&entry)?;
            self.rows.read(&mut way, &entry)?;
        }
        way.is_at(self.machine.phase())
    }

    /// Looks for secrets in the snapshot that would be stored now.
    ///
    /// # Errors
    /// If there is one.
    pub fn check_snapshot(&self) -> Result<(), Violation> {
        secrets::check_snapshot(&self.machine.snapshot())
    }

    /// Equal for worlds that go on alike, whatever their ids and clocks.
    #[must_use]
    pub fn fingerprint(&self) -> u64 {
        let mut state = DefaultHasher::new();
        let mut numbers: Vec<u64> = Vec::with_capacity(8);
        let mut rename = |id| {
            let known = numbers.iter().position(|known| *known == id);
            known.unwrap_or_else(|| {
                numbers.push(id);
                numbers.len() - 1
            }) as u64
        };
        self.machine.fingerprint(self.now, &mut rename, &mut state);
        let number = |id| {
            numbers
                .iter()
                .position(|known| *known == id)
                .map(|at| at as u64)
        };
        self.asked.write(&number, &mut state);
        self.ledger.write(&mut state);
        if self.machine.phase() < Phase::Reconciling {
            let is_awaited = self.machine.phase() == Phase::FetchingToken;
            self.tokens
                .write(is_awaited, self.lease_ms(), self.now, &mut state);
            self.covered.hash(&mut state);
        }
        self.asleep.hash(&mut state);
        state.finish()
    }

    fn lease_ms(&self) -> i64 {
        i64::try_from(self.config.limits.lease_ms).unwrap_or(i64::MAX)
    }
}

impl Turn {
    pub(crate) fn writes_outcome(&self) -> bool {
        let is_record = |effect: &Effect| matches!(effect, Effect::Record { .. });
        self.effects.iter().any(is_record)
    }
}

const HOUR_MS: i64 = 3_600_000;
