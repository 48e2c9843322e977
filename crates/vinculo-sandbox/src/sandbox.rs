//! The sandbox itself: settings, state, and the routers over them.

use std::fmt;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use axum::extract::DefaultBodyLimit;
use tokio::net::TcpListener;

use crate::config::SandboxConfig;
use crate::store::{Link, LinkStatus, NextSessions, State};
use crate::{api, bank, widget};

/// Largest request body, in bytes. The largest honest one, a token body with branding, has a few kilobytes.
const BODY_LIMIT: usize = 64 * 1024;

/// A stand-in for Belvo, with its state in memory. Clones share the state.
#[derive(Clone)]
pub struct Sandbox {
    inner: Arc<Inner>,
}

struct Inner {
    config: SandboxConfig,
    state: Mutex<State>,
}

impl Sandbox {
    /// An empty sandbox.
    #[must_use]
    pub fn new(config: SandboxConfig) -> Self {
        let state = Mutex::new(State::new(config.seed));
        Self {
            inner: Arc::new(Inner { config, state }),
        }
    }

    /// API, widget and bank on one origin.
    pub fn router(&self) -> Router {
        Router::new()
            .merge(api::router())
            .merge(widget::router())
            .merge(bank::router())
            .layer(DefaultBodyLimit::max(BODY_LIMIT))
            .with_state(self.clone())
    }

    /// The bank's site alone, to serve it from another origin; set
    /// [`bank_origin`](SandboxConfig::bank_origin) and [`widget_origin`](SandboxConfig::widget_origin) then.
    pub fn bank_router(&self) -> Router {
        bank::router()
            .layer(DefaultBodyLimit::max(BODY_LIMIT))
            .with_state(self.clone())
    }

    /// Serves [`router`](Self::router) until the future is dropped.
    ///
    /// # Errors
    /// [`io::ErrorKind::InvalidInput`] for a listener that is not on loopback, and what the listener reports.
    pub async fn serve(&self, listener: TcpListener) -> io::Result<()> {
        serve(listener, self.router()).await
    }

    /// Serves [`bank_router`](Self::bank_router) until the future is dropped.
    ///
    /// # Errors
    /// As [`serve`](Self::serve).
    pub async fn serve_bank(&self, listener: TcpListener) -> io::Result<()> {
        serve(listener, self.bank_router()).await
    }

    /// All links, oldest first.
    #[must_use]
    pub fn links(&self) -> Vec<Link> {
        self.state().links.iter().cloned().collect()
    }

    /// The links made with the token of that `jti` (a claim of the token), oldest first: what a backend asks late, when
    /// the phone never told how the session ended.
    #[must_use]
    pub fn links_of_session(&self, jti: &str) -> Vec<Link> {
        self.state()
            .links
            .iter()
            .filter(|link| link.token_jti == jti)
            .cloned()
            .collect()
    }

    /// Puts a link into a status, such as the ones that call for update mode. False if there is no such link.
    #[must_use = "the link may not exist"]
    pub fn set_link_status(&self, id: &str, status: LinkStatus) -> bool {
        match self.state().links.get_mut(id) {
            Some(link) => {
                link.status = status;
                true
            }
            None => false,
        }
    }

    /// What the next sessions play.
    #[must_use]
    pub fn next_sessions(&self) -> NextSessions {
        self.state().scenarios.next()
    }

    /// Sets what the next sessions play. A session keeps its scenario over reloads and fresh tokens, until this is called
    /// again.
    pub fn set_next_sessions(&self, next: NextSessions) {
        self.state().scenarios.set(next);
    }

    pub(crate) fn config(&self) -> &SandboxConfig {
        &self.inner.config
    }

    pub(crate) fn now_ms(&self) -> i64 {
        (self.inner.config.clock)()
    }

    /// The state. No handler awaits while it holds it. A handler that panicked leaves a state that is still usable:
    /// every change is one insert or a few assignments.
    pub(crate) fn state(&self) -> MutexGuard<'_, State> {
        self.inner
            .state
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for Sandbox {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Sandbox")
            .field("config", &self.inner.config)
            .finish_non_exhaustive()
    }
}

async fn serve(listener: TcpListener, router: Router) -> io::Result<()> {
    let address = listener.local_addr()?;
    if !address.ip().is_loopback() {
        return Err(io::Error::new(
            io::ErrorKind::InvalidInput,
            format!(
                "the sandbox serves on loopback only, and {address} can be reached from outside: bind 127.0.0.1"
            ),
        ));
    }
    axum::serve(listener, router).await
}
