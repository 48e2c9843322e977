//! What integrators should hear about.

use super::state::Phase;
use crate::callback::{Anomaly, InvalidReason};
use crate::navigation::BlockReason;

/// Something odd that the session survived. Safe to log: no token, no link id, no personal data.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum Diagnostic {
    /// An answer to an effect that is no longer waiting.
    StaleAnswer {
        /// The id it carried.
        id: u64,
    },
    /// An event that means nothing in this phase.
    Ignored {
        /// The phase.
        phase: Phase,
        /// The event's stable name.
        event: String,
    },
    /// The widget spoke again after its last word.
    Duplicate {
        /// The event's stable name.
        event: String,
        /// For a success: whether it names the link that is known already.
        same_link: bool,
    },
    /// A callback came from an iframe, or from a frame the engine does not name.
    UntrustedCallback,
    /// A callback of another session, or without this session's nonce.
    NonceMismatch,
    /// Our scheme, but no documented callback: drift in the widget, or a wrong configuration.
    UnknownCallback {
        /// Host and path.
        location: String,
    },
    /// A broken callback.
    InvalidCallback {
        /// What is wrong.
        reason: InvalidReason,
    },
    /// A callback with something odd about it.
    Anomalies {
        /// What.
        anomalies: Vec<Anomaly>,
    },
    /// A navigation was blocked.
    Blocked {
        /// Why.
        reason: BlockReason,
    },
    /// The webview went to a host outside the widget's.
    ForeignHost {
        /// The host.
        host: String,
    },
    /// The bank's refusal page was shown.
    BankRefused {
        /// Belvo's description, such as `risk_analysis_denied`.
        description: String,
    },
    /// The page reported an error or a warning.
    PageReported {
        /// Its code.
        code: String,
        /// Belvo's id of the request, for their support.
        request_id: Option<String>,
    },
    /// A link came with an error. It is not believed; the backend is asked.
    LinkWithError,
    /// The callback URLs of the token answer do not all bear this session's nonce: what arrives on
    /// those cannot be told from a forgery. Have the backend mint with the URLs it is given.
    NonceNotInForce,
    /// The widget used its built-in `belvowidget://`: the token was minted without callback URLs.
    BuiltInScheme,
    /// A page message that could not be read.
    UnreadableMessage,
    /// The token is already expired by the wall clock: the phone's clock is wrong, the lease alone counts.
    ClockSkew,
    /// Update mode ended with another link than expected.
    OtherLink,
    /// A success came after the outcome was decided; it is recorded and reported.
    LateSuccess,
    /// The outcome could not be written to disk.
    NotDurable,
    /// A report did not reach the backend; the outbox goes on.
    ReportPending,
}

impl Diagnostic {
    /// The stable name, as in vectors.
    #[must_use]
    pub fn name(&self) -> &'static str {
        match self {
            Self::StaleAnswer { .. } => "stale_answer",
            Self::Ignored { .. } => "ignored",
            Self::Duplicate { .. } => "duplicate",
            Self::UntrustedCallback => "untrusted_callback",
            Self::NonceMismatch => "nonce_mismatch",
            Self::UnknownCallback { .. } => "unknown_callback",
            Self::InvalidCallback { .. } => "invalid_callback",
            Self::Anomalies { .. } => "anomalies",
            Self::Blocked { .. } => "blocked",
            Self::ForeignHost { .. } => "foreign_host",
            Self::BankRefused { .. } => "bank_refused",
            Self::PageReported { .. } => "page_reported",
            Self::LinkWithError => "link_with_error",
            Self::NonceNotInForce => "nonce_not_in_force",
            Self::BuiltInScheme => "built_in_scheme",
            Self::UnreadableMessage => "unreadable_message",
            Self::ClockSkew => "clock_skew",
            Self::OtherLink => "other_link",
            Self::LateSuccess => "late_success",
            Self::NotDurable => "not_durable",
            Self::ReportPending => "report_pending",
        }
    }

    /// Its fields in one line, what has a stable name by that name; may be empty. The same in every language.
    #[must_use]
    pub fn detail(&self) -> String {
        match self {
            Self::StaleAnswer { id } => id.to_string(),
            Self::Ignored { phase, event } => format!("{event} in {}", phase.as_str()),
            Self::Duplicate {
                event,
                same_link: true,
            } => format!("{event} of the same link"),
            Self::Duplicate { event: text, .. }
            | Self::UnknownCallback { location: text }
            | Self::ForeignHost { host: text }
            | Self::BankRefused { description: text }
            | Self::PageReported {
                code: text,
                request_id: None,
            } => text.clone(),
            Self::InvalidCallback { reason } => reason.as_str().to_owned(),
            Self::Anomalies { anomalies } => {
                let names: Vec<_> = anomalies.iter().map(|odd| odd.as_str()).collect();
                names.join(", ")
            }
            Self::Blocked { reason } => reason.as_str().to_owned(),
            Self::PageReported {
                code,
                request_id: Some(id),
            } => format!("{code} {id}"),
            Self::UntrustedCallback
            | Self::NonceMismatch
            | Self::LinkWithError
            | Self::NonceNotInForce
            | Self::BuiltInScheme
            | Self::UnreadableMessage
            | Self::ClockSkew
            | Self::OtherLink
            | Self::LateSuccess
            | Self::NotDurable
            | Self::ReportPending => String::new(),
        }
    }
}
