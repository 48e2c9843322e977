//! What becomes of a reported outcome in the outbox.

use crate::backend::BackendError;
use crate::outbox::{Outbox, OutboxError, Store};

/// What the outbox has to hear about a report.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum ReportFate {
    /// The backend has it: it may go from the disk.
    Acknowledged,
    /// The backend says no, and would again: it is kept where someone sees it, and no longer sent.
    Refused {
        /// The status.
        status: u16,
    },
    /// Not yet: it stays, and is sent again later under the same key.
    Pending {
        /// The app's own session is over: sign the user in first.
        sign_in: bool,
        /// The backend asks to be left alone with it for so many milliseconds from now. Other outcomes may go.
        after_ms: Option<u64>,
    },
}

impl ReportFate {
    /// Not yet, and nothing is known that would help.
    pub const LATER: Self = Self::Pending {
        sign_in: false,
        after_ms: None,
    };

    /// Of a report that was not taken.
    pub(super) fn of(error: &BackendError) -> Self {
        match error {
            BackendError::Refused { status, .. } => Self::Refused { status: *status },
            BackendError::Unauthorized { .. } => Self::Pending {
                sign_in: true,
                after_ms: None,
            },
            BackendError::Unavailable { retry_after_ms, .. } => Self::Pending {
                sign_in: false,
                after_ms: *retry_after_ms,
            },
            // Something between the app and its backend answered: what was to be sent counts as not sent.
            BackendError::Unreadable { .. }
            | BackendError::Offline
            | BackendError::NotTrusted
            | BackendError::TimedOut => Self::LATER,
        }
    }

    /// Tells the outbox. Answers whether there was such an entry.
    ///
    /// # Errors
    /// [`OutboxError::Store`]: the entry stays pending, and is sent again under the same key.
    pub fn settle<S: Store>(
        self,
        outbox: &mut Outbox<S>,
        outcome_id: &str,
    ) -> Result<bool, OutboxError> {
        match self {
            Self::Acknowledged => outbox.acknowledged(outcome_id),
            Self::Refused { status } => outbox.refused(outcome_id, status),
            Self::Pending { .. } => Ok(outbox.failed(outcome_id)),
        }
    }
}
