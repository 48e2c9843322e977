//! Performs effects for real.

use vinculo::session::{Effect, Event};

use super::core::Work;
use super::{App, Outside, view};

impl App {
    /// All that waits, and the timers that are due.
    pub(super) fn perform_all(&mut self) {
        while let Some(work) = self.core.take() {
            match work {
                Work::Effect(effect) => self.perform(effect),
                Work::LoadHere(url) => self.load(&url),
            }
        }
        let now = self.core.mono_ms();
        let due = self.timers.iter().position(|(due, _)| *due <= now);
        if let Some(at) = due {
            let (_, id) = self.timers.swap_remove(at);
            self.tell(Event::TimerFired { id });
        }
    }

    fn perform(&mut self, effect: Effect) {
        match effect {
            Effect::RequestToken {
                id,
                session_id,
                mode,
                callback_urls,
            } => {
                let event = match self.world.mint(&session_id, &mode, &callback_urls) {
                    Ok(token) => {
                        self.tokens.push(token.reveal().to_owned());
                        Event::TokenReceived {
                            id,
                            token,
                            callback_urls: Some(callback_urls),
                        }
                    }
                    Err(problem) => Event::TokenFailed { id, problem },
                };
                self.tell(event);
            }
            Effect::Load { url } => self.load(url.reveal()),
            Effect::Reload { url, rebuild } => {
                if rebuild {
                    self.view = None;
                    self.view = Some(view::build(&self.window, &self.core, self.options.popups));
                    self.rebuilt += 1;
                }
                self.load(url.reveal());
            }
            Effect::LoadPage { url } => self.load(&url),
            Effect::SetTimer { id, after_ms, .. } => {
                let after = i64::try_from(after_ms).unwrap_or(i64::MAX);
                self.timers.push((self.core.mono_ms() + after, id));
            }
            Effect::CheckLateLink { id, session_id } => self.check_link(id, &session_id),
            Effect::Record { id, outcome } => {
                let written = self.outbox.append(&outcome, self.core.now());
                self.tell(match written {
                    Ok(_) => Event::Recorded { id },
                    Err(_) => Event::RecordFailed { id },
                });
            }
            Effect::Report { id, .. } => self.tell(Event::Reported { id }),
            Effect::Finish { outcome, durable } => {
                assert!(durable, "the outcome was on disk before it was told");
                self.view = None;
                self.timers.clear();
                self.finished.push(outcome);
            }
            Effect::OpenOutside { id, url, app_only } => {
                self.outside.push(Outside { id, url, app_only });
            }
            Effect::ShowNotice { notice } => self.notices.push(notice),
            Effect::Diagnose { diagnostic } => self.diagnostics.push(diagnostic),
            // Nobody looks at this screen.
            Effect::AskToClose
            | Effect::GoBack
            | Effect::ShowLoading { .. }
            | Effect::ShowContent
            | Effect::ShowProblem { .. }
            | Effect::AnswerNavigation { .. }
            | Effect::AnswerDeepLink { .. } => {}
        }
    }

    fn check_link(&mut self, id: u64, session_id: &str) {
        if self.options.silent_backend {
            return;
        }
        self.tell(match self.world.link_of(session_id) {
            Some((link, institution)) => Event::LateLinkFound {
                id,
                link,
                institution: Some(institution),
            },
            None => Event::LateLinkAbsent { id },
        });
    }

    fn load(&self, url: &str) {
        self.view().load_url(url).expect("WebKit takes a URL");
    }
}
