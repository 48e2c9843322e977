//! The documented codes, each with an open `Other`.

/// Code of an exit's last error. Source: `003_6a1abbda04ce3e27.txt`, and the API catalogue's
/// codes marked as shown in the widget.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum ExitCode {
    /// The institution is down.
    InstitutionDown,
    /// The login failed.
    LoginError,
    /// A session is already open at the institution.
    TooManySessions,
    /// Belvo failed.
    UnexpectedError,
    /// The account is connected already (opt-in duplicate prevention).
    Duplicated,
    /// The institution is deactivated for now.
    InstitutionInactive,
    /// The institution is unavailable.
    InstitutionUnavailable,
    /// The login session expired.
    SessionExpired,
    /// The open-finance session or its token expired.
    SessionExpiredOb,
    /// A second factor is wanted; the widget handles it.
    TokenRequired,
    /// The institution took too long.
    RequestTimeout,
    /// Any other code.
    Other {
        /// As the widget sent it.
        code: String,
    },
}

/// Code of an error event.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum ErrorCode {
    /// `ACCESS_TOKEN_NOT_VALID`: the token is missing, expired, used, or of another environment.
    AccessTokenNotValid,
    /// Any other code.
    Other {
        /// As the widget sent it.
        code: String,
    },
}

/// Code of a warning event.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum WarningCode {
    /// The institution is temporarily unavailable.
    InstitutionDisabled,
    /// Any other code.
    Other {
        /// As the widget sent it.
        code: String,
    },
}

/// `meta_data_step` of an exit.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum ExitStep {
    /// `abandon-survey`: the user left from the first screen.
    AbandonSurvey,
    /// Any other step.
    Other {
        /// As the widget sent it.
        step: String,
    },
}
