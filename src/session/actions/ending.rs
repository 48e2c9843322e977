//! The outcome: recorded, told, reported.

use crate::callback::LinkId;
use crate::session::diagnostic::Diagnostic;
use crate::session::effect::{Effect, Timer};
use crate::session::outcome::{Ending, ExitSource, Outcome};
use crate::session::progress::Reconciling;
use crate::session::{Phase, Session};

impl Session {
    /// Writes the outcome; from here on it is decided. The token is dead, whatever it was.
    pub(in crate::session) fn record(&mut self) -> Phase {
        self.process.token = None;
        let outcome = match (
            self.progress.outcome.take(),
            self.progress.reconciling.take(),
        ) {
            (Some(outcome), _) => outcome,
            (None, Some(Reconciling::Ending { ending, .. })) => self.new_outcome(1, ending),
            // Unreachable by the table; ends the session rather than hang.
            (None, _) => {
                let (stage, error) = (self.progress.stage(), self.progress.last_error.clone());
                self.new_outcome(
                    1,
                    Ending::Exited {
                        stage,
                        error,
                        source: ExitSource::Host,
                    },
                )
            }
        };
        self.progress.outcome = Some(outcome.clone());
        let id = self.new_id();
        self.waiting.record = Some(id);
        self.emit(Effect::Record { id, outcome });
        self.set_timer(Timer::Record, self.config.limits.record_ms);
        Phase::Recording
    }

    pub(in crate::session) fn finish(&mut self, durable: bool) -> Phase {
        self.progress.durable = durable;
        if !durable {
            self.diagnose(Diagnostic::NotDurable);
        }
        self.report_and_tell()
    }

    /// The backend may have it already: from an earlier process, whose disk failed.
    fn report_and_tell(&mut self) -> Phase {
        if let Some(outcome) = self.progress.outcome.clone() {
            if !self.progress.reported {
                self.report(outcome.clone());
            }
            self.tell(outcome, self.progress.durable);
        }
        Phase::Finished
    }

    fn tell(&mut self, outcome: Outcome, durable: bool) {
        if !self.progress.acknowledged && !std::mem::replace(&mut self.process.told, true) {
            self.progress.told = true;
            self.emit(Effect::Finish { outcome, durable });
        }
    }

    /// After a restore while the outcome was being written.
    pub(in crate::session) fn record_again(&mut self) -> Phase {
        self.record_late_again();
        self.record()
    }

    /// After a restore: the same outcome under the same id, until the app has acknowledged it.
    pub(in crate::session) fn tell_again(&mut self) -> Phase {
        self.record_late_again();
        if !self.progress.durable && !self.progress.acknowledged {
            return self.record();
        }
        self.report_and_tell()
    }

    fn record_late_again(&mut self) {
        let unreported = self
            .progress
            .late_success
            .clone()
            .filter(|_| !self.progress.late_reported);
        if let Some(late) = unreported {
            self.record_late(late);
        }
    }

    /// Counts in any phase: an app may acknowledge before it starts the restored session.
    pub(in crate::session) fn acknowledge(&mut self, outcome_id: &str) {
        let is_known = self
            .progress
            .outcome
            .as_ref()
            .is_some_and(|outcome| outcome.id == outcome_id);
        if is_known && self.progress.told {
            self.progress.acknowledged = true;
        } else {
            self.diagnose_ignored();
        }
    }

    fn report(&mut self, outcome: Outcome) {
        let id = self.new_id();
        self.waiting.reports.push((id, outcome.sequence));
        self.emit(Effect::Report { id, outcome });
    }

    pub(in crate::session) fn accepts_late_success(&self) -> bool {
        self.progress.late_success.is_none()
            && !self
                .progress
                .outcome
                .as_ref()
                .is_some_and(Outcome::is_connected)
    }

    pub(in crate::session) fn add_late_success(
        &mut self,
        link: LinkId,
        institution: Option<String>,
    ) -> Phase {
        self.diagnose(Diagnostic::LateSuccess);
        let ending = self.connected_ending(link, institution, true);
        let outcome = self.new_outcome(2, ending);
        self.progress.late_success = Some(outcome.clone());
        self.record_late(outcome);
        self.phase
    }

    fn record_late(&mut self, outcome: Outcome) {
        let id = self.new_id();
        self.waiting.late_record = Some(id);
        self.emit(Effect::Record { id, outcome });
    }

    pub(in crate::session) fn report_late_success(&mut self, durable: bool) -> Phase {
        if !durable {
            self.diagnose(Diagnostic::NotDurable);
        }
        if let Some(outcome) = self.progress.late_success.clone() {
            self.report(outcome);
        }
        self.phase
    }
}
