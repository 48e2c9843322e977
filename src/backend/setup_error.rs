//! What a [`super::Backend`] refuses to work with.

/// Something the host passed cannot be used. Safe to log: no variant holds any of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[cfg_attr(feature = "ffi", derive(uniffi::Error))]
pub enum SetupError {
    /// The base URL is plain http, or no web address: use https (http on loopback is for tests).
    #[error("the backend's base URL must be https; plain http is taken on loopback only")]
    NotHttps,
    /// The base URL cannot be read. Pass scheme, host and path alone, as `https://api.example.com/bank`.
    #[error(
        "the backend's base URL must be scheme, host and path alone, without user, query, fragment or white space"
    )]
    BaseUrl,
    /// The name of the authentication header. Pass one such as `Authorization`.
    #[error(
        "the authentication header's name is no header name, or one that the contract sets itself"
    )]
    AuthHeaderName,
    /// The value of the authentication header. Pass it without line breaks, at most 16 KiB.
    #[error(
        "the authentication header's value must be 1 to 16384 visible ASCII characters, spaces between them allowed"
    )]
    AuthHeaderValue,
    /// The session's id; the same rule as the session's own.
    #[error("session_id must be 8 to 64 characters of A-Z a-z 0-9 - _")]
    SessionId,
}
