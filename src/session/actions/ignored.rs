//! What changes nothing, and is noted.

use crate::session::diagnostic::Diagnostic;
use crate::session::input::Input;
use crate::session::{Phase, Session};

impl Session {
    /// The widget said again what is being done already.
    pub(in crate::session) fn note_duplicate(&mut self, input: &Input) -> Phase {
        let event = input.callback_kind().unwrap_or_default().to_owned();
        let same_link = matches!(input, Input::Success { link, .. } if self.knows_link(link));
        self.diagnose(Diagnostic::Duplicate { event, same_link });
        self.phase
    }

    pub(in crate::session) fn ignore(&mut self, input: &Input) -> Phase {
        let has_ended = matches!(
            self.phase,
            Phase::Reconciling | Phase::Recording | Phase::Finished
        );
        if has_ended && input.callback_kind().is_some() {
            return self.note_duplicate(input);
        }
        self.diagnose_ignored();
        self.phase
    }

    pub(in crate::session) fn diagnose_ignored(&mut self) {
        let event = self.event_name.to_owned();
        self.diagnose(Diagnostic::Ignored {
            phase: self.phase,
            event,
        });
    }
}
