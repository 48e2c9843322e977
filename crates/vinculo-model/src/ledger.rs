//! What was decided, written, told and reported, over all processes of a session.

use std::hash::{Hash, Hasher};

use vinculo::session::{Ending, Outcome};

use crate::act::Reply;
use crate::asked::index_of;
use crate::rule::{Rule, Violation};
use crate::texts::outcome_id;

/// Of the outcome that is told (index 0) and of a success after it (index 1).
#[derive(Clone, Debug, Default)]
pub(crate) struct Ledger {
    /// As first handed to the disk.
    decided: [Option<Outcome>; 2],
    on_disk: [bool; 2],
    /// The disk failed, or took too long, in some process.
    disk_gave_up: [bool; 2],
    /// The app heard of it, or may have: it stood in the journal of a process that died.
    may_be_known: bool,
    heard: Heard,
    here: Here,
}

/// What the session was told, and is lost with a snapshot that was not written.
#[derive(Clone, Copy, Debug, Default, Hash)]
pub(crate) struct Heard {
    backend_has: [bool; 2],
    acknowledged: bool,
}

/// In this process.
#[derive(Clone, Debug, Default, Hash)]
struct Here {
    told: bool,
    disk_gave_up: bool,
    reported: [bool; 2],
}

impl Ledger {
    pub(crate) fn knows_success(&self) -> bool {
        let is_connected = |outcome: &Outcome| matches!(outcome.ending, Ending::Connected { .. });
        self.decided.iter().flatten().any(is_connected)
    }

    /// However it ended.
    pub(crate) fn knows_ending(&self) -> bool {
        self.decided.iter().any(Option::is_some)
    }

    /// The outcome that is told, once decided.
    pub(crate) fn outcome(&self) -> Option<&Outcome> {
        self.decided[0].as_ref()
    }

    /// Told in this process, or not to be told again.
    pub(crate) fn is_over(&self) -> bool {
        self.here.told || self.heard.acknowledged
    }

    /// Whether a finished session owes the backend a report.
    pub(crate) fn owes_report(&self, index: usize) -> bool {
        self.decided[index].is_some()
            && !self.heard.backend_has[index]
            && !self.here.reported[index]
    }

    pub(crate) fn hear(&mut self, reply: Reply) {
        match reply {
            Reply::Recorded(index) => self.on_disk[index] = true,
            Reply::NotRecorded(index) => {
                self.disk_gave_up[index] = true;
                self.here.disk_gave_up |= index == 0;
            }
            Reply::Reported(index) => self.heard.backend_has[index] = true,
            _ => {}
        }
    }

    pub(crate) fn hear_record_timer(&mut self) {
        self.disk_gave_up[0] = true;
        self.here.disk_gave_up = true;
    }

    /// Counts once the app has heard of it, and not before.
    pub(crate) fn hear_acknowledgement(&mut self) {
        self.heard.acknowledged |= self.may_be_known;
    }

    /// The process dies; `written` says of each record whether it reached the disk before.
    pub(crate) fn die(&mut self, written: [bool; 2]) {
        for (on_disk, written) in self.on_disk.iter_mut().zip(written) {
            *on_disk |= written;
        }
        self.here = Here::default();
        self.may_be_known |= self.on_disk[0];
    }

    /// What the outbox lists after a restart: what is on disk, until the backend has it.
    pub(crate) fn journal(&self) -> (Vec<Outcome>, [bool; 2]) {
        let is_kept = |index: usize| self.on_disk[index] && !self.heard.backend_has[index];
        let kept = [is_kept(0), is_kept(1)];
        let outcomes = self.decided.iter().zip(kept);
        let listed = outcomes.filter_map(|(outcome, kept)| outcome.as_ref().filter(|_| kept));
        (listed.cloned().collect(), kept)
    }

    /// What the session was told so far.
    pub(crate) fn heard(&self) -> Heard {
        self.heard
    }

    /// The snapshot that knew more was lost.
    pub(crate) fn forget_to(&mut self, heard: Heard) {
        self.heard = heard;
    }

    pub(crate) fn see_record(&mut self, outcome: &Outcome) -> Result<(), Violation> {
        let index = index_of(outcome.sequence);
        if outcome.id != outcome_id(index) || outcome.sequence > 2 {
            let how = format!("recorded under the id {}", outcome.id);
            return Violation::of(Rule::OneOutcome, how);
        }
        if index == 1 && !matches!(outcome.ending, Ending::Connected { late: true, .. }) {
            return Violation::of(Rule::OneOutcome, "a second outcome that is no late success");
        }
        if self.decided[index].is_none() {
            self.decided[index] = Some(outcome.clone());
        }
        self.same(outcome, "recorded")
    }

    pub(crate) fn see_report(&mut self, outcome: &Outcome) -> Result<(), Violation> {
        let index = index_of(outcome.sequence);
        if !self.on_disk[index] && !self.disk_gave_up[index] {
            let how = format!("{} was reported, and the disk has not answered", outcome.id);
            return Violation::of(Rule::RecordedBeforeReported, how);
        }
        self.same(outcome, "reported")?;
        if self.heard.backend_has[index] {
            let how = format!("{} was reported, and the backend has it", outcome.id);
            return Violation::of(Rule::ReportedUntilHeard, how);
        }
        if std::mem::replace(&mut self.here.reported[index], true) {
            let how = format!("{} was reported twice in one process", outcome.id);
            return Violation::of(Rule::ReportedUntilHeard, how);
        }
        Ok(())
    }

    pub(crate) fn see_finish(&mut self, outcome: &Outcome, durable: bool) -> Result<(), Violation> {
        if std::mem::replace(&mut self.here.told, true) {
            return Violation::of(Rule::FinishedOnce, "a second finish in one process");
        }
        if self.heard.acknowledged {
            let how = "told again, after the app had acknowledged it";
            return Violation::of(Rule::ToldUntilAcknowledged, how);
        }
        if durable && !self.on_disk[0] {
            return Violation::of(Rule::DurableIsOnDisk, "called durable, and is not on disk");
        }
        if !durable && !self.here.disk_gave_up {
            let how = "told before the disk had answered, or had had its time";
            return Violation::of(Rule::RecordedBeforeTold, how);
        }
        self.may_be_known = true;
        self.same(outcome, "told")
    }

    fn same(&self, outcome: &Outcome, done: &str) -> Result<(), Violation> {
        let index = index_of(outcome.sequence);
        if self.decided[index].as_ref() == Some(outcome) {
            return Ok(());
        }
        let how = format!(
            "{done} otherwise than recorded first, under the id {}",
            outcome.id
        );
        Violation::of(Rule::OneOutcome, how)
    }

    /// Without the outcomes' texts: they are only ever compared, and every copy is made of the first.
    pub(crate) fn write(&self, state: &mut impl Hasher) {
        for outcome in &self.decided {
            outcome
                .as_ref()
                .map(|outcome| outcome.ending.name())
                .hash(state);
        }
        (self.on_disk, self.disk_gave_up, self.heard).hash(state);
        (self.may_be_known, &self.here).hash(state);
    }
}
