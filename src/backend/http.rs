//! A request to send and the answer that came, as data. The host sends it with its own HTTP stack.

use std::fmt;
use std::sync::Arc;

use super::auth::AuthHeader;
use super::status::StatusClass;

/// The methods the contract uses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum HttpMethod {
    /// `GET`.
    Get,
    /// `POST`.
    Post,
    /// `PUT`.
    Put,
}

impl HttpMethod {
    /// As it goes on the wire.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Get => "GET",
            Self::Post => "POST",
            Self::Put => "PUT",
        }
    }
}

/// One header. `Debug` hides the value.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct HttpHeader {
    /// Compared without regard to case.
    pub name: String,
    /// As sent.
    pub value: String,
}

/// A request for the host to send: over TLS (loopback apart), with a time limit, **without following
/// redirects**, since the authentication and the session would follow them; never logged with its body.
///
/// The app's secret is an object of its own, because generated records print all their fields.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct HttpRequest {
    /// The method.
    pub method: HttpMethod,
    /// The whole URL.
    pub url: String,
    /// Headers without secrets.
    pub headers: Vec<HttpHeader>,
    /// One header more, to send with the others.
    pub auth: Option<Arc<AuthHeader>>,
    /// JSON, where there is any.
    pub body: Option<Vec<u8>>,
    /// May be sent again when no answer came: true of every request of the contract so far. For
    /// [`super::retry::RetryInput::is_idempotent`].
    pub is_idempotent: bool,
}

/// What came back. An object and not a record: the body of an answer may be a token. Any thread.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Object))]
pub struct HttpResponse {
    status: u16,
    headers: Vec<HttpHeader>,
    body: Vec<u8>,
}

/// The host need not read more of a body than this: 1 MiB. One byte more and the answer is refused.
pub const MAX_ANSWER_BYTES: usize = 1024 * 1024;

#[cfg_attr(feature = "ffi", uniffi::export)]
impl HttpResponse {
    /// Takes any status, headers and bytes; what they mean is read later.
    #[cfg_attr(feature = "ffi", uniffi::constructor)]
    #[must_use]
    pub fn new(status: u16, headers: Vec<HttpHeader>, body: Vec<u8>) -> Self {
        Self {
            status,
            headers,
            body,
        }
    }
}

impl HttpResponse {
    /// The status.
    #[must_use]
    pub fn status(&self) -> u16 {
        self.status
    }

    /// The first header of this name, whatever its case.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<&str> {
        let wanted = |header: &&HttpHeader| header.name.eq_ignore_ascii_case(name);
        self.headers
            .iter()
            .find(wanted)
            .map(|header| header.value.as_str())
    }

    pub(super) fn body(&self) -> &[u8] {
        &self.body
    }

    pub(super) fn is_success(&self) -> bool {
        StatusClass::of(self.status) == StatusClass::Success
    }
}

impl fmt::Debug for HttpHeader {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ***", self.name)
    }
}

/// Method, path and sizes; no host, query, header value or body.
impl fmt::Debug for HttpRequest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpRequest")
            .field("method", &self.method.as_str())
            .field("path", &path(&self.url))
            .field("headers", &self.headers)
            .field("auth", &self.auth)
            .field("body_bytes", &self.body.as_ref().map(Vec::len))
            .finish_non_exhaustive()
    }
}

/// Status, header names and size.
impl fmt::Debug for HttpResponse {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("HttpResponse")
            .field("status", &self.status)
            .field("headers", &self.headers)
            .field("body_bytes", &self.body.len())
            .finish()
    }
}

fn path(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.find('/').map_or("/", |start| &rest[start..]);
    path.split(['?', '#']).next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn debug_of_a_request_is_method_path_and_sizes() {
        let request = HttpRequest {
            method: HttpMethod::Post,
            url: "https://host.example/base/v1/x?secret=1#secret".into(),
            headers: vec![HttpHeader {
                name: "Accept".into(),
                value: "secret".into(),
            }],
            auth: Some(Arc::new(AuthHeader::bearer("secret").unwrap())),
            body: Some(b"secret".to_vec()),
            is_idempotent: true,
        };
        assert_eq!(
            format!("{request:?}"),
            "HttpRequest { method: \"POST\", path: \"/base/v1/x\", headers: [Accept: ***], \
             auth: Some(AuthHeader(Authorization: ***)), body_bytes: Some(6), .. }"
        );
    }

    #[test]
    fn debug_of_an_answer_is_status_and_sizes() {
        let cookie = HttpHeader {
            name: "Set-Cookie".into(),
            value: "secret".into(),
        };
        let response = HttpResponse::new(200, vec![cookie], b"secret".to_vec());
        assert_eq!(
            format!("{response:?}"),
            "HttpResponse { status: 200, headers: [Set-Cookie: ***], body_bytes: 6 }"
        );
        assert_eq!(response.header("set-COOKIE"), Some("secret"));
        assert_eq!(response.header("cookie"), None);
    }

    #[test]
    fn the_path_is_found_in_any_url() {
        for (url, expected) in [
            ("https://a.b", "/"),
            ("https://a.b?x=/y", "/y"),
            ("https://a.b/c/d?e", "/c/d"),
            ("", "/"),
        ] {
            assert_eq!(path(url), expected, "{url}");
        }
    }
}
