//! The documented codes, each with an open `Other`.
//!
//! Codes are compared as documented, but without regard to ASCII case: Belvo writes some in upper and
//! some in lower case, and a change of case must not turn a known code into an unknown one.

use serde::{Deserialize, Serialize};

/// Code of an exit's last error. Source: `003_6a1abbda04ce3e27.txt`, and the API catalogue's
/// codes marked as shown in the widget.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
        /// As the widget sent it; empty when it sent none.
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
        /// As the widget sent it; empty when it sent none.
        code: String,
    },
}

/// Code of a warning event.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum WarningCode {
    /// `institution_disabled`: the institution is temporarily unavailable.
    InstitutionDisabled,
    /// Any other code.
    Other {
        /// As the widget sent it; empty when it sent none.
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

const EXIT_CODES: [(&str, ExitCode); 11] = [
    ("institution_down", ExitCode::InstitutionDown),
    ("login_error", ExitCode::LoginError),
    ("too_many_sessions", ExitCode::TooManySessions),
    ("unexpected_error", ExitCode::UnexpectedError),
    ("duplicated", ExitCode::Duplicated),
    ("institution_inactive", ExitCode::InstitutionInactive),
    ("institution_unavailable", ExitCode::InstitutionUnavailable),
    ("session_expired", ExitCode::SessionExpired),
    ("session_expired_ob", ExitCode::SessionExpiredOb),
    ("token_required", ExitCode::TokenRequired),
    ("request_timeout", ExitCode::RequestTimeout),
];
const ACCESS_TOKEN_NOT_VALID: &str = "ACCESS_TOKEN_NOT_VALID";
const INSTITUTION_DISABLED: &str = "institution_disabled";
const ABANDON_SURVEY: &str = "abandon-survey";

impl ExitCode {
    /// Reads a code; unknown ones are kept.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        EXIT_CODES
            .iter()
            .find(|(name, _)| name.eq_ignore_ascii_case(code))
            .map_or_else(
                || Self::Other { code: code.into() },
                |(_, known)| known.clone(),
            )
    }

    /// The code as Belvo writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::Other { code } => code,
            known => EXIT_CODES
                .iter()
                .find(|(_, code)| code == known)
                .map_or("", |(name, _)| name),
        }
    }
}

impl ErrorCode {
    /// Reads a code; unknown ones are kept.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        if code.eq_ignore_ascii_case(ACCESS_TOKEN_NOT_VALID) {
            Self::AccessTokenNotValid
        } else {
            Self::Other { code: code.into() }
        }
    }

    /// The code as Belvo writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::AccessTokenNotValid => ACCESS_TOKEN_NOT_VALID,
            Self::Other { code } => code,
        }
    }
}

impl WarningCode {
    /// Reads a code; unknown ones are kept.
    #[must_use]
    pub fn from_code(code: &str) -> Self {
        if code.eq_ignore_ascii_case(INSTITUTION_DISABLED) {
            Self::InstitutionDisabled
        } else {
            Self::Other { code: code.into() }
        }
    }

    /// The code as Belvo writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::InstitutionDisabled => INSTITUTION_DISABLED,
            Self::Other { code } => code,
        }
    }
}

impl ExitStep {
    /// Reads a step; unknown ones are kept.
    #[must_use]
    pub fn from_code(step: &str) -> Self {
        if step.eq_ignore_ascii_case(ABANDON_SURVEY) {
            Self::AbandonSurvey
        } else {
            Self::Other { step: step.into() }
        }
    }

    /// The step as Belvo writes it.
    #[must_use]
    pub fn as_str(&self) -> &str {
        match self {
            Self::AbandonSurvey => ABANDON_SURVEY,
            Self::Other { step } => step,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn known_codes_read_and_print_alike() {
        for (name, code) in EXIT_CODES {
            assert_eq!(ExitCode::from_code(name), code);
            assert_eq!(ExitCode::from_code(&name.to_uppercase()), code);
            assert_eq!(code.as_str(), name);
        }
        let error = ErrorCode::from_code("access_token_not_valid");
        assert_eq!(error.as_str(), "ACCESS_TOKEN_NOT_VALID");
        let warning = WarningCode::from_code("institution_disabled");
        assert_eq!(warning, WarningCode::InstitutionDisabled);
        assert_eq!(
            ExitStep::from_code("abandon-survey"),
            ExitStep::AbandonSurvey
        );
    }

    #[test]
    fn unknown_codes_are_kept_as_sent() {
        for code in ["", "Login_Error ", "login_errors", "__proto__"] {
            assert_eq!(ExitCode::from_code(code).as_str(), code);
            assert_eq!(ErrorCode::from_code(code).as_str(), code);
            assert_eq!(WarningCode::from_code(code).as_str(), code);
            assert_eq!(ExitStep::from_code(code).as_str(), code);
            assert!(matches!(ExitCode::from_code(code), ExitCode::Other { .. }));
        }
    }
}
