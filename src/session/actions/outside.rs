//! To the bank and back.

use crate::navigation::Otherwise;
use crate::session::effect::{Effect, Notice, Timer};
use crate::session::{Phase, Session};

impl Session {
    pub(in crate::session) fn leave(
        &mut self,
        url: String,
        app_only: bool,
        otherwise: Otherwise,
    ) -> Phase {
        let id = self.new_id();
        self.waiting.outside = Some((id, otherwise));
        self.emit(Effect::OpenOutside { id, url, app_only });
        Phase::Outside
    }

    pub(in crate::session) fn stand_in(&mut self, otherwise: Otherwise, next: Phase) -> Phase {
        self.progress.return_to = Phase::Open;
        match otherwise {
            Otherwise::Load { url } => {
                self.let_pass = Some(url.clone());
                self.emit(Effect::LoadPage { url });
            }
            Otherwise::Nothing => self.emit(Effect::ShowNotice {
                notice: Notice::AppMissing,
            }),
        }
        next
    }

    pub(in crate::session) fn wait_after_return(&mut self) -> Phase {
        self.set_timer(Timer::Return, self.config.limits.return_grace_ms);
        Phase::Outside
    }

    pub(in crate::session) fn say_return_to_bank(&mut self) -> Phase {
        self.notice(Notice::ReturnToBank)
    }
}
