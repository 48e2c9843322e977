//! A small backend of an app, for the demo and for `vinculo sandbox`: it holds the sandbox's keys, so that no app and no
//! test ever does.
//!
//! ```text
//!  app ── contract of `vinculo::backend` ──► routes ──► Ledger (sessions, outcomes)
//!                                              └──────► Belvo (keys) ──► the sandbox's API
//! ```
//!
//! It reads requests with the core's own types, keeps all in memory, and serves one user, whom it knows by a fixed bearer
//! token. What a phone claims counts as claimed until Belvo's side has confirmed it.

mod belvo;
mod door;
mod fault;
mod gate;
mod ledger;
mod problem;
mod routes;
#[cfg(test)]
mod tests;

use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use axum::Router;
use serde_json::Value;
use vinculo_sandbox::SecretKeys;

use crate::http::Http;

use belvo::Belvo;
use ledger::Ledger;

pub(crate) use door::Door;
pub(crate) use fault::Fault;

/// The token by which the app's one user is signed in. No secret: it opens nothing but this.
pub const BEARER: &str = "lumen-user-1";

/// The backend. Clones share what it knows.
#[derive(Clone)]
pub struct AppBackend {
    inner: Arc<Inner>,
}

struct Inner {
    belvo: Belvo,
    ledger: Mutex<Ledger>,
    fault: Mutex<Fault>,
}

impl AppBackend {
    /// A backend that knows nobody yet. `belvo` is the origin of Belvo's side, such as `http://127.0.0.1:4747`.
    ///
    /// # Errors
    /// If the machine gives no HTTP client.
    pub fn new(belvo: &str, keys: SecretKeys) -> Result<Self, reqwest::Error> {
        Ok(Self {
            inner: Arc::new(Inner {
                belvo: Belvo::new(Http::new()?, belvo, keys),
                ledger: Mutex::default(),
                fault: Mutex::default(),
            }),
        })
    }

    /// The contract's routes, below any path.
    pub fn router(&self) -> Router {
        routes::router(self)
    }

    /// From now on it is in this trouble.
    pub(crate) fn set_fault(&self, fault: Fault) {
        *self.fault_lock() = fault;
    }

    /// What there is to see of it, without a secret.
    #[must_use]
    pub fn view(&self) -> Value {
        self.ledger().view()
    }

    /// The trouble it is in.
    pub(crate) fn fault(&self) -> Fault {
        *self.fault_lock()
    }

    fn belvo(&self) -> &Belvo {
        &self.inner.belvo
    }

    /// Nothing awaits while it holds this.
    fn ledger(&self) -> MutexGuard<'_, Ledger> {
        let ledger = self.inner.ledger.lock();
        ledger.unwrap_or_else(PoisonError::into_inner)
    }

    fn fault_lock(&self) -> MutexGuard<'_, Fault> {
        let fault = self.inner.fault.lock();
        fault.unwrap_or_else(PoisonError::into_inner)
    }
}

impl fmt::Debug for AppBackend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("AppBackend").finish_non_exhaustive()
    }
}
