//! On the way back: what an answer, or none, means to the session.

use super::fate::ReportFate;
use crate::backend::retry::{self, RetryDecision, RetryInput};
use crate::backend::{
    BackendError, HttpResponse, parse_late_link, parse_opened_session, parse_reported,
};
use crate::session::{Effect, Event, TokenProblem};

/// How long a person is kept waiting for a token or a late link: 10 s, tries and waits together. Then the session hears what
/// is wrong, and offers what there is to do. A report keeps nobody waiting.
pub const PATIENCE_MS: u64 = 10_000;

/// The longest pause between two tries of a report: 60 s. A backend that asks for more gets it, but the report goes back to
/// the outbox, so that it holds up no other.
pub const MAX_PAUSE_MS: u64 = 60_000;

/// A try that could not take so long has no chance, and is not begun: 1 s.
const MIN_TRY_MS: u64 = 1_000;

/// How long the next try may take at most, connection and answer together, `elapsed_ms` after the first one began; `None` if
/// only the transport's own limits bind it. When it is over the host gives the try up, and says [`BackendError::TimedOut`].
#[must_use]
pub fn try_ms(effect: &Effect, elapsed_ms: u64) -> Option<u64> {
    match effect {
        Effect::RequestToken { .. } | Effect::CheckLateLink { .. } => {
            Some(PATIENCE_MS.saturating_sub(elapsed_ms))
        }
        _ => None,
    }
}

/// What to do after a try.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum Step {
    /// Send the same request again after a while.
    Again {
        /// Milliseconds from now.
        after_ms: u64,
    },
    /// Tell the session.
    Tell {
        /// The answer to the effect.
        event: Event,
        /// Of a report: what the outbox has to hear, before the session does.
        fate: Option<ReportFate>,
        /// What was wrong, where something was: for a log, which may have all of it.
        error: Option<BackendError>,
    },
}

/// What the host knows of the tries so far.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct Tried {
    /// How many there were, the last one included: 1 after the first.
    pub attempt: u32,
    /// Milliseconds since the first one began.
    pub elapsed_ms: u64,
    /// Any random number, a new one for each try.
    pub jitter: u32,
    /// Milliseconds since 1970, for a `Retry-After` that names a date.
    pub now_wall_ms: i64,
}

/// What to do with an answer; `None` for an effect that asks nothing of the backend.
#[must_use]
pub fn answered(effect: &Effect, response: &HttpResponse, tried: Tried) -> Option<Step> {
    let now = tried.now_wall_ms;
    let event = match effect {
        Effect::RequestToken { id, session_id, .. } => {
            parse_opened_session(session_id, response, now).map(|opened| Event::TokenReceived {
                id: *id,
                token: opened.token,
                callback_urls: opened.callback_urls,
            })
        }
        Effect::CheckLateLink { id, .. } => parse_late_link(response, now).map(|late| match late {
            Some(late) => Event::LateLinkFound {
                id: *id,
                link: late.link,
                institution: late.institution,
            },
            None => Event::LateLinkAbsent { id: *id },
        }),
        Effect::Report { id, .. } => {
            parse_reported(response, now).map(|()| Event::Reported { id: *id })
        }
        _ => return None,
    };
    match event {
        Ok(event) => {
            let fate = is_report(effect).then_some(ReportFate::Acknowledged);
            let error = None;
            Some(Step::Tell { event, fate, error })
        }
        Err(error) => unanswered(effect, &error, tried),
    }
}

/// What to do when no answer came: the host says [`BackendError::Offline`] if nothing was sent, or
/// [`BackendError::NotTrusted`] if that was for TLS, else [`BackendError::TimedOut`]. `None` as for [`answered`].
#[must_use]
pub fn unanswered(effect: &Effect, error: &BackendError, tried: Tried) -> Option<Step> {
    let event = failure(effect, error)?;
    let wait = wait_ms(error, tried);
    let step = match wait {
        Some(after_ms) if is_worth_it(effect, error, tried, after_ms) => Step::Again { after_ms },
        _ => Step::Tell {
            event,
            fate: is_report(effect).then(|| fate(error, wait)),
            error: Some(error.clone()),
        },
    };
    Some(step)
}

fn failure(effect: &Effect, error: &BackendError) -> Option<Event> {
    match effect {
        Effect::RequestToken { id, .. } => Some(Event::TokenFailed {
            id: *id,
            problem: token_problem(error),
        }),
        Effect::CheckLateLink { id, .. } => Some(Event::LateCheckFailed { id: *id }),
        Effect::Report { id, .. } => Some(Event::ReportFailed { id: *id }),
        _ => None,
    }
}

fn token_problem(error: &BackendError) -> TokenProblem {
    match error {
        BackendError::Offline => TokenProblem::Offline,
        BackendError::NotTrusted => TokenProblem::Tls,
        BackendError::TimedOut => TokenProblem::TimedOut,
        BackendError::Unavailable { .. } => TokenProblem::Server,
        BackendError::Unauthorized { .. } => TokenProblem::SignIn,
        BackendError::Refused { .. } => TokenProblem::Refused,
        BackendError::Unreadable { .. } => TokenProblem::Malformed,
    }
}

/// The fate of a report. A wait that was asked for is spread as every other, lest all phones come back at once.
fn fate(error: &BackendError, wait: Option<u64>) -> ReportFate {
    match ReportFate::of(error) {
        ReportFate::Pending {
            sign_in,
            after_ms: Some(asked),
        } => ReportFate::Pending {
            sign_in,
            after_ms: wait.or(Some(asked)),
        },
        fate => fate,
    }
}

/// How long to wait for the next try, if there is one. Every request of the contract may be repeated.
fn wait_ms(error: &BackendError, tried: Tried) -> Option<u64> {
    let input = RetryInput::of(error, tried.attempt, true);
    match retry::decide(input, tried.jitter) {
        RetryDecision::After { ms } => Some(ms),
        RetryDecision::Stop { .. } => None,
    }
}

fn is_worth_it(effect: &Effect, error: &BackendError, tried: Tried, after_ms: u64) -> bool {
    if is_report(effect) {
        return after_ms <= MAX_PAUSE_MS;
    }
    // The session tells a person without network at once, and loads by itself when the network is back. A network that reads
    // along does not stop in ten seconds.
    let left_ms = PATIENCE_MS.saturating_sub(tried.elapsed_ms);
    let reachable = !matches!(error, BackendError::Offline | BackendError::NotTrusted);
    reachable && after_ms.saturating_add(MIN_TRY_MS) <= left_ms
}

fn is_report(effect: &Effect) -> bool {
    matches!(effect, Effect::Report { .. })
}
