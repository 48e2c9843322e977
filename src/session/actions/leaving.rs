//! How a session is left.

use crate::callback::ExitError;
use crate::session::effect::Effect;
use crate::session::outcome::{Ending, ExitSource, FailReason};
use crate::session::progress::Reconciling;
use crate::session::{Phase, Session};

impl Session {
    pub(in crate::session) fn go_back(&mut self) -> Phase {
        self.emit(Effect::GoBack);
        Phase::Open
    }

    pub(in crate::session) fn ask_to_close(&mut self, source: ExitSource) -> Phase {
        self.progress.return_to = self.phase;
        self.progress.close_source = source;
        self.emit(Effect::AskToClose);
        Phase::ConfirmingClose
    }

    pub(in crate::session) fn stay_asking(&mut self, return_to: Phase) -> Phase {
        self.progress.return_to = return_to;
        Phase::ConfirmingClose
    }

    pub(in crate::session) fn forget_the_question(&mut self) -> Phase {
        self.process.asking = false;
        self.phase
    }

    pub(in crate::session) fn stay_after_all(&mut self) -> Phase {
        self.process.asking = false;
        self.emit(Effect::ShowContent);
        self.progress.return_to
    }

    pub(in crate::session) fn end_as_asked(&mut self) -> Phase {
        self.end_by(self.progress.close_source)
    }

    pub(in crate::session) fn end_by(&mut self, source: ExitSource) -> Phase {
        let (stage, error) = (self.progress.stage(), self.progress.last_error.clone());
        self.end(Ending::Exited {
            stage,
            error,
            source,
        })
    }

    /// What the exit itself says goes first; what the page said before stands in for the rest.
    pub(in crate::session) fn end_by_widget(
        &mut self,
        error: Option<ExitError>,
        institution_chosen: bool,
    ) -> Phase {
        self.progress.institution_chosen |= institution_chosen;
        if error.is_some() {
            self.progress.last_error = error;
        }
        self.end_by(ExitSource::Widget)
    }

    pub(in crate::session) fn fail(&mut self, reason: FailReason) -> Phase {
        self.end(Ending::Failed { reason })
    }

    /// Every ending that is not a success first asks whether a link was made all the same.
    fn end(&mut self, ending: Ending) -> Phase {
        self.progress.reconciling = Some(Reconciling::before(ending));
        self.check_late_link()
    }
}
