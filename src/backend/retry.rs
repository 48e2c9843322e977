//! Whether and when to send a request again: arithmetic, so that every host waits alike.

use super::error::BackendError;
use super::status::StatusClass;

/// What is known about the last try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RetryInput {
    /// The answer's status; `None` if no whole answer came.
    pub status: Option<u16>,
    /// How many tries there were, the last one included: 1 after the first.
    pub attempt: u32,
    /// What the answer asked for ([`super::retry_after_ms`]).
    pub retry_after_ms: Option<u64>,
    /// Whether any byte of the request may have left. When in doubt, yes.
    pub was_sent: bool,
    /// [`super::HttpRequest::is_idempotent`].
    pub is_idempotent: bool,
}

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RetryDecision {
    /// Do not send it again now.
    Stop {
        /// Why.
        reason: StopReason,
    },
    /// Send it again after a while.
    After {
        /// Milliseconds from now.
        ms: u64,
    },
}

/// Why a request is not sent again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StopReason {
    /// An answer came (any 2xx).
    Answered,
    /// 401: sign the user in again, then the same request works. Keep what there is to send.
    Unauthorized,
    /// The backend says no (any other 4xx but 407): the same request would be refused again.
    Refused,
    /// It was no answer of the contract (a redirect, or no HTTP status at all): keep what there is to
    /// send, and look at the base URL.
    NotTheContract,
    /// It may have been carried out and must not be carried out twice.
    OutcomeUnknown,
    /// [`MAX_ATTEMPTS`] tries. Keep what there is to send until something changes: the app starts
    /// again, the network comes back.
    Exhausted,
}

/// Tries of one run.
pub const MAX_ATTEMPTS: u32 = 6;

/// The first wait: 1 s; each further one is twice as long.
pub const BASE_WAIT_MS: u64 = 1_000;

/// The longest wait of our own, before jitter: 60 s.
pub const MAX_WAIT_MS: u64 = 60_000;

impl RetryInput {
    /// What an error says about the try that ended in it. An answer outside the contract counts as none with a
    /// status of its own: a page of HTML under status 200 has answered nobody.
    #[must_use]
    pub fn of(error: &BackendError, attempt: u32, is_idempotent: bool) -> Self {
        let (status, was_sent, retry_after_ms) = match error {
            BackendError::Offline | BackendError::NotTrusted => (None, false, None),
            BackendError::TimedOut => (None, true, None),
            BackendError::Unauthorized { .. } => (Some(401), true, None),
            BackendError::Refused { status, .. } => (Some(*status), true, None),
            BackendError::Unavailable {
                status,
                retry_after_ms,
                ..
            } => (Some(*status), true, *retry_after_ms),
            BackendError::Unreadable { .. } => (Some(NO_STATUS), true, None),
        };
        Self {
            status,
            attempt,
            retry_after_ms,
            was_sent,
            is_idempotent,
        }
    }
}

/// No HTTP status is 0.
const NO_STATUS: u16 = 0;

/// Decides. `jitter` is any random number: it spreads the wait evenly over ±20 %, so that phones that
/// lost the same backend do not come back together. A wait that the backend asked for is never cut
/// short, only made up to 20 % longer.
#[must_use]
pub fn decide(input: RetryInput, jitter: u32) -> RetryDecision {
    let stop = |reason| RetryDecision::Stop { reason };
    match input.status.map(StatusClass::of) {
        Some(StatusClass::Success) => return stop(StopReason::Answered),
        Some(StatusClass::Unauthorized) => return stop(StopReason::Unauthorized),
        Some(StatusClass::Refused) => return stop(StopReason::Refused),
        Some(StatusClass::NotTheContract) => return stop(StopReason::NotTheContract),
        Some(StatusClass::Failed) if !input.is_idempotent => {
            return stop(StopReason::OutcomeUnknown);
        }
        None if input.was_sent && !input.is_idempotent => {
            return stop(StopReason::OutcomeUnknown);
        }
        Some(StatusClass::NotNow | StatusClass::Failed) | None => {}
    }
    if input.attempt >= MAX_ATTEMPTS {
        return stop(StopReason::Exhausted);
    }
    let ours = spread(backoff_ms(input.attempt), 800, jitter, 400);
    let asked = input
        .retry_after_ms
        .map_or(0, |ms| spread(ms, 1_000, jitter, 200));
    RetryDecision::After {
        ms: ours.max(asked),
    }
}

fn backoff_ms(attempt: u32) -> u64 {
    let doublings = attempt.saturating_sub(1).min(16);
    (BASE_WAIT_MS << doublings).min(MAX_WAIT_MS)
}

/// `ms` times a factor from `floor` to `floor + width` thousandths, chosen by `jitter`.
fn spread(ms: u64, floor: u64, jitter: u32, width: u64) -> u64 {
    let factor = floor + u64::from(jitter) * (width + 1) / (u64::from(u32::MAX) + 1);
    ms.saturating_mul(factor) / 1_000
}

#[cfg(test)]
mod tests {
    use super::super::http::{HttpHeader, HttpResponse};
    use super::*;

    const MIDDLE: u32 = u32::MAX / 2;

    fn answered(status: u16) -> RetryInput {
        RetryInput {
            status: Some(status),
            attempt: 1,
            retry_after_ms: None,
            was_sent: true,
            is_idempotent: true,
        }
    }

    fn silent(was_sent: bool, is_idempotent: bool) -> RetryInput {
        RetryInput {
            status: None,
            was_sent,
            is_idempotent,
            ..answered(0)
        }
    }

    fn reason(input: RetryInput) -> Option<StopReason> {
        match decide(input, MIDDLE) {
            RetryDecision::Stop { reason } => Some(reason),
            RetryDecision::After { .. } => None,
        }
    }

    #[test]
    fn the_status_decides() {
        for (statuses, expected) in [
            (&[200, 201, 204, 299][..], Some(StopReason::Answered)),
            (&[408, 409, 425, 429, 500, 502, 503, 504, 511, 599], None),
            (&[401], Some(StopReason::Unauthorized)),
            (&[400, 403, 404, 410, 422, 499], Some(StopReason::Refused)),
            (
                &[0, 100, 199, 300, 302, 307, 407, 600, u16::MAX],
                Some(StopReason::NotTheContract),
            ),
        ] {
            for status in statuses {
                assert_eq!(reason(answered(*status)), expected, "{status}");
            }
        }
    }

    #[test]
    fn the_error_of_an_answer_and_the_retry_agree() {
        for status in 0..=u16::MAX {
            let response = HttpResponse::new(status, Vec::new(), Vec::new());
            let error = BackendError::of(&response, 0);
            let by_error = reason(RetryInput::of(&error, 1, true));
            match reason(answered(status)) {
                // Only the reader of an answer makes an error of a success.
                Some(StopReason::Answered) => {
                    assert_eq!(by_error, Some(StopReason::NotTheContract));
                }
                by_status => assert_eq!(by_error, by_status, "{status}"),
            }
            let name = match by_error {
                None => "unavailable",
                Some(StopReason::Unauthorized) => "unauthorized",
                Some(StopReason::Refused) => "refused",
                Some(_) => "unreadable",
            };
            assert_eq!(error.code(), name, "{status}");
        }
    }

    #[test]
    fn an_error_remembers_what_was_sent_and_asked_for() {
        let of =
            |error: &BackendError, idempotent| decide(RetryInput::of(error, 1, idempotent), MIDDLE);
        assert_eq!(
            of(&BackendError::Offline, false),
            RetryDecision::After { ms: 1_000 }
        );
        let unknown = StopReason::OutcomeUnknown;
        assert_eq!(
            of(&BackendError::TimedOut, false),
            RetryDecision::Stop { reason: unknown }
        );
        assert_eq!(
            of(&BackendError::TimedOut, true),
            RetryDecision::After { ms: 1_000 }
        );
        let header = HttpHeader {
            name: "Retry-After".into(),
            value: "7".into(),
        };
        let busy = HttpResponse::new(503, vec![header], Vec::new());
        let asked = of(&BackendError::of(&busy, 0), true);
        assert_eq!(
            asked,
            decide(
                RetryInput {
                    retry_after_ms: Some(7_000),
                    ..answered(503)
                },
                MIDDLE
            )
        );
    }

    #[test]
    fn what_must_not_happen_twice_is_not_risked() {
        assert_eq!(reason(silent(false, false)), None);
        assert_eq!(reason(silent(false, true)), None);
        assert_eq!(reason(silent(true, true)), None);
        assert_eq!(
            reason(silent(true, false)),
            Some(StopReason::OutcomeUnknown)
        );
        let once = |status| {
            reason(RetryInput {
                is_idempotent: false,
                ..answered(status)
            })
        };
        for status in [500, 502, 504] {
            assert_eq!(once(status), Some(StopReason::OutcomeUnknown), "{status}");
        }
        for status in [408, 409, 425, 429, 503] {
            assert_eq!(once(status), None, "{status}");
        }
    }

    #[test]
    fn waits_double_and_end() {
        let wait = |attempt| {
            let input = RetryInput {
                attempt,
                ..answered(503)
            };
            decide(input, MIDDLE)
        };
        let after = |ms| RetryDecision::After { ms };
        let waits: Vec<_> = (0..=6).map(wait).collect();
        assert_eq!(
            waits,
            [
                after(1_000),
                after(1_000),
                after(2_000),
                after(4_000),
                after(8_000),
                after(16_000),
                RetryDecision::Stop {
                    reason: StopReason::Exhausted
                },
            ]
        );
        assert_eq!(backoff_ms(u32::MAX), MAX_WAIT_MS);
    }

    #[test]
    fn jitter_stays_within_a_fifth() {
        let with = |jitter| decide(answered(503), jitter);
        assert_eq!(with(0), RetryDecision::After { ms: 800 });
        assert_eq!(with(u32::MAX), RetryDecision::After { ms: 1_200 });
    }

    #[test]
    fn the_backend_is_never_asked_too_early() {
        let with = |retry_after_ms, jitter| {
            let input = RetryInput {
                retry_after_ms: Some(retry_after_ms),
                ..answered(429)
            };
            decide(input, jitter)
        };
        assert_eq!(with(30_000, 0), RetryDecision::After { ms: 30_000 });
        assert_eq!(with(30_000, u32::MAX), RetryDecision::After { ms: 36_000 });
        assert_eq!(with(0, MIDDLE), RetryDecision::After { ms: 1_000 });
        let RetryDecision::After { ms } = with(u64::MAX, u32::MAX) else {
            panic!("waits")
        };
        assert!(ms > MAX_WAIT_MS);
    }
}
