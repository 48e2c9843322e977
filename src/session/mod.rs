//! The state machine of one connect session: an event and the time go in, effects come out.
//!
//! ```text
//!            ┌───────────── host (Kotlin, Swift, demo, test) ◄─────────────┐
//!            │ Event + Now                                                 │ Vec<Effect>, performed in order
//!            ▼                                                             │
//!   understand ──► Input ──► table::transition ──► actions ──► Phase, effects
//! ```
//!
//! The session opens no socket, reads no clock, starts no thread. Every race is an ordinary unit
//! test: feed the events in that order. [`diagram`] draws the phases; a test keeps it true.
//!
//! Rules it keeps, whatever the order of events: one [`Outcome`], recorded before it is told, told
//! once per process and again after a process death until acknowledged; a late success is never
//! lost; no dead token is loaded; no token is ever in a snapshot or in the timeline.

mod actions;
mod config;
mod diagnostic;
pub mod diagram;
mod effect;
mod error;
mod event;
mod input;
#[cfg(feature = "model")]
mod model;
mod nonce;
mod now;
mod outcome;
mod progress;
mod snapshot;
mod state;
mod table;
mod timeline;
mod understand;
mod waiting;

use std::fmt;
use std::sync::Arc;

pub use config::{Limits, Mode, SessionConfig};
pub use diagnostic::Diagnostic;
pub use effect::{DeepLinkVerdict, Effect, LoadingStage, Notice, Problem, Timer};
pub use error::SessionError;
pub use event::{DismissedBy, Event, LoadProblem, TokenProblem};
pub use now::Now;
pub use outcome::{Ending, ExitSource, FailReason, Outcome};
pub use state::Phase;
pub use timeline::{Timeline, TimelineEntry};

use crate::callback::{CallbackMatcher, CallbackUrls, LinkId, Source};
use crate::navigation::Navigator;
use crate::private_text::PrivateText;
use crate::widget::{AccessToken, TokenLease, WidgetConfigBuilder};
use input::Input;
use nonce::NonceGuard;
use progress::Progress;
use waiting::Waiting;

/// What to do with a link from the operating system while no session is running. If there is a
/// snapshot on disk, restore it and send it the link instead: it may be what that session waits for.
///
/// # Errors
/// [`SessionError::CallbackUrls`] if the configured URLs could never match.
pub fn deep_link_without_session(
    urls: &CallbackUrls,
    url: &str,
) -> Result<DeepLinkVerdict, SessionError> {
    let matcher = CallbackMatcher::new(urls)?;
    let is_callback = matcher.is_sibling(url) || matcher.parse(url, Source::Os).is_some();
    Ok(if is_callback {
        DeepLinkVerdict::NoSession
    } else {
        DeepLinkVerdict::NotMine
    })
}

/// One connect session, from start to its one outcome.
pub struct Session {
    config: SessionConfig,
    phase: Phase,
    progress: Progress,
    /// The callback URLs in force: those the token was minted for.
    callback_urls: CallbackUrls,
    navigator: Arc<Navigator>,
    /// `None` when the URLs in force do not bear the nonce.
    nonce_guard: Option<Arc<NonceGuard>>,
    next_id: u64,
    /// Whose it is, once a host has said so.
    user: Option<String>,

    /// False from a restore to the first event.
    awake: bool,
    now: Now,
    /// Of the event being handled, for diagnostics.
    event_name: &'static str,
    process: Process,
    waiting: Waiting,
    effects: Vec<Effect>,
    timeline: Timeline,
}

/// What is lost with the process, and must be.
#[derive(Clone, Default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts about the host's screen and webview"
)]
struct Process {
    token: Option<Arc<AccessToken>>,
    lease: Option<TokenLease>,
    token_requested_at: i64,
    problem: Option<Problem>,
    renderer_dead: bool,
    /// A loading or problem screen lies over the webview.
    covered: bool,
    /// The user was asked whether to leave, and has not answered.
    asking: bool,
    loaded: bool,
    told: bool,
    /// The page the host was last told to load: engines ask about it like about any other
    /// (`WKWebView` does), and deciding it anew would try the missing app for ever.
    let_pass: Option<PrivateText>,
}

/// Names and numbers only: it holds the token.
impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Session")
            .field("session_id", &self.config.session_id)
            .field("phase", &self.phase)
            .finish_non_exhaustive()
    }
}

impl Session {
    /// A session that has not started.
    ///
    /// # Errors
    /// [`SessionError`] names the setting that cannot work, and the fix.
    pub fn new(config: SessionConfig) -> Result<Self, SessionError> {
        let callback_urls = config.bound_callback_urls();
        Self::assemble(
            config,
            callback_urls,
            Phase::Idle,
            Progress::default(),
            1,
            true,
        )
    }

    /// Takes one event and answers the effects to perform, in order.
    ///
    /// Where a session shall survive its process, store [`Session::snapshot`] before performing them, and give
    /// [`Session::restore`] what the outbox has recorded, for a process may die between the two.
    pub fn advance(&mut self, event: Event, now: Now) -> Vec<Effect> {
        self.now = now;
        let wakes = !self.awake;
        self.event_name = event.name();
        let input = self.understand(event);
        if wakes {
            self.awake = true;
            // Only the host's question is answered before the session is awake.
            let answers = usize::from(self.effects.first().is_some_and(Effect::is_answer));
            let rest = self.effects.split_off(answers);
            self.apply(Input::Wake);
            self.effects.extend(rest);
        }
        if let Some(input) = input {
            self.apply(input);
        }
        std::mem::take(&mut self.effects)
    }

    /// Where the session is.
    #[must_use]
    pub fn phase(&self) -> Phase {
        self.phase
    }

    /// The outcome, once decided; `None` before.
    #[must_use]
    pub fn outcome(&self) -> Option<&Outcome> {
        self.progress.outcome.as_ref()
    }

    /// What the session was started with.
    #[must_use]
    pub fn config(&self) -> &SessionConfig {
        &self.config
    }

    /// The callback URLs in force.
    #[must_use]
    pub fn callback_urls(&self) -> &CallbackUrls {
        &self.callback_urls
    }

    /// What happened so far, for a support ticket: no token, no link id, no personal data.
    #[must_use]
    pub fn timeline(&self) -> &Timeline {
        &self.timeline
    }

    fn assemble(
        mut config: SessionConfig,
        callback_urls: CallbackUrls,
        phase: Phase,
        progress: Progress,
        next_id: u64,
        awake: bool,
    ) -> Result<Self, SessionError> {
        error::check(&config)?;
        config.widget = WidgetConfigBuilder::from(&config.widget).build()?.config;
        let nonce_guard = NonceGuard::of(&callback_urls, config.nonce.as_deref()).map(Arc::new);
        let matcher = CallbackMatcher::new(&callback_urls)?;
        let navigator = Arc::new(Navigator::new(&config.navigation, matcher)?);
        Ok(Self {
            config,
            phase,
            progress,
            callback_urls,
            navigator,
            nonce_guard,
            next_id,
            user: None,
            awake,
            now: Now {
                wall_ms: 0,
                mono_ms: 0,
            },
            event_name: "",
            process: Process::default(),
            waiting: Waiting::default(),
            effects: Vec::new(),
            timeline: Timeline::default(),
        })
    }

    fn apply(&mut self, input: Input) {
        let from = self.phase;
        self.timeline.note_input(self.now, from, input.name());
        self.phase = table::transition(self, input);
        self.timeline.note_phase(self.now, from, self.phase);
        self.waiting.keep_only(self.phase);
    }

    fn emit(&mut self, effect: Effect) {
        self.timeline.note_effect(self.now, self.phase, &effect);
        match effect {
            Effect::ShowLoading { .. } | Effect::ShowProblem { .. } => self.process.covered = true,
            Effect::ShowContent => self.process.covered = false,
            Effect::AskToClose => self.process.asking = true,
            _ => {}
        }
        self.effects.push(effect);
    }

    fn diagnose(&mut self, diagnostic: Diagnostic) {
        self.emit(Effect::Diagnose { diagnostic });
    }

    fn new_id(&mut self) -> u64 {
        let id = self.next_id;
        self.next_id = id.wrapping_add(1);
        id
    }

    fn set_timer(&mut self, timer: Timer, after_ms: u64) {
        let id = self.new_id();
        self.waiting.set_timer(id, timer);
        self.emit(Effect::SetTimer {
            id,
            timer,
            after_ms,
        });
    }

    fn new_outcome(&self, sequence: u32, ending: Ending) -> Outcome {
        Outcome::new(self.config.session_id.clone(), sequence, ending)
    }

    fn use_callback_urls(&mut self, urls: CallbackUrls) -> Result<(), SessionError> {
        if urls == self.callback_urls {
            return Ok(());
        }
        urls.check_deliverable()?;
        let matcher = CallbackMatcher::new(&urls)?;
        self.navigator = Arc::new(Navigator::new(&self.config.navigation, matcher)?);
        self.nonce_guard = NonceGuard::of(&urls, self.config.nonce.as_deref()).map(Arc::new);
        self.callback_urls = urls;
        Ok(())
    }

    fn knows_link(&self, link: &LinkId) -> bool {
        [&self.progress.outcome, &self.progress.late_success].into_iter().flatten().any(
            |outcome| matches!(&outcome.ending, Ending::Connected { link: known, .. } if known == link),
        )
    }
}
