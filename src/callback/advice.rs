//! What to do about a code: whose turn it is, and whether trying again makes sense.
//!
//! Facts from Belvo's error catalogue and retry policy (`belvo.md` §7.2, §7.4).

use super::{ErrorCode, ExitCode, ExitError, WarningCode};

/// Advice about one code. The texts a user reads are the app's, found by `message_key`.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct Advice {
    /// Who can do something about it.
    pub turn: Turn,
    /// Whether opening the widget again can help.
    pub retry: bool,
    /// The least wait before that, in milliseconds; absent where Belvo names none.
    pub retry_after_ms: Option<u64>,
    /// A stable key for translated texts, such as `exit.login_error`; unknown codes share `exit.other`,
    /// `error.other` or `warning.other`.
    pub message_key: String,
}

/// Whose turn it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum Turn {
    /// The user: other credentials, or the bank's own app.
    User,
    /// The app: a new session, or another screen.
    App,
    /// Nobody: time heals it.
    Wait,
    /// The developer, with Belvo's support.
    Support,
}

/// What a `login_error` seems to be about, by its documented messages. To show, never to decide on:
/// Belvo promises the code, not the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum LoginErrorHint {
    /// The credentials were wrong or missing.
    WrongCredentials,
    /// The account is locked; the institution must unlock it.
    AccountLocked,
    /// The institution forbade access.
    AccessForbidden,
    /// Something unexpected happened at the institution.
    TryLater,
}

/// `too_many_sessions`: "wait 120 s" (`belvo.md` §15).
const SESSIONS_CLOSE_MS: u64 = 120_000;
/// `unexpected_error`: first step of the documented backoff (`belvo.md` §7.4).
const FIRST_BACKOFF_MS: u64 = 3_000;

/// `login_error` messages of `003_6a1abbda04ce3e27.txt` and of the API catalogue, without the dot.
const LOGIN_MESSAGES: [(&str, LoginErrorHint); 6] = [
    (
        "Invalid credentials provided to login to the institution",
        LoginErrorHint::WrongCredentials,
    ),
    (
        "Login not attempted due to invalid credentials",
        LoginErrorHint::WrongCredentials,
    ),
    (
        "Missing credentials to login to the institution",
        LoginErrorHint::WrongCredentials,
    ),
    (
        "The user account is locked, user needs to contact the institution to unlock it",
        LoginErrorHint::AccountLocked,
    ),
    (
        "The user account access was forbidden by the institution",
        LoginErrorHint::AccessForbidden,
    ),
    (
        "Impossible to login, something unexpected happened while logging into the institution. Try again later",
        LoginErrorHint::TryLater,
    ),
];

impl ExitCode {
    /// What to do about it.
    #[must_use]
    pub fn advice(&self) -> Advice {
        let (turn, retry, retry_after_ms) = match self {
            Self::InstitutionDown | Self::InstitutionInactive | Self::InstitutionUnavailable => {
                (Turn::Wait, true, None)
            }
            // "You can retry"; partial data is kept, so the next attempt may be quicker.
            Self::RequestTimeout => (Turn::Wait, true, None),
            Self::TooManySessions => (Turn::Wait, true, Some(SESSIONS_CLOSE_MS)),
            Self::UnexpectedError => (Turn::Wait, true, Some(FIRST_BACKOFF_MS)),
            Self::LoginError | Self::TokenRequired => (Turn::User, true, None),
            // A new session mints a new token, which is what Belvo advises.
            Self::SessionExpired | Self::SessionExpiredOb => (Turn::App, true, None),
            // Show the accounts that are connected already (`000_2eeaac33eb57e777.txt`, tip 4).
            Self::Duplicated => (Turn::App, false, None),
            Self::Other { .. } => (Turn::Support, false, None),
        };
        let key = match self {
            Self::Other { .. } => "other",
            known => known.as_str(),
        };
        Advice::new(turn, retry, retry_after_ms, format!("exit.{key}"))
    }
}

impl ErrorCode {
    /// What to do about it.
    #[must_use]
    pub fn advice(&self) -> Advice {
        match self {
            Self::AccessTokenNotValid => {
                Advice::new(Turn::App, true, None, "error.access_token_not_valid".into())
            }
            Self::Other { .. } => Advice::new(Turn::Support, false, None, "error.other".into()),
        }
    }
}

impl WarningCode {
    /// What to do about it. A warning never ends the session, so the widget stays open.
    #[must_use]
    pub fn advice(&self) -> Advice {
        match self {
            Self::InstitutionDisabled => Advice::new(
                Turn::Wait,
                true,
                None,
                "warning.institution_disabled".into(),
            ),
            Self::Other { .. } => Advice::new(Turn::Support, false, None, "warning.other".into()),
        }
    }
}

impl ExitError {
    /// What a `login_error` seems to be about; `None` for other codes and unknown texts.
    #[must_use]
    pub fn display_hint(&self) -> Option<LoginErrorHint> {
        if self.code != ExitCode::LoginError {
            return None;
        }
        let message = self.message.as_deref()?.trim().trim_end_matches('.');
        LOGIN_MESSAGES
            .iter()
            .find(|(text, _)| text.eq_ignore_ascii_case(message))
            .map(|(_, hint)| *hint)
    }
}

impl LoginErrorHint {
    /// A stable key for translated texts, more exact than that of [`Advice`].
    #[must_use]
    pub fn message_key(self) -> &'static str {
        match self {
            Self::WrongCredentials => "exit.login_error.wrong_credentials",
            Self::AccountLocked => "exit.login_error.account_locked",
            Self::AccessForbidden => "exit.login_error.access_forbidden",
            Self::TryLater => "exit.login_error.try_later",
        }
    }
}

impl Advice {
    fn new(turn: Turn, retry: bool, retry_after_ms: Option<u64>, message_key: String) -> Self {
        Self {
            turn,
            retry,
            retry_after_ms,
            message_key,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn advice_follows_the_catalogue() {
        let advice = ExitCode::TooManySessions.advice();
        assert_eq!(
            (advice.turn, advice.retry_after_ms),
            (Turn::Wait, Some(120_000))
        );
        let advice = ExitCode::LoginError.advice();
        assert_eq!((advice.turn, advice.retry), (Turn::User, true));
        assert_eq!(advice.message_key, "exit.login_error");
        assert_eq!(ErrorCode::AccessTokenNotValid.advice().turn, Turn::App);
        assert!(!ExitCode::Duplicated.advice().retry);
    }

    #[test]
    fn unknown_codes_never_reach_the_key() {
        let code = "12345678901".to_owned();
        let advice = ExitCode::Other { code: code.clone() }.advice();
        assert_eq!(advice.message_key, "exit.other");
        assert_eq!(advice.turn, Turn::Support);
        assert_eq!(
            ErrorCode::Other { code: code.clone() }.advice().message_key,
            "error.other"
        );
        assert_eq!(
            WarningCode::Other { code }.advice().message_key,
            "warning.other"
        );
    }

    #[test]
    fn login_messages_give_a_hint_only_with_their_code() {
        let hint = |code: &str, message: &str| {
            ExitError {
                code: ExitCode::from_code(code),
                message: Some(message.into()),
            }
            .display_hint()
        };
        let locked =
            "The user account is locked, user needs to contact the institution to unlock it";
        assert_eq!(
            hint("login_error", locked),
            Some(LoginErrorHint::AccountLocked)
        );
        assert_eq!(hint("institution_down", locked), None);
        assert_eq!(
            hint(
                "login_error",
                "Impossible to login, something unexpected happened while logging into the institution. Try again later."
            ),
            Some(LoginErrorHint::TryLater)
        );
        assert_eq!(hint("login_error", "locked"), None);
    }
}
