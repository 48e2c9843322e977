//! Performs effects for real.

use std::sync::Arc;
use std::time::Duration;

use vinculo::callback::{CallbackUrls, LinkId};
use vinculo::session::{Effect, Event, Mode, Outcome, TokenProblem};

use super::{Inner, Phone, Timer};
use crate::demo::roads::Surface;

impl Phone {
    /// Begins what an effect asks for. What takes time answers by an event of its own.
    pub(super) fn perform(self: &Arc<Self>, inner: &mut Inner, effect: &Effect) {
        match effect {
            Effect::RequestToken {
                id,
                session_id,
                mode,
                callback_urls,
            } => self.request_token(inner, *id, session_id, mode, callback_urls),
            Effect::Load { url } => inner.web.load(Arc::clone(url), false),
            Effect::Reload { url, rebuild } => inner.web.load(Arc::clone(url), *rebuild),
            Effect::LoadPage { url } => self.load_page(inner, url),
            Effect::GoBack => {
                if let Some(url) = inner.web.previous() {
                    self.open(inner, &url);
                }
            }
            Effect::SetTimer { id, after_ms, .. } => self.set_timer(inner, *id, *after_ms),
            Effect::CheckLateLink { id, session_id } => self.check_link(inner, *id, session_id),
            Effect::Record { id, outcome } => self.record(inner, *id, outcome),
            Effect::Report { id, outcome } => self.report(inner, *id, outcome),
            Effect::Finish { .. } => inner.web.drop_page(),
            // The screen shows these, and answers are the caller's.
            Effect::AnswerNavigation { .. }
            | Effect::AnswerDeepLink { .. }
            | Effect::ShowLoading { .. }
            | Effect::ShowContent
            | Effect::ShowProblem { .. }
            | Effect::ShowNotice { .. }
            | Effect::OpenOutside { .. }
            | Effect::AskToClose
            | Effect::Diagnose { .. } => {}
        }
    }

    /// Fires what is due, after the clock was put forward.
    pub(super) fn fire_due(self: &Arc<Self>, inner: &mut Inner) {
        let now = self.parts.clock.now().mono_ms;
        loop {
            let due = inner
                .timers
                .iter()
                .filter(|timer| timer.due_mono_ms <= now)
                .min_by_key(|timer| timer.due_mono_ms)
                .copied();
            let Some(Timer { id, .. }) = due else { return };
            inner.timers.retain(|timer| timer.id != id);
            let process = inner.process;
            self.advance(inner, process, Event::TimerFired { id });
        }
    }

    fn open(&self, inner: &mut Inner, url: &str) {
        if let Some(path) = self.parts.roads.path(Surface::Webview, url) {
            inner.web.open(path);
        }
    }

    fn load_page(self: &Arc<Self>, inner: &mut Inner, url: &str) {
        inner.web.ordered = Some(url.to_owned());
        self.open(inner, url);
    }

    fn request_token(
        self: &Arc<Self>,
        inner: &Inner,
        id: u64,
        session_id: &str,
        mode: &Mode,
        urls: &CallbackUrls,
    ) {
        let (session_id, mode, urls) = (session_id.to_owned(), mode.clone(), urls.clone());
        self.answer_later(inner, async move |phone: Arc<Self>, offline| {
            let minted = if offline {
                Err(TokenProblem::Offline)
            } else {
                phone.parts.backend.mint(&session_id, &mode, &urls).await
            };
            match minted {
                Ok(token) => Event::TokenReceived {
                    id,
                    token,
                    callback_urls: Some(urls),
                },
                Err(problem) => Event::TokenFailed { id, problem },
            }
        });
    }

    fn check_link(self: &Arc<Self>, inner: &Inner, id: u64, session_id: &str) {
        let mode = inner.session.as_ref().map(|s| s.config().mode.clone());
        let (session_id, mode) = (session_id.to_owned(), mode.unwrap_or(Mode::Create));
        self.answer_later(inner, async move |phone: Arc<Self>, offline| {
            let found = if offline {
                Err(())
            } else {
                phone.parts.backend.link_of(&session_id, &mode).await
            };
            match found {
                Ok(Some((link, institution))) => found_link(id, link, institution),
                Ok(None) => Event::LateLinkAbsent { id },
                Err(()) => Event::LateCheckFailed { id },
            }
        });
    }

    /// After the latency of the pretended network; whether there is a network is looked at then.
    fn answer_later<F>(
        self: &Arc<Self>,
        inner: &Inner,
        work: impl FnOnce(Arc<Self>, bool) -> F + Send + 'static,
    ) where
        F: Future<Output = Event> + Send,
    {
        let (phone, process) = (Arc::clone(self), inner.process);
        tokio::spawn(async move {
            tokio::time::sleep(phone.parts.latency).await;
            let offline = phone.lock().offline;
            let event = work(Arc::clone(&phone), offline).await;
            phone.tell(process, event);
        });
    }

    fn record(self: &Arc<Self>, inner: &Inner, id: u64, outcome: &Outcome) {
        let (phone, process, outcome) = (Arc::clone(self), inner.process, outcome.clone());
        tokio::task::spawn_blocking(move || {
            let event = match phone.parts.journal.append(&outcome) {
                Ok(()) => {
                    phone.lock().journal.push(outcome.id);
                    Event::Recorded { id }
                }
                Err(_) => Event::RecordFailed { id },
            };
            phone.tell(process, event);
        });
    }

    fn report(self: &Arc<Self>, inner: &Inner, id: u64, outcome: &Outcome) {
        let outcome = outcome.clone();
        self.answer_later(inner, async move |phone: Arc<Self>, offline| {
            if offline {
                return Event::ReportFailed { id };
            }
            phone.parts.backend.take_report(&outcome);
            Event::Reported { id }
        });
    }

    fn set_timer(self: &Arc<Self>, inner: &mut Inner, id: u64, after_ms: u64) {
        let now = self.parts.clock.now().mono_ms;
        let after = i64::try_from(after_ms).unwrap_or(i64::MAX);
        inner.timers.push(Timer {
            id,
            due_mono_ms: now.saturating_add(after),
        });
        let (phone, process) = (Arc::clone(self), inner.process);
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(after_ms)).await;
            let mut inner = phone.lock();
            if inner.process != process {
                return;
            }
            let waiting = inner.timers.len();
            inner.timers.retain(|timer| timer.id != id);
            // It was fired already if the clock was put forward.
            if inner.timers.len() < waiting {
                phone.advance(&mut inner, process, Event::TimerFired { id });
                drop(inner);
                phone.tell_change();
            }
        });
    }
}

fn found_link(id: u64, link: LinkId, institution: Option<String>) -> Event {
    Event::LateLinkFound {
        id,
        link,
        institution,
    }
}
