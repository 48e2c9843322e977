//! Performs what a session asks of the backend.

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::Notify;
use tokio::time::Instant;

use super::client::Transport;
use crate::backend::{
    AuthHeader, Backend, BackendError, HttpRequest, LinkList, SetupError, parse_links,
};
use crate::exchange::{self, ReportFate, Step, Tried};
use crate::session::{Effect, Event, Outcome};

/// The answer to an effect.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// For the session.
    pub event: Event,
    /// Of a report: for the outbox, before the session hears.
    pub fate: Option<ReportFate>,
}

/// The app's backend as a host reaches it: sends, waits, sends again.
pub struct BackendHost {
    transport: Transport,
    backend: Mutex<Backend>,
    wall_ms: Box<dyn Fn() -> i64 + Send + Sync>,
    random: Box<dyn Fn() -> u32 + Send + Sync>,
    network_is_back: Notify,
}

impl BackendHost {
    /// `wall_ms` is the clock, in milliseconds since 1970; `random` gives any number, so that many phones do not come back
    /// at once.
    pub fn new(
        transport: Transport,
        backend: Backend,
        wall_ms: impl Fn() -> i64 + Send + Sync + 'static,
        random: impl Fn() -> u32 + Send + Sync + 'static,
    ) -> Self {
        Self {
            transport,
            backend: Mutex::new(backend),
            wall_ms: Box::new(wall_ms),
            random: Box::new(random),
            network_is_back: Notify::new(),
        }
    }

    /// Performs an effect that asks the backend, tries and waits included; `None` for any other. Dropping the future
    /// gives up.
    ///
    /// # Errors
    /// [`SetupError::SessionId`]; a session has checked its own.
    pub async fn perform(&self, effect: &Effect) -> Result<Option<Answer>, SetupError> {
        let Some(request) = exchange::request(&self.backend(), effect)? else {
            return Ok(None);
        };
        Ok(self.exchange(effect, &request).await)
    }

    /// Reports an outcome of the outbox, which the session may or may not wait for. Tell the outbox:
    /// [`ReportFate::settle`].
    ///
    /// # Errors
    /// [`SetupError::SessionId`] if its session's id is none.
    pub async fn report(&self, outcome: &Outcome) -> Result<ReportFate, SetupError> {
        let effect = Effect::Report {
            id: 0,
            outcome: outcome.clone(),
        };
        let answer = self.perform(&effect).await?;
        let fate = answer.and_then(|answer| answer.fate);
        Ok(fate.unwrap_or(ReportFate::Pending { sign_in: false }))
    }

    /// The user's links, asked for once.
    ///
    /// # Errors
    /// Every [`BackendError`].
    pub async fn links(&self) -> Result<LinkList, BackendError> {
        let request = self.backend().links();
        let response = self.transport.send(&request).await?;
        parse_links(&response, (self.wall_ms)())
    }

    /// The user has signed in again.
    pub fn sign_in(&self, auth: Option<Arc<AuthHeader>>) {
        let mut backend = self.backend.lock().unwrap_or_else(PoisonError::into_inner);
        *backend = backend.with_auth(auth);
    }

    /// The network is back, or the app came to the front: who waits because nobody answered tries now. A wait that
    /// the backend asked for is kept.
    pub fn network_is_back(&self) {
        self.network_is_back.notify_waiters();
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the host's own clock, to end a person's patience"
    )]
    async fn exchange(&self, effect: &Effect, request: &HttpRequest) -> Option<Answer> {
        let began = Instant::now();
        for attempt in 1.. {
            let sent = self.transport.send(request).await;
            let tried = Tried {
                attempt,
                elapsed_ms: u64::try_from(began.elapsed().as_millis()).unwrap_or(u64::MAX),
                jitter: (self.random)(),
                now_wall_ms: (self.wall_ms)(),
            };
            let step = match &sent {
                Ok(response) => exchange::answered(effect, response, tried),
                Err(error) => exchange::unanswered(effect, &(*error).into(), tried),
            };
            match step? {
                Step::Tell { event, fate } => return Some(Answer { event, fate }),
                Step::Again { after_ms } => {
                    let wait = tokio::time::sleep(Duration::from_millis(after_ms));
                    tokio::select! {
                        () = wait => {}
                        () = self.network_is_back.notified(), if sent.is_err() => {}
                    }
                }
            }
        }
        None
    }

    fn backend(&self) -> Backend {
        let backend = self.backend.lock();
        backend.unwrap_or_else(PoisonError::into_inner).clone()
    }
}

impl fmt::Debug for BackendHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BackendHost")
            .field("transport", &self.transport)
            .finish_non_exhaustive()
    }
}
