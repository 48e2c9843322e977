//! What the app reports when a session has ended.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::callback::{ExitStage, LinkId};

/// The body of a report: the session's outcome without the widget's texts. Hosts fill it from the
/// session's own outcome; the backend reads it with the same type.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OutcomeReport {
    /// The session that ended.
    pub session_id: String,
    /// 1 for the outcome that was told, 2 for a success that came after it.
    pub sequence: u32,
    /// What happened.
    pub ending: ReportedEnding,
}

impl OutcomeReport {
    /// The outcome's id, as the session makes it: the session's id, a dot, the sequence. The
    /// idempotency key.
    #[must_use]
    pub fn id(&self) -> String {
        format!("{}.{}", self.session_id, self.sequence)
    }
}

/// What happened, as the phone saw it: a claim for the backend to verify, since a callback can be
/// forged. `Debug` hides the bank.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum ReportedEnding {
    /// The user connected an account, or repaired a link.
    Connected {
        /// The link.
        link: LinkId,
        /// Belvo's institution name, where known.
        institution: Option<String>,
        /// The success came after an exit, or was found by asking the backend.
        late: bool,
        /// Update mode only: another link than the one to be repaired.
        other_link: bool,
    },
    /// The user left.
    Exited {
        /// How far the user had come.
        stage: ExitStage,
        /// Code of the last error the user met. Its text stays on the phone: it may name a person.
        error_code: Option<String>,
        /// Who closed: the session's stable name (`widget`, `back`, `close_button`, `swipe`, `host`).
        source: String,
    },
    /// It could not go on.
    Failed {
        /// Why: the session's stable name, such as `token_refused`.
        reason: String,
    },
}

impl fmt::Debug for ReportedEnding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Connected {
                link,
                institution: _,
                late,
                other_link,
            } => f
                .debug_struct("Connected")
                .field("link", link)
                .field("late", late)
                .field("other_link", other_link)
                .finish_non_exhaustive(),
            Self::Exited {
                stage,
                error_code,
                source,
            } => f
                .debug_struct("Exited")
                .field("stage", stage)
                .field("error_code", error_code)
                .field("source", source)
                .finish(),
            Self::Failed { reason } => f.debug_struct("Failed").field("reason", reason).finish(),
        }
    }
}
