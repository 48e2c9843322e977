//! Where a session is.

use serde::{Deserialize, Serialize};

/// Where a session is. Apps watch it; only the transition table changes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum Phase {
    /// Not started.
    Idle,
    /// Waiting for a token.
    FetchingToken,
    /// The webview loads the widget.
    Loading,
    /// The user is in the widget.
    Open,
    /// The user is in the bank's app or in the browser.
    Outside,
    /// A problem is shown; the user may try again.
    Recovering,
    /// The user is asked whether to leave.
    ConfirmingClose,
    /// Asking the backend whether a link was made.
    Reconciling,
    /// The outcome is being written to disk.
    Recording,
    /// The outcome was told.
    Finished,
}

impl Phase {
    /// Every phase, in the order of a session's life.
    pub const ALL: [Self; 10] = [
        Self::Idle,
        Self::FetchingToken,
        Self::Loading,
        Self::Open,
        Self::Outside,
        Self::Recovering,
        Self::ConfirmingClose,
        Self::Reconciling,
        Self::Recording,
        Self::Finished,
    ];

    /// Started, and no ending is in sight yet.
    pub(super) fn is_live(self) -> bool {
        self == Self::FetchingToken || self.has_page()
    }

    /// The webview's turn, and no ending is in sight yet.
    pub(super) fn has_page(self) -> bool {
        matches!(
            self,
            Self::Loading | Self::Open | Self::Outside | Self::Recovering | Self::ConfirmingClose
        )
    }

    /// The stable name, as in vectors.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Idle => "idle",
            Self::FetchingToken => "fetching_token",
            Self::Loading => "loading",
            Self::Open => "open",
            Self::Outside => "outside",
            Self::Recovering => "recovering",
            Self::ConfirmingClose => "confirming_close",
            Self::Reconciling => "reconciling",
            Self::Recording => "recording",
            Self::Finished => "finished",
        }
    }
}
