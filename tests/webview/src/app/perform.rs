//! Performs effects for real.

use std::fs;
use std::sync::Arc;

use vinculo::session::{Effect, Event};
use vinculo::transport::Answer;

use super::core::Work;
use super::{App, Outside, view};
use crate::runtime;

impl App {
    /// The backend's answers, all that waits, and the timers that are due.
    pub(super) fn perform_all(&mut self) {
        while let Ok((effect, answer)) = self.answers.1.try_recv() {
            self.hear(&effect, answer);
        }
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
            Effect::RequestToken { .. } | Effect::CheckLateLink { .. } | Effect::Report { .. } => {
                self.ask_backend(effect);
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
            Effect::LoadPage { url } => self.load(url.as_str()),
            Effect::SetTimer { id, after_ms, .. } => {
                let after = i64::try_from(after_ms).unwrap_or(i64::MAX);
                self.timers.push((self.core.mono_ms() + after, id));
            }
            Effect::Record { id, outcome } => {
                let written = self.outbox.append(&outcome, self.core.now());
                self.recorded = fs::read(&self.journal).expect("the journal can be read");
                self.tell(match written {
                    Ok(_) => Event::Recorded { id },
                    Err(_) => Event::RecordFailed { id },
                });
            }
            Effect::Finish { outcome, durable } => {
                assert!(durable, "the outcome was on disk before it was told");
                self.view = None;
                self.timers.clear();
                self.finished.push(outcome);
            }
            Effect::OpenOutside { id, url, app_only } => {
                let url = url.into_string();
                self.outside.push(Outside { id, url, app_only });
            }
            Effect::ShowProblem { problem, .. } => self.problems.push(problem),
            Effect::ShowNotice { notice } => self.notices.push(notice),
            Effect::Diagnose { diagnostic } => self.diagnostics.push(diagnostic),
            // Nobody looks at this screen.
            Effect::AskToClose
            | Effect::GoBack
            | Effect::ShowLoading { .. }
            | Effect::ShowContent
            | Effect::AnswerNavigation { .. }
            | Effect::AnswerDeepLink { .. } => {}
        }
    }

    /// Over HTTP, while WebKit goes on.
    fn ask_backend(&self, effect: Effect) {
        if self.options.silent_backend && matches!(effect, Effect::CheckLateLink { .. }) {
            return;
        }
        let (backend, answers) = (Arc::clone(&self.world.backend), self.answers.0.clone());
        runtime::spawn(async move {
            let answer = backend.perform(&effect).await;
            let answer = answer.expect("the session's own id");
            // An app that is gone hears nothing.
            let _ = answers.send((effect, answer.expect("it asks the backend")));
        });
    }

    /// Of a report the outbox hears first.
    fn hear(&mut self, effect: &Effect, answer: Answer) {
        if let (Effect::Report { outcome, .. }, Some(fate)) = (effect, answer.fate) {
            let settled = fate.settle(&mut self.outbox, &outcome.id);
            assert_eq!(settled, Ok(true), "the outbox knows what was reported");
        }
        if let Event::TokenReceived { token, .. } = &answer.event {
            self.tokens.push(token.reveal().to_owned());
        }
        self.tell(answer.event);
    }

    fn load(&self, url: &str) {
        self.view().load_url(url).expect("WebKit takes a URL");
    }
}
