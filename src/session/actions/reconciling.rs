//! Was a link made all the same?

use crate::callback::LinkId;
use crate::session::diagnostic::Diagnostic;
use crate::session::effect::{Effect, LoadingStage, Timer};
use crate::session::outcome::Ending;
use crate::session::progress::Reconciling;
use crate::session::{Mode, Phase, Session};

impl Session {
    pub(in crate::session) fn ask_for_earlier_link(&mut self) -> Phase {
        self.progress.reconciling = Some(Reconciling::Resume);
        self.check_late_link()
    }

    pub(in crate::session) fn check_late_link(&mut self) -> Phase {
        let stage = if self.is_resuming() {
            LoadingStage::Resuming
        } else {
            LoadingStage::Closing
        };
        self.emit(Effect::ShowLoading { stage });
        self.ask_aside_for_a_link();
        self.set_timer(Timer::LateCheck, self.config.limits.late_check_ms);
        if !self.is_resuming() {
            self.set_timer(Timer::ExitGrace, self.config.limits.exit_grace_ms);
        }
        Phase::Reconciling
    }

    /// Asks without waiting: a link that is found counts whenever the answer comes.
    pub(in crate::session) fn ask_aside_for_a_link(&mut self) {
        let id = self.new_id();
        self.waiting.late_checks.push(id);
        self.emit(Effect::CheckLateLink {
            id,
            session_id: self.config.session_id.clone(),
        });
    }

    pub(in crate::session) fn is_resuming(&self) -> bool {
        matches!(self.progress.reconciling, Some(Reconciling::Resume))
    }

    pub(in crate::session) fn hear_no_late_link(&mut self) -> Phase {
        match &mut self.progress.reconciling {
            Some(Reconciling::Ending {
                no_link,
                grace_over,
                ..
            }) => {
                *no_link = true;
                if *grace_over {
                    self.record()
                } else {
                    Phase::Reconciling
                }
            }
            _ => Phase::Reconciling,
        }
    }

    pub(in crate::session) fn end_grace(&mut self) -> Phase {
        match &mut self.progress.reconciling {
            Some(Reconciling::Ending {
                no_link,
                grace_over,
                ..
            }) => {
                *grace_over = true;
                if *no_link {
                    self.record()
                } else {
                    Phase::Reconciling
                }
            }
            _ => Phase::Reconciling,
        }
    }

    pub(in crate::session) fn connect(
        &mut self,
        link: LinkId,
        institution: Option<String>,
    ) -> Phase {
        let late = matches!(self.progress.reconciling, Some(Reconciling::Ending { .. }));
        self.connected(link, institution, late)
    }

    pub(in crate::session) fn connect_late(
        &mut self,
        link: LinkId,
        institution: Option<String>,
    ) -> Phase {
        self.connected(link, institution, true)
    }

    fn connected(&mut self, link: LinkId, institution: Option<String>, late: bool) -> Phase {
        let ending = self.connected_ending(link, institution, late);
        self.waiting.late_checks.clear();
        self.progress.outcome = Some(self.new_outcome(1, ending));
        self.record()
    }

    pub(super) fn connected_ending(
        &mut self,
        link: LinkId,
        institution: Option<String>,
        late: bool,
    ) -> Ending {
        let other_link =
            matches!(&self.config.mode, Mode::Update { link: expected } if *expected != link);
        if other_link {
            self.diagnose(Diagnostic::OtherLink);
        }
        Ending::Connected {
            link,
            institution,
            late,
            other_link,
        }
    }
}
