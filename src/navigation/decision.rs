//! What the webview should do with a navigation.

use crate::callback::Callback;

/// The answer to one navigation. Everything but [`Decision::Allow`] cancels it in the webview.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum Decision {
    /// Let the webview load it.
    Allow {
        /// Something worth a report.
        note: Option<AllowNote>,
    },
    /// It is a callback of the widget: cancel it and hand it to the session.
    Callback {
        /// What it says.
        callback: Callback,
        /// Whether the frame may speak for the widget. An iframe's callback is only reported.
        trusted: bool,
    },
    /// Open it in the system: a phone call, a mail, a store, a bank's app.
    OpenOutside {
        /// The target.
        url: String,
    },
    /// Open it if an app claims the link, never in the browser.
    TryApp {
        /// The target, safe to hand to the system.
        url: String,
        /// What to do when no app claims it.
        otherwise: Otherwise,
    },
    /// Do not load it.
    Block {
        /// Why.
        reason: BlockReason,
    },
}

/// What to do when no app claims a link.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum Otherwise {
    /// Load this https page in the webview.
    Load {
        /// The page.
        url: String,
    },
    /// Nothing can stand in; tell the user that the app is not installed.
    Nothing,
}

/// Why an allowed navigation is worth a report.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum AllowNote {
    /// An https page outside the widget's hosts: a bank, or drift.
    ForeignHost {
        /// Its host.
        host: String,
    },
    /// The bank's refusal page (open finance). No callback will follow it.
    Refused {
        /// `error_description` of the fragment, such as `risk_analysis_denied`.
        description: String,
    },
}

/// Why a navigation is not loaded.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum BlockReason {
    /// A scheme that runs code or reads files: `javascript:`, `file:`, `content:` and kin.
    DangerousScheme,
    /// `data:` or `blob:` as the whole page.
    InlineDocument,
    /// Plain http as the whole page.
    InsecureHttp,
    /// Strict mode, and the host is not listed.
    HostNotAllowed,
    /// An iframe asked for a page outside; only the page itself or a tap may.
    SubFrameOutside,
    /// Not a URL, or longer than 64 KiB.
    Malformed,
    /// An `intent:` without an app or an https page to go to.
    UnusableIntent,
}
