//! What Kotlin and Swift hosts do with an answer of the backend. The request itself is `backend_request`, of
//! [`exchange`](crate::exchange).

use crate::backend::{BackendError, HttpResponse};
use crate::exchange::{self, Step, Tried};
use crate::session::{Effect, SessionError};

/// What to do with an answer; nothing for an effect that asks nothing of the backend. Any thread; total.
///
/// # Errors
/// None; a `Result` so that a defect cannot trap in Swift.
#[uniffi::export]
pub fn backend_answered(
    effect: &Effect,
    response: &HttpResponse,
    tried: Tried,
) -> Result<Option<Step>, SessionError> {
    Ok(exchange::answered(effect, response, tried))
}

/// What to do when no answer came: the host says `Offline` if nothing was sent, `NotTrusted` if that was for TLS, else
/// `TimedOut`. Any thread; total.
///
/// # Errors
/// None; a `Result` so that a defect cannot trap in Swift.
#[uniffi::export]
pub fn backend_unanswered(
    effect: &Effect,
    error: &BackendError,
    tried: Tried,
) -> Result<Option<Step>, SessionError> {
    Ok(exchange::unanswered(effect, error, tried))
}

/// How long the next try may take at most, in milliseconds, `elapsed_ms` after the first one began; nothing if only the
/// transport's own limits bind it. When it is over the host gives the try up, and says `TimedOut`. Any thread; total.
///
/// # Errors
/// None; a `Result` so that a defect cannot trap in Swift.
#[uniffi::export]
pub fn backend_try_ms(effect: &Effect, elapsed_ms: u64) -> Result<Option<u64>, SessionError> {
    Ok(exchange::try_ms(effect, elapsed_ms))
}
