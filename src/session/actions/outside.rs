//! To the bank and back.

use crate::navigation::Otherwise;
use crate::private_text::PrivateText;
use crate::session::effect::{Effect, Notice, Timer};
use crate::session::input::WayOut;
use crate::session::{Phase, Session};

impl Session {
    pub(in crate::session) fn leave(&mut self, way: WayOut) -> Phase {
        let id = self.new_id();
        self.waiting.outside = Some((id, way.otherwise));
        self.emit(Effect::OpenOutside {
            id,
            url: way.url,
            app_only: way.app_only,
        });
        Phase::Outside
    }

    /// The question stays; "no, stay" then leads to the bank.
    pub(in crate::session) fn leave_behind_the_question(&mut self, way: WayOut) -> Phase {
        self.leave(way);
        self.stay_asking(Phase::Outside)
    }

    /// A call, a mail, a map: the user stays in the widget, and nobody waits for it to end.
    pub(in crate::session) fn run_errand(&mut self, url: PrivateText) {
        let id = self.new_id();
        self.waiting.errand = Some(id);
        self.emit(Effect::OpenOutside {
            id,
            url,
            app_only: false,
        });
    }

    /// Loads the page in the place of the app, or says that the app is missing.
    pub(in crate::session) fn stand_in(&mut self, otherwise: Otherwise) -> Phase {
        match otherwise {
            Otherwise::Load { url } => {
                self.process.let_pass = Some(url.clone());
                self.emit(Effect::LoadPage { url });
                // Nothing was painted yet: this page is what the user waits for.
                if self.process.covered {
                    return self.watch_the_load();
                }
            }
            Otherwise::Nothing => self.emit(Effect::ShowNotice {
                notice: Notice::AppMissing,
            }),
        }
        Phase::Open
    }

    pub(in crate::session) fn stand_in_behind_the_question(
        &mut self,
        otherwise: Otherwise,
    ) -> Phase {
        self.stand_in(otherwise);
        self.stay_asking(Phase::Open)
    }

    pub(in crate::session) fn wait_after_return(&mut self) -> Phase {
        self.set_timer(Timer::Return, self.config.limits.return_grace_ms);
        Phase::Outside
    }

    pub(in crate::session) fn say_return_to_bank(&mut self) -> Phase {
        self.notice(Notice::ReturnToBank)
    }
}
