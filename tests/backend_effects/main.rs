//! A session and its backend, joined by `exchange`: effects become requests, answers become events, and a report's
//! fate goes to the outbox.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

mod session;
mod steps;

use serde_json::Value;
use vinculo::backend::retry::MAX_ATTEMPTS;
use vinculo::backend::{BackendError, HttpResponse};
use vinculo::exchange::{self, Step, Tried};
use vinculo::session::Effect;

/// The first try, at once.
pub(crate) fn first() -> Tried {
    Tried {
        attempt: 1,
        elapsed_ms: 0,
        jitter: 0,
        now_wall_ms: 0,
    }
}

/// The last try there is, so that the session hears of it.
pub(crate) fn last() -> Tried {
    Tried {
        attempt: MAX_ATTEMPTS,
        ..first()
    }
}

pub(crate) fn step(
    effect: &Effect,
    answer: &Result<HttpResponse, BackendError>,
    tried: Tried,
) -> Step {
    let step = match answer {
        Ok(response) => exchange::answered(effect, response, tried),
        Err(error) => exchange::unanswered(effect, error, tried),
    };
    step.expect("it asks the backend")
}

#[expect(clippy::unnecessary_wraps, reason = "the other answers are errors")]
pub(crate) fn json_answer(status: u16, body: &Value) -> Result<HttpResponse, BackendError> {
    let body = body.to_string().into_bytes();
    Ok(HttpResponse::new(status, Vec::new(), body))
}
