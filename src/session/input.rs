//! An event, understood: what the transition table matches on.

use std::sync::Arc;

use super::event::{LoadProblem, TokenProblem};
use super::outcome::ExitSource;
use crate::callback::{CallbackUrls, ErrorCode, ExitError, LinkId, WarningCode};
use crate::navigation::Otherwise;
use crate::private_text::PrivateText;
use crate::widget::AccessToken;

/// One thing that happened, with stale answers, foreign links and untrusted frames sorted out.
#[derive(Debug)]
pub(super) enum Input {
    Start,
    /// The first event after a restore.
    Wake,
    Token {
        token: Arc<AccessToken>,
        callback_urls: Option<CallbackUrls>,
    },
    NoToken(TokenProblem),
    PageShown,
    LoadFailed(LoadProblem),
    RendererGone,
    WebviewReplaced,
    Success {
        link: LinkId,
        institution: Option<String>,
    },
    Exit {
        error: Option<ExitError>,
        institution_chosen: bool,
    },
    TokenRejected,
    WidgetError {
        code: ErrorCode,
        error: ExitError,
    },
    WidgetWarning(WarningCode),
    /// To the bank's app or page.
    Leave(WayOut),
    /// The page itself went on to another page.
    Moved,
    OutsideFailed(Otherwise),
    Returned,
    Offline,
    Online,
    /// Back, and the webview has a page to go back to.
    BackInWidget,
    Leaving(ExitSource),
    CloseConfirmed,
    CloseDeclined,
    Dismissed(ExitSource),
    Retry,
    SlowTimer,
    LoadTimer,
    GraceTimer,
    LateTimer,
    ReturnTimer,
    RecordTimer,
    LateLink {
        link: LinkId,
        institution: Option<String>,
    },
    NoLateLink,
    Recorded,
    RecordFailed,
    /// Answer to the record of a success that came after the outcome.
    LateRecorded {
        durable: bool,
    },
}

/// A link to open outside.
#[derive(Debug)]
pub(super) struct WayOut {
    pub(super) url: PrivateText,
    pub(super) app_only: bool,
    /// What to do when nothing takes it.
    pub(super) otherwise: Otherwise,
}

impl Input {
    /// The stable name, as in the timeline and the diagram.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Start => "start",
            Self::Wake => "wake",
            Self::Token { .. } => "token",
            Self::NoToken(_) => "no_token",
            Self::PageShown => "page_shown",
            Self::LoadFailed(_) => "load_failed",
            Self::RendererGone => "renderer_gone",
            Self::WebviewReplaced => "webview_replaced",
            Self::Success { .. } => "success",
            Self::Exit { .. } => "exit",
            Self::TokenRejected => "token_rejected",
            Self::WidgetError { .. } => "widget_error",
            Self::WidgetWarning(_) => "widget_warning",
            Self::Leave(_) => "leave",
            Self::Moved => "moved",
            Self::OutsideFailed(_) => "outside_failed",
            Self::Returned => "returned",
            Self::Offline => "offline",
            Self::Online => "online",
            Self::BackInWidget => "back_in_widget",
            Self::Leaving(_) => "close",
            Self::CloseConfirmed => "close_confirmed",
            Self::CloseDeclined => "close_declined",
            Self::Dismissed(_) => "dismissed",
            Self::Retry => "retry",
            Self::SlowTimer => "slow_timer",
            Self::LoadTimer => "load_timer",
            Self::GraceTimer => "grace_timer",
            Self::LateTimer => "late_timer",
            Self::ReturnTimer => "return_timer",
            Self::RecordTimer => "record_timer",
            Self::LateLink { .. } => "late_link",
            Self::NoLateLink => "no_late_link",
            Self::Recorded => "recorded",
            Self::RecordFailed => "record_failed",
            Self::LateRecorded { .. } => "late_recorded",
        }
    }

    /// The kind of the callback, if the widget said it: after the end it is a duplicate.
    pub(super) fn callback_kind(&self) -> Option<&'static str> {
        Some(match self {
            Self::Success { .. } => "success",
            Self::Exit { .. } => "exit",
            Self::TokenRejected | Self::WidgetError { .. } => "error",
            Self::WidgetWarning(_) => "warning",
            _ => return None,
        })
    }
}
