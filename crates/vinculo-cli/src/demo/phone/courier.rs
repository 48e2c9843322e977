//! Brings what lies in the outbox to the backend: at the start of the app, when the network is back, and when the session
//! asks.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use tokio::task::AbortHandle;
use vinculo::exchange::ReportFate;
use vinculo::outbox::{Entry, EntryState};
use vinculo::session::{Event, Outcome};

use super::{Inner, Phone};

/// What one process of the app knows about its reports. All of it is lost with the process; the outbox is not.
#[derive(Debug, Default)]
pub(super) struct Courier {
    running: Option<AbortHandle>,
    /// Something was added while it was on its way.
    again: bool,
    /// Reports that the session waits for: the effect, by the outcome's id.
    waiting: BTreeMap<String, u64>,
    /// What the session wanted reported, until it is seen on disk or the backend has answered for good: if the disk failed it lies
    /// nowhere else.
    asked: BTreeMap<String, Outcome>,
    acknowledged: BTreeSet<String>,
    /// What the backend asked to be left alone with, and until when by the monotonic clock.
    not_before: BTreeMap<String, i64>,
}

impl Courier {
    /// Another session begins: nobody waits for the reports of the one before. They are sent all the same.
    pub(super) fn forget_waiting(&mut self) {
        self.waiting.clear();
    }

    /// Nothing is on its way.
    #[cfg(test)]
    pub(super) fn is_idle(&self) -> bool {
        self.running.is_none()
    }
}

impl Drop for Courier {
    /// The process died: a request under way may arrive, and nobody hears of it.
    fn drop(&mut self) {
        if let Some(running) = self.running.take() {
            running.abort();
        }
    }
}

impl Phone {
    /// The session wants an outcome reported: it is sent with all others, and once.
    pub(super) fn report(self: &Arc<Self>, inner: &mut Inner, effect_id: u64, outcome: &Outcome) {
        let id = outcome.id.clone();
        inner.courier.waiting.insert(id.clone(), effect_id);
        inner.courier.asked.insert(id, outcome.clone());
        self.drain(inner);
    }

    /// Sends everything that is pending, oldest first. One courier is on its way at a time.
    pub(super) fn drain(self: &Arc<Self>, inner: &mut Inner) {
        if inner.killed {
            return;
        }
        if inner.courier.running.is_some() {
            inner.courier.again = true;
            return;
        }
        let (phone, life) = (Arc::clone(self), inner.life);
        let task = tokio::spawn(async move { phone.deliver_all(life).await });
        inner.courier.running = Some(task.abort_handle());
    }

    async fn deliver_all(self: &Arc<Self>, life: u64) {
        self.look_at_disk().await;
        loop {
            let on_disk = self
                .parts
                .disk
                .with(|outbox| (outbox.pending(), outbox.recorded(), outbox.delivered()));
            let (pending, recorded, delivered) = on_disk.await.unwrap_or_default();
            let pending: Vec<Outcome> = pending.into_iter().map(|report| report.outcome).collect();
            for outcome in pending.iter().chain(&self.not_on_disk(&recorded)) {
                if !self.is_paused(outcome) {
                    self.deliver_one(life, outcome).await;
                }
            }
            let mut inner = self.lock();
            if inner.life != life {
                return;
            }
            inner.courier.acknowledged.extend(delivered);
            let courier = &mut inner.courier;
            courier
                .asked
                .retain(|_, outcome| !recorded.contains(outcome));
            self.tell_settled(&mut inner, &pending, &recorded);
            if !std::mem::take(&mut inner.courier.again) {
                inner.courier.running = None;
                return;
            }
        }
    }

    fn is_paused(&self, outcome: &Outcome) -> bool {
        let now = self.parts.clock.now().mono_ms;
        let inner = self.lock();
        let until = inner.courier.not_before.get(&outcome.id);
        until.is_some_and(|&until| now < until)
    }

    /// Comes again when the time is over that the backend asked for.
    fn note_pause(self: &Arc<Self>, inner: &mut Inner, outcome_id: &str, fate: ReportFate) {
        inner.courier.not_before.remove(outcome_id);
        let ReportFate::Pending {
            after_ms: Some(after_ms),
            ..
        } = fate
        else {
            return;
        };
        let now = self.parts.clock.now().mono_ms;
        let until = now.saturating_add(i64::try_from(after_ms).unwrap_or(i64::MAX));
        let id = outcome_id.to_owned();
        inner.courier.not_before.insert(id, until);
        let (phone, life) = (Arc::clone(self), inner.life);
        tokio::spawn(async move {
            tokio::time::sleep(Duration::from_millis(after_ms)).await;
            let mut inner = phone.lock();
            if inner.life == life {
                phone.drain(&mut inner);
            }
        });
    }

    /// What could not be recorded is reported all the same, for as long as the process lives.
    fn not_on_disk(&self, recorded: &[Outcome]) -> Vec<Outcome> {
        let courier = &self.lock().courier;
        let lost = courier.asked.values().filter(|outcome| {
            !courier.acknowledged.contains(&outcome.id) && !recorded.contains(outcome)
        });
        lost.cloned().collect()
    }

    /// The session asks about what the backend had taken, or refused, before.
    fn tell_settled(
        self: &Arc<Self>,
        inner: &mut Inner,
        pending: &[Outcome],
        recorded: &[Outcome],
    ) {
        let courier = &inner.courier;
        let settled: Vec<(String, ReportFate)> = courier
            .waiting
            .keys()
            .filter_map(|id| {
                let is_in = |outcomes: &[Outcome]| outcomes.iter().any(|outcome| outcome.id == *id);
                if courier.not_before.contains_key(id) {
                    Some((id.clone(), ReportFate::LATER))
                } else if courier.acknowledged.contains(id) {
                    Some((id.clone(), ReportFate::Acknowledged))
                } else if !courier.asked.contains_key(id) && is_in(recorded) && !is_in(pending) {
                    Some((id.clone(), ReportFate::LATER))
                } else {
                    None
                }
            })
            .collect();
        for (id, fate) in settled {
            self.tell_waiting(inner, &id, fate);
        }
    }

    async fn deliver_one(self: &Arc<Self>, life: u64, outcome: &Outcome) {
        tokio::time::sleep(self.parts.latency).await;
        let reported = self.online(self.parts.host.report(outcome)).await;
        let reported = reported.and_then(Result::ok);
        if let Some(error) = reported
            .as_ref()
            .and_then(|reported| reported.error.as_ref())
        {
            self.note(&error.to_string());
        }
        let fate = reported.map_or(ReportFate::LATER, |reported| reported.fate);
        let id = outcome.id.clone();
        let settled = self.parts.disk.with(move |outbox| {
            // If the disk fails it stays pending, and is sent again under the same key.
            let _ = fate.settle(outbox, &id);
        });
        settled.await;
        self.look_at_disk().await;
        let mut inner = self.lock();
        if inner.life != life {
            return;
        }
        if !matches!(fate, ReportFate::Pending { .. }) {
            inner.courier.asked.remove(&outcome.id);
        }
        if fate == ReportFate::Acknowledged {
            inner.courier.acknowledged.insert(outcome.id.clone());
            inner.acknowledged.push(outcome.id.clone());
            self.ask_links(&inner);
        }
        inner.wants_sign_in = matches!(fate, ReportFate::Pending { sign_in: true, .. });
        self.note_pause(&mut inner, &outcome.id, fate);
        self.tell_waiting(&mut inner, &outcome.id, fate);
        drop(inner);
        self.tell_change();
    }

    fn tell_waiting(self: &Arc<Self>, inner: &mut Inner, outcome_id: &str, fate: ReportFate) {
        let Some(id) = inner.courier.waiting.remove(outcome_id) else {
            return;
        };
        let event = if fate == ReportFate::Acknowledged {
            Event::Reported { id }
        } else {
            Event::ReportFailed { id }
        };
        let process = inner.process;
        self.advance(inner, process, event);
    }

    /// A refused outcome is sent once more.
    pub(super) fn retry_refused(self: &Arc<Self>, outcome_id: String) {
        let phone = Arc::clone(self);
        tokio::spawn(async move {
            let retried = phone
                .parts
                .disk
                .with(move |outbox| outbox.retry(&outcome_id));
            retried.await;
            phone.look_at_disk().await;
            phone.drain(&mut phone.lock());
            phone.tell_change();
        });
    }

    /// Reads anew what the page shows of the outbox.
    pub(super) async fn look_at_disk(&self) {
        for text in self.parts.disk.news().await {
            self.note(&text);
        }
        if let Some(entries) = self.parts.disk.with(|outbox| outbox.list()).await {
            self.lock().outbox = entries;
        }
    }
}

/// The stable name of a state, for the page.
pub(super) fn state_name(entry: &Entry) -> &'static str {
    match entry.state {
        EntryState::Pending => "pending",
        EntryState::Refused { .. } => "refused",
        EntryState::Held => "held",
    }
}
