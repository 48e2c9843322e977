//! What the webview should do with a navigation.

use std::fmt;

use super::redact::{CodeOnly, Redacted};
use crate::callback::Callback;
use crate::private_text::PrivateText;

/// The answer to one navigation. Everything but [`Decision::Allow`] cancels it in the webview.
#[derive(Clone, PartialEq, Eq)]
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
        url: PrivateText,
    },
    /// Open it if an app claims the link, never in the browser.
    TryApp {
        /// The target, safe to hand to the system.
        url: PrivateText,
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
#[derive(Clone, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum Otherwise {
    /// Load this https page in the webview. Where the engine asks about the host's own loads too
    /// (`WKWebView` does), let this one pass unasked, or the same answer comes for ever.
    Load {
        /// The page.
        url: PrivateText,
    },
    /// Nothing can stand in; tell the user that the app is not installed.
    Nothing,
}

/// Why an allowed navigation is worth a report.
#[derive(Clone, PartialEq, Eq)]
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

impl BlockReason {
    /// The stable name, as in vectors.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::DangerousScheme => "dangerous_scheme",
            Self::InlineDocument => "inline_document",
            Self::InsecureHttp => "insecure_http",
            Self::HostNotAllowed => "host_not_allowed",
            Self::SubFrameOutside => "sub_frame_outside",
            Self::Malformed => "malformed",
            Self::UnusableIntent => "unusable_intent",
        }
    }
}

/// Shows scheme and host of a URL only: the rest can hold tokens and personal data.
impl fmt::Debug for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Allow { note } => f.debug_struct("Allow").field("note", note).finish(),
            Self::Callback { callback, trusted } => f
                .debug_struct("Callback")
                .field("callback", callback)
                .field("trusted", trusted)
                .finish(),
            Self::OpenOutside { url } => f
                .debug_struct("OpenOutside")
                .field("url", &Redacted(url.as_str()))
                .finish(),
            Self::TryApp { url, otherwise } => f
                .debug_struct("TryApp")
                .field("url", &Redacted(url.as_str()))
                .field("otherwise", otherwise)
                .finish(),
            Self::Block { reason } => f.debug_struct("Block").field("reason", reason).finish(),
        }
    }
}

/// Shows scheme and host of the page only.
impl fmt::Debug for Otherwise {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Load { url } => f
                .debug_struct("Load")
                .field("url", &Redacted(url.as_str()))
                .finish(),
            Self::Nothing => f.write_str("Nothing"),
        }
    }
}

/// Shows the description only if it is a code: a bank's prose may name people.
impl fmt::Debug for AllowNote {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::ForeignHost { host } => {
                f.debug_struct("ForeignHost").field("host", host).finish()
            }
            Self::Refused { description } => f
                .debug_struct("Refused")
                .field("description", &CodeOnly(description))
                .finish(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_shows_neither_query_nor_fragment() {
        for (decision, shown) in [
            (
                Decision::TryApp {
                    url: "https://bank.example/consent?SECRET".into(),
                    otherwise: Otherwise::Load {
                        url: "https://bank.example/#SECRET".into(),
                    },
                },
                "TryApp { url: https://bank.example/…, otherwise: Load { url: https://bank.example/… } }",
            ),
            (
                Decision::OpenOutside {
                    url: "mailto:SECRET@example.com".into(),
                },
                "OpenOutside { url: mailto:… }",
            ),
            (
                Decision::Allow {
                    note: Some(AllowNote::Refused {
                        description: "SECRET of Ana".to_owned(),
                    }),
                },
                "Allow { note: Some(Refused { description: (text, 13 bytes) }) }",
            ),
        ] {
            assert_eq!(format!("{decision:?}"), shown);
        }
    }
}
