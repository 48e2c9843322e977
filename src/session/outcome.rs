//! How a session ends.

use std::fmt;

use serde::{Deserialize, Serialize};

use crate::callback::{ExitError, ExitStage, LinkId};

/// The one outcome of a session, told under the same id until the app has acknowledged it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct Outcome {
    /// Stable: the session's id, a dot, and the sequence. The idempotency key of a report.
    pub id: String,
    /// The session that ended.
    pub session_id: String,
    /// 1 for the outcome that is told, 2 for a success that came after it.
    pub sequence: u32,
    /// What happened.
    pub ending: Ending,
}

impl Outcome {
    pub(super) fn new(session_id: String, sequence: u32, ending: Ending) -> Self {
        Self {
            id: Self::id_of(&session_id, sequence),
            session_id,
            sequence,
            ending,
        }
    }

    pub(super) fn id_of(session_id: &str, sequence: u32) -> String {
        format!("{session_id}.{sequence}")
    }

    pub(super) fn is_connected(&self) -> bool {
        matches!(self.ending, Ending::Connected { .. })
    }

    /// The success as one that came after another ending.
    pub(super) fn into_late(self) -> Self {
        let mut late = Self::new(self.session_id, 2, self.ending);
        if let Ending::Connected { late, .. } = &mut late.ending {
            *late = true;
        }
        late
    }
}

/// What happened.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum Ending {
    /// The user connected an account (or repaired a link).
    Connected {
        /// The link. Have your backend verify it: a callback can be forged.
        link: LinkId,
        /// Belvo's institution name, where known.
        institution: Option<String>,
        /// The success came after an exit, or was found by asking the backend.
        late: bool,
        /// Update mode only: another link than the one that was to be repaired.
        other_link: bool,
    },
    /// The user left.
    Exited {
        /// How far the user had come.
        stage: ExitStage,
        /// The last error the user met.
        error: Option<ExitError>,
        /// Who closed.
        source: ExitSource,
    },
    /// It cannot go on without help.
    Failed {
        /// Why.
        reason: FailReason,
    },
}

/// Who closed the session.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum ExitSource {
    /// The widget's own exit.
    Widget,
    /// The back button or gesture.
    Back,
    /// The close button around the widget.
    CloseButton,
    /// The sheet was swiped away.
    Swipe,
    /// The app closed the view.
    Host,
}

/// Why a session cannot go on without help.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum FailReason {
    /// The app's backend refused a token: sign the user in again, or look at the backend's log.
    TokenRefused,
    /// The widget refused a second token as well: look at the keys and the environment.
    TokenRejected,
    /// The token belongs to the other environment: app and backend are configured apart.
    EnvironmentMismatch,
    /// The token was minted for callback URLs no web engine delivers: fix the backend's setting.
    UndeliverableCallbacks,
    /// The phone has no usable webview: ask the user to enable or update it.
    WebviewMissing,
}

impl FailReason {
    /// The stable name, as in vectors.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::TokenRefused => "token_refused",
            Self::TokenRejected => "token_rejected",
            Self::EnvironmentMismatch => "environment_mismatch",
            Self::UndeliverableCallbacks => "undeliverable_callbacks",
            Self::WebviewMissing => "webview_missing",
        }
    }
}

impl ExitSource {
    /// The stable name, as in vectors.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Widget => "widget",
            Self::Back => "back",
            Self::CloseButton => "close_button",
            Self::Swipe => "swipe",
            Self::Host => "host",
        }
    }
}

impl Ending {
    /// The stable name, as in vectors.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Connected { .. } => "connected",
            Self::Exited { .. } => "exited",
            Self::Failed { .. } => "failed",
        }
    }
}

/// Without the institution: beside a link or an error it says where somebody banks.
impl fmt::Debug for Ending {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Connected {
                link,
                late,
                other_link,
                ..
            } => f
                .debug_struct("Connected")
                .field("link", link)
                .field("late", late)
                .field("other_link", other_link)
                .finish_non_exhaustive(),
            Self::Exited {
                stage,
                error,
                source,
            } => f
                .debug_struct("Exited")
                .field("stage", stage)
                .field("code", &error.as_ref().map(|error| &error.code))
                .field("source", source)
                .finish(),
            Self::Failed { reason } => f.debug_struct("Failed").field("reason", reason).finish(),
        }
    }
}
