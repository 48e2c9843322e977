//! What a status means: read in one place, so that the error a host sees and the retry it computes cannot disagree.

/// The classes of the contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StatusClass {
    /// 2xx.
    Success,
    /// 401: the app's own session is over; the same request works after signing in again.
    Unauthorized,
    /// Any other 4xx but 407: no, and no the next time.
    Refused,
    /// Not now, and the backend says that it did not act: 408, 409, 425, 429, 503.
    NotNow,
    /// Not now, and nobody knows whether it acted: any other 5xx.
    Failed,
    /// A redirect, no HTTP status at all, or 407, which only a proxy says (RFC 9110 §15.5.8).
    NotTheContract,
}

impl StatusClass {
    pub(super) fn of(status: u16) -> Self {
        match status {
            200..=299 => Self::Success,
            401 => Self::Unauthorized,
            408 | 409 | 425 | 429 | 503 => Self::NotNow,
            407 => Self::NotTheContract,
            400..=499 => Self::Refused,
            500..=599 => Self::Failed,
            _ => Self::NotTheContract,
        }
    }
}
