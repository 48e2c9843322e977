//! The pretended phone: the host of one session.
//!
//! ```text
//!  page ──acts──► Phone ──Event──► Session (the core)
//!   ▲               ▲                 │ effects
//!   │  state        └── answers ◄── perform: backend, disk, timers, screen
//! ```
//!
//! It decides nothing. Everything shown follows from effects, from events of the person at the phone, and from the
//! core's own snapshot and timeline.

mod acts;
mod courier;
mod log;
mod perform;
mod screen;
mod start;
#[cfg(test)]
mod tests;
mod view;
mod web;

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::sync::watch;
use vinculo::backend::LinkSummary;
use vinculo::callback::CallbackMatcher;
use vinculo::navigation::{Decision, Frame, Navigation, Navigator};
use vinculo::outbox::Entry;
use vinculo::session::{Effect, Event, Session};
use vinculo::transport::BackendHost;
use vinculo::widget::StartUrl;

use super::backend::{Backend, Trouble};
use super::clock::Clock;
use super::disk::Disk;
use super::roads::{Roads, Surface};
use crate::http::Http;
use courier::Courier;
use log::Log;
use screen::Screen;
use web::Web;

pub(super) use acts::{Act, Refusal};
pub(super) use start::StartOptions;
pub(super) use view::diagram;

/// What the phone is made of.
#[derive(Debug)]
pub(super) struct Parts {
    /// The contract with the app's backend: all that the phone knows of it.
    pub(super) host: BackendHost,
    /// The backend itself, for the person at the page.
    pub(super) backend: Backend,
    pub(super) clock: Arc<Clock>,
    pub(super) http: Http,
    pub(super) disk: Disk,
    pub(super) roads: Roads,
    /// How long a request to the backend takes at least, so that a person can see it happen.
    pub(super) latency: Duration,
    pub(super) callback_base: String,
}

/// One phone with one app on it.
#[derive(Debug)]
pub(super) struct Phone {
    pub(super) parts: Parts,
    inner: Mutex<Inner>,
    offline: watch::Sender<bool>,
    changed: watch::Sender<u64>,
}

#[derive(Debug, Default)]
struct Inner {
    /// Counts sessions, and processes of the app: what was begun for an earlier one goes nowhere.
    process: u64,
    /// Counts processes alone.
    life: u64,
    session: Option<Session>,
    options: Option<StartOptions>,
    /// The snapshot on disk, written after each event.
    snapshot: Vec<u8>,
    killed: bool,
    screen: Screen,
    web: Web,
    log: Log,
    timers: Vec<Timer>,
    /// Phases of this session, in the order first seen.
    visited: Vec<&'static str>,
    last_callback: Option<String>,
    courier: Courier,
    /// What lies in the outbox.
    outbox: Vec<Entry>,
    /// Ids of outcomes that were on disk, and of those the backend has taken since.
    recorded: Vec<String>,
    acknowledged: Vec<String>,
    /// The backend wants the user to sign in before it takes a report.
    wants_sign_in: bool,
    /// The user's links, as the backend told them last.
    links: Vec<LinkSummary>,
    trouble: Trouble,
}

#[derive(Debug, Clone, Copy)]
struct Timer {
    id: u64,
    due_mono_ms: i64,
}

impl Phone {
    pub(super) fn new(parts: Parts) -> Arc<Self> {
        Arc::new(Self {
            parts,
            inner: Mutex::default(),
            offline: watch::Sender::new(false),
            changed: watch::Sender::new(1),
        })
    }

    /// Told of each change by its number.
    pub(super) fn watch(&self) -> watch::Receiver<u64> {
        self.changed.subscribe()
    }

    /// Asks the core about a navigation in the webview's main frame. `None` if nobody is there to ask.
    pub(super) fn ask(self: &Arc<Self>, navigation: Navigation) -> Option<bool> {
        let mut inner = self.lock();
        let process = inner.process;
        let effects = self.advance(&mut inner, process, Event::Navigation { navigation })?;
        let allow = matches!(
            effects.first(),
            Some(Effect::AnswerNavigation { allow: true })
        );
        self.tell_change();
        Some(allow)
    }

    /// The phone's operating system hands a link to the app, which comes to the front with it.
    pub(super) fn deliver(self: &Arc<Self>, url: &str) {
        let mut inner = self.lock();
        let process = inner.process;
        let was_outside = inner.screen.outside.take().is_some();
        if was_outside {
            self.advance(&mut inner, process, Event::Returned);
        }
        inner.last_callback = Some(url.to_owned());
        let url = url.to_owned();
        self.advance(&mut inner, process, Event::DeepLink { url: url.into() });
        self.tell_change();
    }

    /// The secret start URL of a load, once.
    pub(super) fn take_start(&self, serial: u64) -> Option<Arc<StartUrl>> {
        self.lock().web.take_start(serial)
    }

    /// The start URL with the token, for the test that looks for it where it must not be.
    #[cfg(test)]
    pub(super) fn secret(&self) -> Option<Arc<StartUrl>> {
        self.lock().web.start.clone()
    }

    /// The snapshot on disk, or an older one in its place: the process died before it had stored the last.
    #[cfg(test)]
    pub(super) fn exchange_snapshot(&self, older: Option<Vec<u8>>) -> Vec<u8> {
        let mut inner = self.lock();
        let newest = inner.snapshot.clone();
        inner.snapshot = older.unwrap_or_else(|| newest.clone());
        newest
    }

    /// A redirect that the core allowed: the browser follows it without being asked about again.
    pub(super) fn allow_once(&self, url: &str) {
        self.lock().web.allowed = Some(url.to_owned());
    }

    /// Whether this was the redirect that was allowed.
    pub(super) fn was_allowed(&self, url: &str) -> bool {
        self.lock()
            .web
            .allowed
            .take_if(|allowed| allowed == url)
            .is_some()
    }

    /// The webview shows this document.
    pub(super) fn visited(&self, url: &str) {
        let path = self.parts.roads.path(Surface::Webview, url);
        self.lock().web.visited(url, path);
        self.tell_change();
    }

    pub(super) fn is_offline(&self) -> bool {
        *self.offline.borrow()
    }

    /// What comes of a request with all its tries: `None` as soon as the phone is offline, which breaks off whatever is under
    /// way.
    async fn online<T>(&self, request: impl Future<Output = T>) -> Option<T> {
        let mut offline = self.offline.subscribe();
        tokio::select! {
            biased;
            _ = offline.wait_for(|&offline| offline) => None,
            answer = request => Some(answer),
        }
    }

    /// Tells the session of an event, unless the process it belongs to has died.
    fn tell(self: &Arc<Self>, process: u64, event: Event) {
        self.advance(&mut self.lock(), process, event);
        self.tell_change();
    }

    /// The session takes the event, and its effects are begun, in order.
    fn advance(
        self: &Arc<Self>,
        inner: &mut Inner,
        process: u64,
        event: Event,
    ) -> Option<Vec<Effect>> {
        if process != inner.process {
            return None;
        }
        let session = inner.session.as_mut()?;
        let now = self.parts.clock.now();
        let from = session.phase().as_str();
        inner.log.event(now.mono_ms, &event);
        if let Event::Navigation { navigation } = &event {
            // A page that the core itself ordered passes without a decision.
            let ordered = inner.web.ordered.as_deref() == Some(navigation.url.as_str());
            if let (Some(decision), false) = (decide(session, navigation), ordered) {
                if matches!(decision, Decision::Callback { .. }) {
                    inner.last_callback = Some(navigation.url.as_str().to_owned());
                }
                inner.log.decision(now.mono_ms, &decision);
            }
        }
        let effects = session.advance(event, now);
        let to = session.phase().as_str();
        // An app writes it before it performs anything: it may be killed at any effect.
        inner.snapshot = session.snapshot();
        for effect in &effects {
            inner.log.effect(now.mono_ms, effect);
        }
        if from != to {
            inner.log.phase(now.mono_ms, from, to, &last_input(session));
        }
        if !inner.visited.contains(&to) {
            inner.visited.push(to);
        }
        for effect in &effects {
            inner.screen.show(effect);
            self.perform(inner, effect);
        }
        Some(effects)
    }

    /// Writes into the timeline what the demo itself has to say.
    fn note(&self, text: &str) {
        let now = self.parts.clock.now().mono_ms;
        self.lock().log.note(now, text);
        self.tell_change();
    }

    fn tell_change(&self) {
        self.changed.send_modify(|version| *version += 1);
    }

    /// Nothing awaits while it holds the lock, and a panic leaves a state that is still usable.
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// What the core's navigator says, for the timeline; the session asks it the same.
fn decide(session: &Session, navigation: &Navigation) -> Option<Decision> {
    let matcher = CallbackMatcher::new(session.callback_urls()).ok()?;
    let navigator = Navigator::new(&session.config().navigation, matcher).ok()?;
    Some(navigator.decide(navigation))
}

/// What the core took the event for, by its own timeline.
fn last_input(session: &Session) -> String {
    let inputs = session.timeline().entries();
    let inputs = inputs.filter_map(|entry| entry.what.strip_prefix("> "));
    inputs.last().unwrap_or_default().to_owned()
}

/// A navigation of the webview's main frame.
pub(super) fn main_frame(
    url: String,
    redirect: bool,
    post: bool,
    user_gesture: bool,
) -> Navigation {
    Navigation {
        url: url.into(),
        frame: Frame::Main,
        redirect: Some(redirect),
        post: Some(post),
        user_gesture: Some(user_gesture),
    }
}
