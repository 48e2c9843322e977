//! Performs effects for real.

use std::sync::Arc;
use std::time::Duration;

use vinculo::backend::BackendError;
use vinculo::exchange::{self, Step, Tried};
use vinculo::session::{Effect, Event, Outcome};

use super::{Inner, Phone, Timer};
use crate::demo::roads::Surface;

impl Phone {
    /// Begins what an effect asks for. What takes time answers by an event of its own.
    pub(super) fn perform(self: &Arc<Self>, inner: &mut Inner, effect: &Effect) {
        match effect {
            Effect::RequestToken { .. } | Effect::CheckLateLink { .. } => {
                self.ask_backend(inner, effect);
            }
            Effect::Load { url } => inner.web.load(Arc::clone(url), false),
            Effect::Reload { url, rebuild } => inner.web.load(Arc::clone(url), *rebuild),
            Effect::LoadPage { url } => self.load_page(inner, url.as_str()),
            Effect::GoBack => {
                if let Some(url) = inner.web.previous() {
                    self.open(inner, &url);
                }
            }
            Effect::SetTimer { id, after_ms, .. } => self.set_timer(inner, *id, *after_ms),
            Effect::Record { id, outcome } => self.record(inner, *id, outcome),
            Effect::Report { id, outcome } => self.report(inner, *id, outcome),
            Effect::Finish { .. } => {
                inner.web.drop_page();
                self.ask_links(inner);
            }
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

    /// Asks the backend. The answer is an event, whatever it is.
    fn ask_backend(self: &Arc<Self>, inner: &Inner, effect: &Effect) {
        let (phone, process, effect) = (Arc::clone(self), inner.process, effect.clone());
        tokio::spawn(async move {
            tokio::time::sleep(phone.parts.latency).await;
            let event = match phone.online(phone.parts.host.perform(&effect)).await {
                None => without_network(&effect),
                Some(answer) => {
                    let answer = answer.ok().flatten();
                    if let Some(error) = answer.as_ref().and_then(|answer| answer.error.as_ref()) {
                        phone.note(&error.to_string());
                    }
                    answer.map(|answer| answer.event)
                }
            };
            if let Some(event) = event {
                phone.tell(process, event);
            }
        });
    }

    /// Asks the backend for the user's links, to show them. Without an answer the old ones stay.
    pub(super) fn ask_links(self: &Arc<Self>, inner: &Inner) {
        let (phone, life) = (Arc::clone(self), inner.life);
        tokio::spawn(async move {
            tokio::time::sleep(phone.parts.latency).await;
            let Some(Ok(list)) = phone.online(phone.parts.host.links()).await else {
                return;
            };
            let mut inner = phone.lock();
            if inner.life == life {
                inner.links = list.links;
                drop(inner);
                phone.tell_change();
            }
        });
    }

    fn record(self: &Arc<Self>, inner: &Inner, id: u64, outcome: &Outcome) {
        let (phone, process, outcome) = (Arc::clone(self), inner.process, outcome.clone());
        let (outcome_id, now) = (outcome.id.clone(), self.parts.clock.now());
        // Begun here and not by the task: a kill that comes after this effect comes after the write.
        let appended = self
            .parts
            .disk
            .with(move |outbox| outbox.append(&outcome, now));
        tokio::spawn(async move {
            let event = match appended.await {
                Some(Ok(appended)) => {
                    for gone in appended.overflow {
                        phone.note(&format!("the outbox was full: {} is gone", gone.dropped));
                    }
                    phone.lock().note_recorded(outcome_id);
                    phone.look_at_disk().await;
                    Event::Recorded { id }
                }
                Some(Err(error)) => {
                    phone.note(&format!("the outbox did not record: {error}"));
                    Event::RecordFailed { id }
                }
                None => Event::RecordFailed { id },
            };
            phone.tell(process, event);
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

impl Inner {
    pub(super) fn note_recorded(&mut self, outcome_id: String) {
        if !self.recorded.contains(&outcome_id) {
            self.recorded.push(outcome_id);
        }
    }
}

/// What a phone knows by itself: nothing can be sent.
fn without_network(effect: &Effect) -> Option<Event> {
    let tried = Tried {
        attempt: 1,
        elapsed_ms: 0,
        jitter: 0,
        now_wall_ms: 0,
    };
    match exchange::unanswered(effect, &BackendError::Offline, tried) {
        Some(Step::Tell { event, .. }) => Some(event),
        Some(Step::Again { .. }) | None => None,
    }
}
