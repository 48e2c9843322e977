//! What a host tells the session.

use std::fmt;
use std::sync::Arc;

use crate::callback::{CallbackUrls, LinkId};
use crate::navigation::Navigation;
use crate::private_text::PrivateText;
use crate::widget::AccessToken;

/// Something that happened. An answer carries the `id` of the effect that asked for it; an answer
/// with a stale id is noted and ignored.
#[derive(Clone, PartialEq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum Event {
    /// Begin, or go on after a restore.
    Start,
    /// Answer to `RequestToken`.
    TokenReceived {
        /// Of the effect.
        id: u64,
        /// The widget's token.
        token: Arc<AccessToken>,
        /// The callback URLs the token was minted for, where the backend names them: these are in force.
        callback_urls: Option<CallbackUrls>,
    },
    /// Answer to `RequestToken`.
    TokenFailed {
        /// Of the effect.
        id: u64,
        /// What went wrong.
        problem: TokenProblem,
    },
    /// The webview shows the page it was last told to load (page finished, or first paint). Never for
    /// the engine's own error page.
    PageShown,
    /// The main document could not be loaded. Never for images, scripts or iframes, nor for a
    /// navigation that was cancelled on our word.
    LoadFailed {
        /// What went wrong.
        problem: LoadProblem,
    },
    /// The webview's renderer process died.
    RendererGone,
    /// The view has another webview than before (it was rotated, or taken away and brought back): what the earlier one
    /// showed is gone. Not for one made anew on the word of `Reload`.
    WebviewReplaced,
    /// The webview asks where to go. Answered first of all by `Effect::AnswerNavigation`.
    Navigation {
        /// The navigation.
        navigation: Navigation,
    },
    /// The page posted a message.
    PageMessage {
        /// The string it posted.
        message: PrivateText,
    },
    /// The operating system delivered a link. Answered by `Effect::AnswerDeepLink`.
    DeepLink {
        /// The link.
        url: PrivateText,
    },
    /// Answer to `OpenOutside`: an app or the browser took it.
    OutsideOpened {
        /// Of the effect.
        id: u64,
    },
    /// Answer to `OpenOutside`: nothing took it.
    OutsideFailed {
        /// Of the effect.
        id: u64,
    },
    /// The app is in front again.
    Returned,
    /// The network came or went.
    Connectivity {
        /// Whether there is a network.
        online: bool,
    },
    /// The back button or gesture.
    Back {
        /// Whether the webview has a page to go back to.
        can_go_back: bool,
    },
    /// The close button around the widget.
    CloseRequested,
    /// Answer to `AskToClose`: yes.
    CloseConfirmed,
    /// Answer to `AskToClose`: no.
    CloseDeclined,
    /// The view is gone.
    Dismissed {
        /// Who dismissed it.
        by: DismissedBy,
    },
    /// The user pressed "try again".
    Retry,
    /// A timer of `SetTimer` fired.
    TimerFired {
        /// Of the effect.
        id: u64,
    },
    /// Answer to `CheckLateLink`.
    LateLinkFound {
        /// Of the effect.
        id: u64,
        /// The link this session made.
        link: LinkId,
        /// Belvo's institution name.
        institution: Option<String>,
    },
    /// Answer to `CheckLateLink`: the session made no link so far.
    LateLinkAbsent {
        /// Of the effect.
        id: u64,
    },
    /// Answer to `CheckLateLink`: the backend could not be asked.
    LateCheckFailed {
        /// Of the effect.
        id: u64,
    },
    /// Answer to `Record`: it is on disk.
    Recorded {
        /// Of the effect.
        id: u64,
    },
    /// Answer to `Record`: it could not be written.
    RecordFailed {
        /// Of the effect.
        id: u64,
    },
    /// Answer to `Report`: the backend has it.
    Reported {
        /// Of the effect.
        id: u64,
    },
    /// Answer to `Report`: not yet; the outbox goes on.
    ReportFailed {
        /// Of the effect.
        id: u64,
    },
    /// The app has taken the outcome; it need not be told again.
    Acknowledged {
        /// Of the outcome.
        outcome_id: String,
    },
}

/// The stable name, as in vectors: links, messages and tokens stay out.
impl fmt::Debug for Event {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Event {
    /// The stable name, as in vectors.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::TokenReceived { .. } => "token_received",
            Self::TokenFailed { .. } => "token_failed",
            Self::PageShown => "page_shown",
            Self::LoadFailed { .. } => "load_failed",
            Self::RendererGone => "renderer_gone",
            Self::WebviewReplaced => "webview_replaced",
            Self::Navigation { .. } => "navigation",
            Self::PageMessage { .. } => "page_message",
            Self::DeepLink { .. } => "deep_link",
            Self::OutsideOpened { .. } => "outside_opened",
            Self::OutsideFailed { .. } => "outside_failed",
            Self::Returned => "returned",
            Self::Connectivity { .. } => "connectivity",
            Self::Back { .. } => "back",
            Self::CloseRequested => "close_requested",
            Self::CloseConfirmed => "close_confirmed",
            Self::CloseDeclined => "close_declined",
            Self::Dismissed { .. } => "dismissed",
            Self::Retry => "retry",
            Self::TimerFired { .. } => "timer_fired",
            Self::LateLinkFound { .. } => "late_link_found",
            Self::LateLinkAbsent { .. } => "late_link_absent",
            Self::LateCheckFailed { .. } => "late_check_failed",
            Self::Recorded { .. } => "recorded",
            Self::RecordFailed { .. } => "record_failed",
            Self::Reported { .. } => "reported",
            Self::ReportFailed { .. } => "report_failed",
            Self::Acknowledged { .. } => "acknowledged",
        }
    }
}

/// Who dismissed the view.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum DismissedBy {
    /// The user swiped the sheet away.
    Swipe,
    /// The app removed it.
    Host,
}

/// Why no token came.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum TokenProblem {
    /// There is no network.
    Offline,
    /// The connection cannot be trusted.
    Tls,
    /// The backend took too long.
    TimedOut,
    /// The backend failed.
    Server,
    /// The app's own session is over: sign the user in, and retrying helps.
    SignIn,
    /// The backend refused: retrying will not help.
    Refused,
    /// The answer could not be read.
    Malformed,
}

/// Why the main document did not load.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum LoadProblem {
    /// There is no network.
    Offline,
    /// The host name was not found.
    Dns,
    /// The connection is not secure.
    Tls,
    /// It took too long.
    TimedOut,
    /// The server answered with an error.
    HttpStatus {
        /// The status, 400 to 599.
        status: u16,
    },
    /// The phone has no usable webview.
    WebviewMissing,
    /// The webview or the system refused the page.
    Blocked,
}

impl LoadProblem {
    /// The widget's host does not take the token.
    pub(super) fn refuses_token(self) -> bool {
        matches!(
            self,
            Self::HttpStatus {
                status: 401 | 403 | 410
            }
        )
    }
}
