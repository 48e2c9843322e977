//! How the app proves to its own backend who the user is.

use std::fmt;
use std::sync::Arc;

use super::setup_error::SetupError;

/// Set by the contract or by the HTTP stack, so never by the app.
const RESERVED: [&str; 9] = [
    "accept",
    "connection",
    "content-length",
    "content-type",
    "expect",
    "host",
    "idempotency-key",
    "transfer-encoding",
    "upgrade",
];

const MAX_NAME_BYTES: usize = 64;
const MAX_VALUE_BYTES: usize = 16 * 1024;

/// The app's authentication header, made by the host: the SDK knows nothing of how the app signs
/// its users in. `Debug` shows the name alone; [`AuthHeader::reveal`] is the only way out. Any thread.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Object))]
pub struct AuthHeader {
    name: String,
    value: String,
}

#[cfg_attr(feature = "ffi", uniffi::export)]
impl AuthHeader {
    /// Any header, such as `X-Session` with the app's own session.
    ///
    /// # Errors
    /// [`SetupError::AuthHeaderName`], [`SetupError::AuthHeaderValue`]: a line break in either would
    /// let a value write headers of its own.
    #[cfg_attr(feature = "ffi", uniffi::constructor)]
    pub fn new(name: &str, value: &str) -> Result<Self, SetupError> {
        let token = |b: u8| b.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&b);
        let reserved = RESERVED.iter().any(|one| one.eq_ignore_ascii_case(name));
        if name.is_empty() || name.len() > MAX_NAME_BYTES || reserved || !name.bytes().all(token) {
            return Err(SetupError::AuthHeaderName);
        }
        let ends_bare = value.trim_matches(' ') == value;
        let visible = |b: u8| (b' '..=b'~').contains(&b);
        if value.is_empty()
            || value.len() > MAX_VALUE_BYTES
            || !ends_bare
            || !value.bytes().all(visible)
        {
            return Err(SetupError::AuthHeaderValue);
        }
        Ok(Self {
            name: name.to_owned(),
            value: value.to_owned(),
        })
    }

    /// `Authorization: Bearer …` (RFC 6750 §2.1).
    ///
    /// # Errors
    /// [`SetupError::AuthHeaderValue`] if the token is blank or holds a space.
    #[cfg_attr(feature = "ffi", uniffi::constructor)]
    pub fn bearer(token: &str) -> Result<Self, SetupError> {
        if token.is_empty() || token.contains(' ') {
            return Err(SetupError::AuthHeaderValue);
        }
        Self::new("Authorization", &format!("Bearer {token}"))
    }
}

impl AuthHeader {
    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The value, to send. Never log it.
    #[must_use]
    pub fn reveal(&self) -> &str {
        &self.value
    }
}

#[cfg(feature = "ffi")]
#[uniffi::export]
impl AuthHeader {
    /// The name.
    #[uniffi::method(name = "name")]
    fn name_owned(&self) -> String {
        self.name.clone()
    }

    /// The value, to send. Never log it.
    #[uniffi::method(name = "reveal")]
    fn reveal_owned(&self) -> String {
        self.value.clone()
    }
}

impl fmt::Debug for AuthHeader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "AuthHeader({}: ***)", self.name)
    }
}

/// A host that signs in by cookie, or behind a proxy that does, has none.
pub(super) type MaybeAuth = Option<Arc<AuthHeader>>;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_taken_as_it_is() {
        let header = AuthHeader::new("X-Session", "a b=c; d").unwrap();
        assert_eq!((header.name(), header.reveal()), ("X-Session", "a b=c; d"));
        let header = AuthHeader::bearer("abc.def").unwrap();
        assert_eq!(
            (header.name(), header.reveal()),
            ("Authorization", "Bearer abc.def")
        );
    }

    #[test]
    fn nothing_can_write_a_second_header() {
        for name in ["", "A B", "A:", "A\r\nB", "é", "Host", "content-LENGTH"] {
            assert_eq!(
                AuthHeader::new(name, "v"),
                Err(SetupError::AuthHeaderName),
                "{name}"
            );
        }
        for value in ["", " ", " v", "v ", "v\r\nX: y", "v\0", "é", "a\tb"] {
            assert_eq!(
                AuthHeader::new("A", value),
                Err(SetupError::AuthHeaderValue),
                "{value}"
            );
        }
        let long = "v".repeat(MAX_VALUE_BYTES);
        assert!(AuthHeader::new("A", &long).is_ok());
        assert!(AuthHeader::new("A", &(long + "v")).is_err());
        assert!(AuthHeader::new(&"n".repeat(MAX_NAME_BYTES + 1), "v").is_err());
        for token in ["", "a b", "a\n"] {
            assert_eq!(AuthHeader::bearer(token), Err(SetupError::AuthHeaderValue));
        }
    }

    #[test]
    fn debug_shows_the_name_alone() {
        let header = AuthHeader::bearer("s3cret").unwrap();
        assert_eq!(format!("{header:?}"), "AuthHeader(Authorization: ***)");
    }
}
