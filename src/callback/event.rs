//! What the widget said.

use serde::{Deserialize, Serialize};

use std::fmt;

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
// Named apart for Kotlin, where generated code imports JNA's `Callback`.
#[cfg_attr(
    feature = "ffi",
    derive(uniffi::Record),
    uniffi(name = "WidgetCallback")
)]
pub struct Callback {
    /// What the widget said.
    pub event: WidgetEvent,
    /// Parameters that belong to no documented field, in order.
    pub extra: Vec<Parameter>,
    /// Everything odd that was survived, in the order of [`Anomaly`]; each at most once.
    pub anomalies: Vec<Anomaly>,
}

/// The meaning of a callback URL.
///
/// Classified by the keys present (`error`, then `warning`, then `link`), and only then by the
/// URL that matched, because Belvo's own pages print the error event on three different hosts.
///
/// `Debug` shows codes and a shortened link, but neither institutions nor texts: together with a link
/// they would tell who banks where.
#[derive(Clone, PartialEq, Eq)]
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

/// The last error the user met before leaving. `Debug` hides the text.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct ExitError {
    /// What failed.
    pub code: ExitCode,
    /// Belvo's text, for developers.
    pub message: Option<String>,
}

/// Where the user was when leaving. `Debug` hides the institution.
#[derive(Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct ExitMetaData {
    /// Set once the user had picked an institution.
    pub institution_name: Option<String>,
    /// The page of the widget, as far as documented.
    pub step: Option<ExitStep>,
}

/// How far the user had come when leaving.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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

impl fmt::Debug for WidgetEvent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Success { link, .. } => f
                .debug_struct("Success")
                .field("link", link)
                .finish_non_exhaustive(),
            Self::Exit {
                last_encountered_error,
                meta_data,
            } => f
                .debug_struct("Exit")
                .field("last_encountered_error", last_encountered_error)
                .field("meta_data", meta_data)
                .finish(),
            Self::Error { code, link, .. } => f
                .debug_struct("Error")
                .field("code", code)
                .field("link", link)
                .finish_non_exhaustive(),
            Self::Warning { code, .. } => f
                .debug_struct("Warning")
                .field("code", code)
                .finish_non_exhaustive(),
            Self::Unknown { location } => f
                .debug_struct("Unknown")
                .field("location", location)
                .finish(),
            Self::Invalid { reason } => f.debug_struct("Invalid").field("reason", reason).finish(),
        }
    }
}

impl fmt::Debug for ExitError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExitError")
            .field("code", &self.code)
            .finish_non_exhaustive()
    }
}

impl fmt::Debug for ExitMetaData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExitMetaData")
            .field("step", &self.step)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::callback::Parameter;

    #[test]
    fn debug_shows_codes_and_no_person() {
        let events = [
            WidgetEvent::Success {
                link: LinkId::new("cb65f82c-dc93-4d3e-8270-9a27528397f5"),
                institution: Some("secret_bank".into()),
            },
            WidgetEvent::Exit {
                last_encountered_error: Some(ExitError {
                    code: ExitCode::LoginError,
                    message: Some("secret text".into()),
                }),
                meta_data: ExitMetaData {
                    institution_name: Some("secret_bank".into()),
                    step: Some(ExitStep::AbandonSurvey),
                },
            },
            WidgetEvent::Error {
                code: ErrorCode::AccessTokenNotValid,
                message: Some("secret text".into()),
                link: Some(LinkId::new("cb65f82c-dc93-4d3e-8270-9a27528397f5")),
            },
            WidgetEvent::Warning {
                code: WarningCode::InstitutionDisabled,
                message: Some("secret text".into()),
            },
        ];
        let shown = events.map(|event| {
            let callback = Callback {
                event,
                extra: vec![Parameter {
                    name: "state".into(),
                    value: "secret value".into(),
                }],
                anomalies: vec![Anomaly::LinkNotUuid],
            };
            format!("{callback:?}")
        });
        for text in &shown {
            assert!(!text.contains("secret") && !text.contains("dc93"), "{text}");
        }
        assert!(shown[0].contains("cb65…") && shown[1].contains("LoginError"));
        assert!(shown[1].contains("AbandonSurvey") && shown[2].contains("AccessTokenNotValid"));
    }
}
