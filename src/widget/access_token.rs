//! The widget's access token, kept out of everything that is written down.

use std::fmt;

use serde::Deserialize;

use super::claims::Claims;
use super::environment::Environment;

/// Belvo's JWTs are about 1 KiB; one with long claims stays far below this.
const MAX_TOKEN_BYTES: usize = 32 * 1024;

/// An answer holds two tokens.
const MAX_ANSWER_BYTES: usize = 4 * MAX_TOKEN_BYTES;

/// The `access` value of Belvo's token answer: opens the widget for one user, for some minutes.
///
/// `Debug` shows nothing of it, there is no `Display`, and [`AccessToken::reveal`] is the only way
/// out. Memory is not zeroed on drop: the webview needs the token inside a URL, whose copies are out
/// of our reach, and the token dies within minutes or with the first connected account. Any thread.
#[derive(Clone)]
#[cfg_attr(feature = "ffi", derive(uniffi::Object))]
pub struct AccessToken {
    jwt: String,
    claims: Claims,
}

/// Why a text is no usable token. No variant holds any of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[cfg_attr(feature = "ffi", derive(uniffi::Error))]
pub enum AccessTokenError {
    /// Nothing came. Look at the backend's token endpoint.
    #[error("there is no access token; have the backend mint one with Belvo's POST /api/token/")]
    Missing,
    /// Not only characters of a token. Pass the `access` value as it is.
    #[error("the access token holds characters no token has; pass the `access` value as it is")]
    Malformed,
    /// Longer than any token of Belvo's. Look at what the backend answers.
    #[error("the access token is longer than 32 KiB; pass the `access` value alone")]
    TooLong,
    /// Not the JSON of a token answer. Look at what the backend answers.
    #[error("the token answer is not a JSON object with an `access` string")]
    UnreadableAnswer,
    /// The token is for the other environment. Mint it with the keys of the environment the app
    /// expects, or correct the app's setting.
    #[error(
        "the app expects Belvo's {expected} environment, the access token is for {found}; mint it with the {expected} keys",
        expected = .expected.as_str(),
        found = .found.as_str()
    )]
    EnvironmentMismatch {
        /// What the app is set to.
        expected: Environment,
        /// What the token says.
        found: Environment,
    },
}

#[cfg_attr(feature = "ffi", uniffi::export)]
impl AccessToken {
    /// Takes the `access` value.
    ///
    /// # Errors
    /// [`AccessTokenError::Missing`] if blank, [`AccessTokenError::TooLong`] over 32 KiB,
    /// [`AccessTokenError::Malformed`] with any character but `A-Z a-z 0-9 - _ . ~ + / =`.
    #[cfg_attr(feature = "ffi", uniffi::constructor)]
    pub fn new(access: String) -> Result<Self, AccessTokenError> {
        if access.trim().is_empty() {
            return Err(AccessTokenError::Missing);
        }
        if access.len() > MAX_TOKEN_BYTES {
            return Err(AccessTokenError::TooLong);
        }
        let allowed = |b: u8| b.is_ascii_alphanumeric() || b"-_.~+/=".contains(&b);
        if !access.bytes().all(allowed) {
            return Err(AccessTokenError::Malformed);
        }
        let claims = Claims::read(&access);
        Ok(Self {
            jwt: access,
            claims,
        })
    }
}

impl AccessToken {
    /// Takes the body of the token answer, `{"access":"…","refresh":"…"}` in any order. `refresh` is
    /// skipped unread: no documented use exists, and it lives for years.
    ///
    /// # Errors
    /// [`AccessTokenError::UnreadableAnswer`] if it is no such JSON, else as [`AccessToken::new`].
    pub fn from_answer(body: &str) -> Result<Self, AccessTokenError> {
        #[derive(Deserialize)]
        struct Answer {
            access: Option<String>,
        }
        if body.len() > MAX_ANSWER_BYTES {
            return Err(AccessTokenError::UnreadableAnswer);
        }
        // The parser's own error may quote the body, so it is dropped.
        let answer: Answer = serde_json::from_slice(body.as_bytes())
            .map_err(|_| AccessTokenError::UnreadableAnswer)?;
        Self::new(answer.access.ok_or(AccessTokenError::Missing)?)
    }

    /// The environment it says it is for: claim `environment`, else the host in `api_url` or `iss`.
    /// A hint, not verified.
    #[must_use]
    pub fn environment(&self) -> Option<Environment> {
        self.claims.environment
    }

    /// Claim `exp`, in milliseconds since 1970. A hint, not verified; Belvo kills the token earlier
    /// than this says.
    #[must_use]
    pub fn expires_at_wall_ms(&self) -> Option<i64> {
        self.claims.expires_at_wall_ms
    }

    /// Claim `iat`, in milliseconds since 1970. A hint, not verified.
    #[must_use]
    pub fn issued_at_wall_ms(&self) -> Option<i64> {
        self.claims.issued_at_wall_ms
    }

    /// Whether it opens the widget in update mode, to repair a link (claim `link.id`). A hint, not
    /// verified.
    #[must_use]
    pub fn updates_link(&self) -> bool {
        self.claims.updates_link
    }

    /// Compares the environment with the one the app is set to. A token that says nothing passes.
    ///
    /// # Errors
    /// [`AccessTokenError::EnvironmentMismatch`] if it says the other one.
    pub fn expect_environment(&self, expected: Environment) -> Result<(), AccessTokenError> {
        match self.claims.environment {
            Some(found) if found != expected => {
                Err(AccessTokenError::EnvironmentMismatch { expected, found })
            }
            _ => Ok(()),
        }
    }

    /// The token itself. Never log it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.jwt
    }
}

impl fmt::Debug for AccessToken {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AccessToken(***)")
    }
}

/// Looks at every byte, so that the time tells nothing but the length.
impl PartialEq for AccessToken {
    fn eq(&self, other: &Self) -> bool {
        let (ours, theirs) = (self.jwt.as_bytes(), other.jwt.as_bytes());
        ours.len() == theirs.len()
            && ours
                .iter()
                .zip(theirs)
                .fold(0, |seen, (a, b)| seen | (a ^ b))
                == 0
    }
}

impl Eq for AccessToken {}

#[cfg(test)]
mod tests {
    use super::super::claims::tests::token_with;
    use super::*;

    #[test]
    fn only_the_text_of_a_token_is_taken() {
        let new = |text: &str| AccessToken::new(text.to_owned()).err();
        assert_eq!(new("aZ09-_.~+/="), None);
        for blank in ["", " ", "\n\t"] {
            assert_eq!(new(blank), Some(AccessTokenError::Missing));
        }
        for malformed in [" a", "a\n", "a\0", "\"a\"", "a b", "é", "a&b"] {
            assert_eq!(
                new(malformed),
                Some(AccessTokenError::Malformed),
                "{malformed}"
            );
        }
        assert_eq!(new(&"a".repeat(MAX_TOKEN_BYTES)), None);
        assert_eq!(
            new(&"a".repeat(MAX_TOKEN_BYTES + 1)),
            Some(AccessTokenError::TooLong)
        );
    }

    #[test]
    fn an_answer_gives_its_access_value() {
        for body in [
            r#"{"access":"one","refresh":"two"}"#,
            r#"{"refresh":{"any":["thing"]},"access":"one","more":1}"#,
        ] {
            assert_eq!(AccessToken::from_answer(body).unwrap().reveal(), "one");
        }
        for (body, error) in [
            ("", AccessTokenError::UnreadableAnswer),
            ("<html>", AccessTokenError::UnreadableAnswer),
            (r#"{"access":7}"#, AccessTokenError::UnreadableAnswer),
            (r#"{"refresh":"two"}"#, AccessTokenError::Missing),
            (r#"{"access":null}"#, AccessTokenError::Missing),
            (r#"{"access":"a b"}"#, AccessTokenError::Malformed),
        ] {
            assert_eq!(AccessToken::from_answer(body), Err(error), "{body}");
        }
        let huge = format!(
            r#"{{"access":"a","pad":"{}"}}"#,
            "x".repeat(MAX_ANSWER_BYTES)
        );
        assert_eq!(
            AccessToken::from_answer(&huge),
            Err(AccessTokenError::UnreadableAnswer)
        );
    }

    #[test]
    fn debug_shows_nothing_of_it() {
        let token = AccessToken::new(token_with(r#"{"user_id":"u-1"}"#)).unwrap();
        assert_eq!(format!("{token:?}"), "AccessToken(***)");
    }

    #[test]
    fn the_other_environment_is_told_in_plain_words() {
        let token = AccessToken::new(token_with(r#"{"environment":"sandbox"}"#)).unwrap();
        assert_eq!(token.expect_environment(Environment::Sandbox), Ok(()));
        let error = token
            .expect_environment(Environment::Production)
            .unwrap_err();
        assert_eq!(
            error.to_string(),
            "the app expects Belvo's production environment, the access token is for sandbox; \
             mint it with the production keys"
        );
        let silent = AccessToken::new("opaque".to_owned()).unwrap();
        assert_eq!(silent.expect_environment(Environment::Production), Ok(()));
    }

    #[test]
    fn equal_by_value() {
        let token = |text: &str| AccessToken::new(text.to_owned()).unwrap();
        assert_eq!(token("abc"), token("abc"));
        assert_ne!(token("abc"), token("abd"));
        assert_ne!(token("abc"), token("abcd"));
    }
}
