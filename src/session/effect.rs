//! What the session asks of a host.

use std::fmt;
use std::sync::Arc;

use super::Mode;
use super::diagnostic::Diagnostic;
use super::event::{LoadProblem, TokenProblem};
use super::outcome::Outcome;
use crate::callback::{CallbackUrls, ErrorCode, WarningCode};
use crate::private_text::PrivateText;
use crate::widget::StartUrl;

/// Something to do, in the order given. One with an `id` expects an answer under that id.
#[derive(Clone, PartialEq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum Effect {
    /// The answer to `Event::Navigation`: the first effect, exactly once.
    AnswerNavigation {
        /// Whether the webview may load it.
        allow: bool,
    },
    /// The answer to `Event::DeepLink`: the first effect, exactly once.
    AnswerDeepLink {
        /// What became of it.
        verdict: DeepLinkVerdict,
    },
    /// Ask the app's backend for a token. Answer: `TokenReceived`, `TokenFailed`; always one of them,
    /// so give the request a timeout.
    RequestToken {
        /// For the answer.
        id: u64,
        /// This session.
        session_id: String,
        /// A new link, or one to repair.
        mode: Mode,
        /// What to mint it for.
        callback_urls: CallbackUrls,
    },
    /// Load the widget. Answer: `PageShown`, `LoadFailed`.
    Load {
        /// Holds the token.
        url: Arc<StartUrl>,
    },
    /// Load the widget anew in the same session, and clear the webview's history: its first page
    /// holds the token before. Answer: as for `Load`.
    Reload {
        /// Holds the token.
        url: Arc<StartUrl>,
        /// The webview itself must be made anew: its renderer died.
        rebuild: bool,
    },
    /// Load this page in the webview: no app claimed the link.
    LoadPage {
        /// An https page.
        url: PrivateText,
    },
    /// Cover the webview.
    ShowLoading {
        /// What to say.
        stage: LoadingStage,
    },
    /// Uncover the webview.
    ShowContent,
    /// Cover the webview with a problem.
    ShowProblem {
        /// What is wrong.
        problem: Problem,
        /// What the user can do; closing is always possible.
        can_retry: bool,
    },
    /// Tell the user something; the widget stays usable.
    ShowNotice {
        /// What.
        notice: Notice,
    },
    /// Open a link in the system. Answer: `OutsideOpened`, `OutsideFailed`.
    OpenOutside {
        /// For the answer.
        id: u64,
        /// The link.
        url: PrivateText,
        /// Only in an app that claims it, never in the browser.
        app_only: bool,
    },
    /// Go back one page in the webview.
    GoBack,
    /// Ask the user whether to leave. Answer: `CloseConfirmed`, `CloseDeclined`.
    AskToClose,
    /// Send `TimerFired` after a while.
    SetTimer {
        /// For the answer.
        id: u64,
        /// What it is for.
        timer: Timer,
        /// Milliseconds from now.
        after_ms: u64,
    },
    /// Ask the app's backend whether this session made a link. Answer: `LateLinkFound`, `LateLinkAbsent`, `LateCheckFailed`.
    CheckLateLink {
        /// For the answer.
        id: u64,
        /// This session.
        session_id: String,
    },
    /// Write the outcome to disk. Answer: `Recorded`, `RecordFailed`.
    Record {
        /// For the answer.
        id: u64,
        /// What to write.
        outcome: Outcome,
    },
    /// Send the outcome to the app's backend. Answer: `Reported`, `ReportFailed`.
    Report {
        /// For the answer.
        id: u64,
        /// What to send; its id is the idempotency key.
        outcome: Outcome,
    },
    /// Tell the app, and close the view. Once per process.
    Finish {
        /// What happened.
        outcome: Outcome,
        /// Whether it is on disk.
        durable: bool,
    },
    /// Something for developers; never shown to users, safe to log.
    Diagnose {
        /// What.
        diagnostic: Diagnostic,
    },
}

/// What became of a link from the operating system. Never an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum DeepLinkVerdict {
    /// The session took it.
    Handled,
    /// It belongs to the app, or to another session.
    NotMine,
    /// It is a callback, but no session is running.
    NoSession,
    /// The session has heard it already, or has ended.
    Duplicate,
}

/// What the user waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum LoadingStage {
    /// The widget.
    Opening,
    /// The widget, and it takes long.
    Slow,
    /// Whether a link was made before the app was closed.
    Resuming,
    /// The end.
    Closing,
}

/// What keeps the widget from being shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum Problem {
    /// No token came.
    Token {
        /// Why.
        problem: TokenProblem,
    },
    /// The page did not load.
    Load {
        /// Why.
        problem: LoadProblem,
    },
    /// The renderer died again.
    RendererGone,
}

/// Something to tell the user while the widget stays usable.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum Notice {
    /// The widget reported an error that does not end the session.
    WidgetError {
        /// Which.
        code: ErrorCode,
    },
    /// The widget warned.
    WidgetWarning {
        /// Of what.
        code: WarningCode,
    },
    /// The user came back from the bank without finishing there.
    ReturnToBank,
    /// The bank's app is not installed.
    AppMissing,
    /// The bank refused the session for its own reasons; no callback will come.
    BankRefused,
    /// The network is gone.
    Offline,
}

/// What a timer is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum Timer {
    /// Loading takes long.
    Slow,
    /// Loading took too long.
    LoadTimeout,
    /// A success may still follow an exit.
    ExitGrace,
    /// The late check took too long.
    LateCheck,
    /// A callback may still follow the return from the bank.
    Return,
    /// The disk took too long.
    Record,
}

/// As in the timeline: links, URLs and tokens stay out.
impl fmt::Debug for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.summary())
    }
}

impl Effect {
    pub(super) fn is_answer(&self) -> bool {
        matches!(
            self,
            Self::AnswerNavigation { .. } | Self::AnswerDeepLink { .. }
        )
    }

    /// A stable name and what is safe to say about it, for the timeline.
    pub(super) fn summary(&self) -> String {
        match self {
            Self::AnswerNavigation { allow } => format!("answer_navigation allow={allow}"),
            Self::AnswerDeepLink { verdict } => format!("answer_deep_link {verdict:?}"),
            Self::RequestToken { id, .. } => format!("request_token #{id}"),
            Self::Load { .. } => "load".to_owned(),
            Self::Reload { rebuild, .. } => format!("reload rebuild={rebuild}"),
            Self::LoadPage { .. } => "load_page".to_owned(),
            Self::ShowLoading { stage } => format!("show_loading {stage:?}"),
            Self::ShowContent => "show_content".to_owned(),
            Self::ShowProblem { problem, .. } => format!("show_problem {problem:?}"),
            Self::ShowNotice { notice } => format!("show_notice {}", notice.name()),
            Self::OpenOutside { id, app_only, .. } => {
                format!("open_outside #{id} app_only={app_only}")
            }
            Self::GoBack => "go_back".to_owned(),
            Self::AskToClose => "ask_to_close".to_owned(),
            Self::SetTimer {
                id,
                timer,
                after_ms,
            } => format!("set_timer #{id} {timer:?} {after_ms} ms"),
            Self::CheckLateLink { id, .. } => format!("check_late_link #{id}"),
            Self::Record { id, outcome } => format!("record #{id} {}", outcome.ending.name()),
            Self::Report { id, outcome } => format!("report #{id} {}", outcome.ending.name()),
            Self::Finish { outcome, durable } => {
                format!("finish {} durable={durable}", outcome.ending.name())
            }
            Self::Diagnose { diagnostic } => format!("diagnose {}", diagnostic.name()),
        }
    }
}

impl Notice {
    /// The stable name, as in vectors.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::WidgetError { .. } => "widget_error",
            Self::WidgetWarning { .. } => "widget_warning",
            Self::ReturnToBank => "return_to_bank",
            Self::AppMissing => "app_missing",
            Self::BankRefused => "bank_refused",
            Self::Offline => "offline",
        }
    }
}

impl Timer {
    /// The stable name, as in vectors.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Slow => "slow",
            Self::LoadTimeout => "load_timeout",
            Self::ExitGrace => "exit_grace",
            Self::LateCheck => "late_check",
            Self::Return => "return",
            Self::Record => "record",
        }
    }
}
