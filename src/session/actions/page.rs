//! Loading the widget, and what keeps it from being shown.

use std::sync::Arc;

use crate::callback::{ErrorCode, ExitError, WarningCode};
use crate::session::effect::{Effect, LoadingStage, Notice, Problem, Timer};
use crate::session::event::{LoadProblem, TokenProblem};
use crate::session::input::Input;
use crate::session::{Phase, Session};

impl Session {
    /// Loads with the token at hand; the only way to a `Load` or `Reload`, so no dead token is ever used.
    pub(super) fn load(&mut self) -> Phase {
        let Some(token) = self
            .process
            .token
            .clone()
            .filter(|_| self.has_usable_token())
        else {
            return self.request_token();
        };
        let url = Arc::new(self.config.widget.start_url_of_checked(&token));
        self.emit(Effect::ShowLoading {
            stage: LoadingStage::Opening,
        });
        self.progress.loaded = true;
        if std::mem::replace(&mut self.process.loaded, true) {
            let rebuild = std::mem::take(&mut self.process.renderer_dead);
            self.emit(Effect::Reload { url, rebuild });
        } else {
            self.emit(Effect::Load { url });
        }
        self.process.let_pass = None;
        self.watch_the_load()
    }

    pub(super) fn watch_the_load(&mut self) -> Phase {
        self.set_timer(Timer::Slow, self.config.limits.slow_ms);
        self.set_timer(Timer::LoadTimeout, self.config.limits.load_timeout_ms);
        Phase::Loading
    }

    /// There is a page in the webview that can say something, and no ending is in sight yet.
    pub(in crate::session) fn has_page(&self) -> bool {
        self.phase.has_page() && self.process.loaded
    }

    pub(in crate::session) fn load_again(&mut self) -> Phase {
        self.process.problem = None;
        self.load()
    }

    pub(in crate::session) fn show_content(&mut self) -> Phase {
        self.process.problem = None;
        self.emit(Effect::ShowContent);
        Phase::Open
    }

    /// Of a load given up too early. Engines also call an error page of theirs shown, so nothing else
    /// lifts a problem.
    pub(in crate::session) fn show_content_that_came_late(&mut self) -> Phase {
        let gave_up = Problem::Load {
            problem: LoadProblem::TimedOut,
        };
        // An earlier webview may tell of its page yet, though another one is there that shows nothing.
        if self.process.loaded && self.process.problem == Some(gave_up) {
            self.show_content()
        } else {
            self.phase
        }
    }

    /// The page behind a way out that led nowhere.
    pub(in crate::session) fn uncover(&mut self) -> Phase {
        if self.process.covered {
            self.emit(Effect::ShowContent);
        }
        self.phase
    }

    pub(in crate::session) fn note_dead_renderer(&mut self) -> Phase {
        self.process.renderer_dead = self.process.loaded;
        self.phase
    }

    /// No fault of the page's, so it costs none of its chances.
    pub(in crate::session) fn load_in_new_webview(&mut self) -> Phase {
        let may_have_connected = self.phase != Phase::Loading;
        self.note_new_webview();
        let next = self.load();
        // The page that is gone may have had the last word to say, since any earlier question was answered.
        if may_have_connected {
            self.ask_aside_for_a_link();
        }
        next
    }

    pub(in crate::session) fn note_new_webview(&mut self) -> Phase {
        self.process.loaded = false;
        self.process.renderer_dead = false;
        self.process.let_pass = None;
        self.phase
    }

    pub(in crate::session) fn say_slow(&mut self) -> Phase {
        self.emit(Effect::ShowLoading {
            stage: LoadingStage::Slow,
        });
        Phase::Loading
    }

    pub(in crate::session) fn show_load_problem(&mut self, problem: LoadProblem) -> Phase {
        if problem.refuses_token() {
            // A retry needs another one.
            self.process.token = None;
        }
        self.show_problem(Problem::Load { problem })
    }

    /// Of an earlier webview: its page is gone, and the token is none to load in the new one.
    pub(in crate::session) fn forget_refused_token(&mut self, input: &Input) -> Phase {
        self.process.token = None;
        self.ignore(input)
    }

    pub(super) fn show_problem(&mut self, problem: Problem) -> Phase {
        self.process.problem = Some(problem);
        self.emit(Effect::ShowProblem {
            problem,
            can_retry: true,
        });
        Phase::Recovering
    }

    pub(in crate::session) fn waits_for_network(&self) -> bool {
        matches!(
            self.process.problem,
            Some(
                Problem::Token {
                    problem: TokenProblem::Offline
                } | Problem::Load {
                    problem: LoadProblem::Offline | LoadProblem::Dns
                }
            )
        )
    }

    /// Once by itself; a page that kills its renderer again is the user's to retry.
    pub(in crate::session) fn rebuild_or_stop(&mut self) -> Phase {
        self.process.renderer_dead = true;
        if std::mem::replace(&mut self.progress.rebuilt, true) {
            self.show_problem(Problem::RendererGone)
        } else {
            self.load()
        }
    }

    pub(in crate::session) fn say_offline(&mut self) -> Phase {
        self.notice(Notice::Offline)
    }

    pub(in crate::session) fn say_widget_error(
        &mut self,
        code: ErrorCode,
        error: ExitError,
    ) -> Phase {
        self.progress.last_error = Some(error);
        self.notice(Notice::WidgetError { code })
    }

    pub(in crate::session) fn say_widget_warning(&mut self, code: WarningCode) -> Phase {
        self.notice(Notice::WidgetWarning { code })
    }

    pub(super) fn notice(&mut self, notice: Notice) -> Phase {
        self.emit(Effect::ShowNotice { notice });
        self.phase
    }
}
