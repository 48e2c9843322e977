//! What the widget said.

use super::{Anomaly, ErrorCode, ExitCode, ExitStep, LinkId, Parameter, WarningCode};

/// Where a URL was seen. The OS hands over only what other apps opened, so it is trusted less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum Source {
    /// A navigation inside our webview.
    Webview,
    /// A deep link delivered by the operating system.
    Os,
}

/// One callback of the widget: its meaning, what came besides, and what was odd about it.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct Callback {
    /// What the widget said.
    pub event: WidgetEvent,
    /// Parameters that belong to no documented field, in order.
    pub extra: Vec<Parameter>,
    /// Everything odd that was survived, in the order it was met; each at most once.
    pub anomalies: Vec<Anomaly>,
}

/// The meaning of a callback URL.
///
/// Classified by the keys present (`error`, then `warning`, then `link`), and only then by the
/// URL that matched, because Belvo's own pages print the error event on three different hosts.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum WidgetEvent {
    /// The user connected an account.
    Success {
        /// The link that was made (or repaired).
        link: LinkId,
        /// Belvo's institution name; an open set, never validate it.
        institution: Option<String>,
    },
    /// The user left the widget without connecting.
    Exit {
        /// The last error the user met, if any.
        last_encountered_error: Option<ExitError>,
        /// Where the user was.
        meta_data: ExitMetaData,
    },
    /// Something failed. Only [`ErrorCode::AccessTokenNotValid`] concerns the session itself.
    Error {
        /// What failed.
        code: ErrorCode,
        /// Belvo's text, for developers.
        message: Option<String>,
        /// A link that came with the error; kept, so that it is not lost.
        link: Option<LinkId>,
    },
    /// Something to know; the session goes on.
    Warning {
        /// What it is about.
        code: WarningCode,
        /// Belvo's text, for developers.
        message: Option<String>,
    },
    /// Ours by its scheme, but nothing that is documented.
    Unknown {
        /// Host and path of the URL, at most 128 characters, for drift reports.
        location: String,
    },
    /// Ours, and broken.
    Invalid {
        /// What is wrong.
        reason: InvalidReason,
    },
}

/// The last error the user met before leaving.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct ExitError {
    /// What failed.
    pub code: ExitCode,
    /// Belvo's text, for developers.
    pub message: Option<String>,
}

/// Where the user was when leaving.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct ExitMetaData {
    /// Set once the user had picked an institution.
    pub institution_name: Option<String>,
    /// The page of the widget, as far as documented.
    pub step: Option<ExitStep>,
}

/// How far the user had come when leaving.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum ExitStage {
    /// No institution was chosen yet.
    BeforeInstitution,
    /// An institution was chosen.
    AfterInstitution,
    /// An error came before the exit.
    BecauseOfError,
}

impl ExitStage {
    /// Read from what an exit carries: an error first, then an institution.
    #[must_use]
    pub fn of(error: Option<&ExitError>, meta_data: &ExitMetaData) -> Self {
        if error.is_some() {
            Self::BecauseOfError
        } else if meta_data.institution_name.is_some() {
            Self::AfterInstitution
        } else {
            Self::BeforeInstitution
        }
    }
}

/// Why a callback of ours cannot be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum InvalidReason {
    /// A success without a link id, or with a blank one.
    MissingLink,
    /// Longer than 64 KiB.
    TooLong,
    /// More than 256 parameters.
    TooManyParameters,
}

impl InvalidReason {
    /// The stable name, as in vectors.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::MissingLink => "missing_link",
            Self::TooLong => "too_long",
            Self::TooManyParameters => "too_many_parameters",
        }
    }
}
