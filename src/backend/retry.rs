//! Whether and when to send a request again: arithmetic, so that every host waits alike.

/// What is known about the last try.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
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
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
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
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum StopReason {
    /// An answer came (any 2xx).
    Answered,
    /// The backend says no (any other 4xx): the same request would be refused again.
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

/// Decides. `jitter` is any random number: it spreads the wait evenly over ±20 %, so that phones that
/// lost the same backend do not come back together. A wait that the backend asked for is never cut
/// short, only made up to 20 % longer.
#[cfg_attr(feature = "ffi", uniffi::export(name = "decide_retry"))]
#[must_use]
pub fn decide(input: RetryInput, jitter: u32) -> RetryDecision {
    let stop = |reason| RetryDecision::Stop { reason };
    match input.status {
        Some(200..=299) => return stop(StopReason::Answered),
        // The backend says itself that it did not act, so any request may come again.
        Some(408 | 409 | 425 | 429 | 503) => {}
        Some(400..=499) => return stop(StopReason::Refused),
        Some(500..=599) if !input.is_idempotent => return stop(StopReason::OutcomeUnknown),
        Some(500..=599) => {}
        Some(_) => return stop(StopReason::NotTheContract),
        None if input.was_sent && !input.is_idempotent => {
            return stop(StopReason::OutcomeUnknown);
        }
        None => {}
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
            (
                &[400, 401, 403, 404, 410, 422, 499],
                Some(StopReason::Refused),
            ),
            (
                &[0, 100, 199, 300, 302, 307, 600, u16::MAX],
                Some(StopReason::NotTheContract),
            ),
        ] {
            for status in statuses {
                assert_eq!(reason(answered(*status)), expected, "{status}");
            }
        }
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
