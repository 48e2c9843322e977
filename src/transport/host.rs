//! Performs what a session asks of the backend.

use std::fmt;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::watch;
use tokio::time::Instant;

use super::client::Transport;
use super::error::TransportError;
use crate::backend::{
    AuthHeader, Backend, BackendError, HttpRequest, HttpResponse, LinkList, SetupError, parse_links,
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
    /// What was wrong, where something was: for a log, which may have all of it.
    pub error: Option<BackendError>,
}

/// What became of a report.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reported {
    /// For the outbox: [`ReportFate::settle`].
    pub fate: ReportFate,
    /// What was wrong, where something was: for a log, which may have all of it.
    pub error: Option<BackendError>,
}

/// The app's backend as a host reaches it: sends, waits, sends again.
pub struct BackendHost {
    transport: Transport,
    backend: watch::Sender<Backend>,
    wall_ms: Box<dyn Fn() -> i64 + Send + Sync>,
    random: Box<dyn Fn() -> u32 + Send + Sync>,
    network_is_back: watch::Sender<()>,
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
            backend: watch::Sender::new(backend),
            wall_ms: Box::new(wall_ms),
            random: Box::new(random),
            network_is_back: watch::Sender::new(()),
        }
    }

    /// Performs an effect that asks the backend, tries and waits included; `None` for any other. Dropping the future
    /// gives up.
    ///
    /// # Errors
    /// [`SetupError::SessionId`]; a session has checked its own.
    pub async fn perform(&self, effect: &Effect) -> Result<Option<Answer>, SetupError> {
        let began = began();
        for attempt in 1.. {
            // Subscribed before the try: what happens while it is under way is seen after it.
            let mut backend = self.backend.subscribe();
            let mut network = self.network_is_back.subscribe();
            let request = exchange::request(&backend.borrow_and_update(), effect)?;
            let Some(request) = request else {
                return Ok(None);
            };
            let try_ms = exchange::try_ms(effect, millis(began.elapsed()));
            let sent = self.send(&request, try_ms).await;
            let tried = Tried {
                attempt,
                elapsed_ms: millis(began.elapsed()),
                jitter: (self.random)(),
                now_wall_ms: (self.wall_ms)(),
            };
            let step = match &sent {
                Ok(response) => exchange::answered(effect, response, tried),
                Err(error) => exchange::unanswered(effect, &(*error).into(), tried),
            };
            // The user signed in while the old authentication was on its way.
            let signed_in = backend.has_changed().unwrap_or(false);
            if signed_in && sent.as_ref().is_ok_and(|answer| answer.status() == 401) {
                continue;
            }
            match step {
                None => return Ok(None),
                Some(Step::Tell { event, fate, error }) => {
                    return Ok(Some(Answer { event, fate, error }));
                }
                Some(Step::Again { after_ms }) => {
                    let wait = tokio::time::sleep(Duration::from_millis(after_ms));
                    tokio::select! {
                        () = wait => {}
                        _ = network.changed(), if sent.is_err() => {}
                        _ = backend.changed(), if sent.is_err() => {}
                    }
                }
            }
        }
        Ok(None)
    }

    /// Reports an outcome of the outbox, which the session may or may not wait for.
    ///
    /// # Errors
    /// [`SetupError::SessionId`] if its session's id is none.
    pub async fn report(&self, outcome: &Outcome) -> Result<Reported, SetupError> {
        let effect = Effect::Report {
            id: 0,
            outcome: outcome.clone(),
        };
        let answer = self.perform(&effect).await?;
        let (fate, error) = answer.map_or((None, None), |answer| (answer.fate, answer.error));
        Ok(Reported {
            fate: fate.unwrap_or(ReportFate::LATER),
            error,
        })
    }

    /// The user's links, asked for once.
    ///
    /// # Errors
    /// Every [`BackendError`].
    pub async fn links(&self) -> Result<LinkList, BackendError> {
        let request = self.backend.borrow().links();
        let response = self.transport.send(&request).await?;
        parse_links(&response, (self.wall_ms)())
    }

    /// The user has signed in again: every try from now on says so, those of a report under way too, and who waits because
    /// nobody answered tries now. Another user is another matter: make another host, and open the outbox anew.
    pub fn sign_in(&self, auth: Option<Arc<AuthHeader>>) {
        self.backend
            .send_modify(|backend| *backend = backend.with_auth(auth));
    }

    /// The network is back, or the app came to the front: who waits because nobody answered tries now, and so does a try under
    /// way as soon as it is given up. A wait that the backend asked for is kept.
    pub fn network_is_back(&self) {
        self.network_is_back.send_replace(());
    }

    async fn send(
        &self,
        request: &HttpRequest,
        try_ms: Option<u64>,
    ) -> Result<HttpResponse, TransportError> {
        let sending = self.transport.send(request);
        let Some(ms) = try_ms else {
            return sending.await;
        };
        // It may have been sent: nobody knows how far it came.
        let sent = tokio::time::timeout(Duration::from_millis(ms), sending).await;
        sent.unwrap_or(Err(TransportError::TimedOut))
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the host's own clock, to end a person's patience"
)]
fn began() -> Instant {
    Instant::now()
}

fn millis(time: Duration) -> u64 {
    u64::try_from(time.as_millis()).unwrap_or(u64::MAX)
}

impl fmt::Debug for BackendHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("BackendHost")
            .field("transport", &self.transport)
            .finish_non_exhaustive()
    }
}
