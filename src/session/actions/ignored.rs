//! What changes nothing.

use crate::session::diagnostic::Diagnostic;
use crate::session::input::Input;
use crate::session::{Phase, Session};

impl Session {
    pub(in crate::session) fn note_duplicate(&mut self, event: &str) -> Phase {
        self.diagnose(Diagnostic::Duplicate {
            event: event.to_owned(),
            same_link: false,
        });
        self.phase
    }

    pub(in crate::session) fn ignore(&mut self, input: &Input) -> Phase {
        let event = input.name().to_owned();
        let ended = matches!(
            self.phase,
            Phase::Reconciling | Phase::Recording | Phase::Finished
        );
        self.diagnose(if ended && input.is_widgets_word() {
            let same_link = matches!(input, Input::Success { link, .. } if self.knows_link(link));
            Diagnostic::Duplicate { event, same_link }
        } else {
            Diagnostic::Ignored {
                phase: self.phase,
                event,
            }
        });
        self.phase
    }
}
