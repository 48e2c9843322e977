//! Why a request has no answer.

use crate::backend::{BackendError, UnreadableReason};

/// Safe to log: holds no URL, header or body. As a [`BackendError`] it says whether anything was sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TransportError {
    /// Plain http to another machine. Nothing was sent, nor will be: use https.
    #[error("the request is not https, and its host is not this machine; nothing was sent")]
    NotHttps,
    /// The URL or a header is none. Nothing was sent: fix the base URL or the authentication header.
    #[error("the request's URL or one of its headers cannot be sent; nothing was")]
    Unusable,
    /// The system has no root certificates. Nothing was sent: install them (Debian: `ca-certificates`).
    #[error("this system has no root certificates, so https cannot be trusted; nothing was sent")]
    NoRoots,
    /// The other side's certificate or TLS is not to be trusted. Nothing was sent: look at the certificate, and at
    /// the clock.
    #[error("the backend's certificate or TLS was not accepted; nothing was sent")]
    NotTrusted,
    /// No connection came about: no network, no such name, nobody listens. Nothing was sent.
    #[error("the backend was not reached; nothing was sent")]
    Unreachable,
    /// The request may have been sent, and no whole answer came in time.
    #[error("no whole answer came in time")]
    TimedOut,
    /// The request may have been sent, and the connection broke.
    #[error("the connection broke before the whole answer was there")]
    Broken,
}

impl TransportError {
    /// Whether any byte of the request may have left.
    #[must_use]
    pub fn was_sent(self) -> bool {
        matches!(self, Self::TimedOut | Self::Broken)
    }
}

impl From<TransportError> for BackendError {
    fn from(error: TransportError) -> Self {
        match error {
            // Waiting does not help: the base URL is wrong, and so there is no HTTP status.
            TransportError::NotHttps | TransportError::Unusable => Self::Unreadable {
                reason: UnreadableReason::Status,
                request_id: None,
            },
            TransportError::NoRoots | TransportError::NotTrusted => Self::NotTrusted,
            TransportError::Unreachable => Self::Offline,
            TransportError::TimedOut | TransportError::Broken => Self::TimedOut,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_trusted_is_not_offline() {
        for error in [TransportError::NoRoots, TransportError::NotTrusted] {
            assert_eq!(BackendError::from(error), BackendError::NotTrusted);
        }
        assert_eq!(
            BackendError::from(TransportError::Unreachable),
            BackendError::Offline
        );
    }

    #[test]
    fn what_may_have_been_sent_is_never_called_offline() {
        for error in [
            TransportError::NotHttps,
            TransportError::Unusable,
            TransportError::NoRoots,
            TransportError::NotTrusted,
            TransportError::Unreachable,
            TransportError::TimedOut,
            TransportError::Broken,
        ] {
            let timed_out = BackendError::from(error) == BackendError::TimedOut;
            assert_eq!(timed_out, error.was_sent(), "{error:?}");
        }
    }
}
