//! What can go wrong with the backend, by what the host should do.

use super::http::HttpResponse;
use super::problem::{ProblemDetails, request_id_header};
use super::retry_after::retry_after_ms;
use super::status::StatusClass;
use crate::widget::AccessTokenError;

/// Why there is no result, each by what to do next. Safe to log: short names and the backend's
/// request id, never a text, URL or body of its.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[cfg_attr(feature = "ffi", derive(uniffi::Error))]
pub enum BackendError {
    /// Nothing could be sent. Try again when the network is back. Made by the host.
    #[error("the backend was not reached; nothing was sent")]
    Offline,
    /// The connection cannot be trusted: its certificate or TLS was not accepted, and nothing was sent. Look at the
    /// certificate, the phone's clock, and what is between (a proxy that reads along). Made by the host.
    #[error("the connection to the backend is not to be trusted; nothing was sent")]
    NotTrusted,
    /// No whole answer came in time, or the connection broke. Try again: every request of the contract
    /// may be repeated. Made by the host.
    #[error("no answer of the backend came in time")]
    TimedOut,
    /// 401: the app's own session is over. Sign the user in again and use a new
    /// [`super::AuthHeader`]; the same request then works.
    #[error("the backend did not accept the app's authentication{}", shown(.problem_code.as_ref(), .request_id.as_ref()))]
    Unauthorized {
        /// The backend's code, where it gives one.
        problem_code: Option<String>,
        /// To find it in the backend's log.
        request_id: Option<String>,
    },
    /// Any other 4xx but 407, with a JSON object: the backend says no, and would again. Keep what was to be sent where someone sees
    /// it, and look at the backend's log.
    #[error("the backend refused with status {status}{}", shown(.problem_code.as_ref(), .request_id.as_ref()))]
    Refused {
        /// The status.
        status: u16,
        /// The backend's code, where it gives one.
        problem_code: Option<String>,
        /// To find it in the backend's log.
        request_id: Option<String>,
    },
    /// 408, 409, 425, 429 or 5xx: not now. Try again as [`super::retry::decide`] says.
    #[error("the backend could not answer, status {status}{}", shown(.problem_code.as_ref(), .request_id.as_ref()))]
    Unavailable {
        /// The status.
        status: u16,
        /// The backend's code, where it gives one.
        problem_code: Option<String>,
        /// How long the backend asks to wait, at most a day.
        retry_after_ms: Option<u64>,
        /// To find it in the backend's log.
        request_id: Option<String>,
    },
    /// What answered does not keep the contract: compare the base URL and the backend's version with
    /// the app's. What was to be sent counts as not sent.
    #[error("the answer is not of the contract: {reason}{}", shown(None, .request_id.as_ref()))]
    Unreadable {
        /// What is wrong with it.
        reason: UnreadableReason,
        /// To find it in the backend's log.
        request_id: Option<String>,
    },
}

/// What is wrong with an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum UnreadableReason {
    /// A redirect, 407, or no HTTP status: a proxy, or a wrong base URL.
    #[error("its status is none the contract knows")]
    Status,
    /// More than 1 MiB.
    #[error("it is longer than 1 MiB")]
    TooLong,
    /// Not the JSON that belongs to the request; of a 4xx, no JSON object.
    #[error("it is not the JSON that belongs to the request")]
    Shape,
    /// It names another session than the one asked about.
    #[error("it is about another session")]
    OtherSession,
    /// The access token is none.
    #[error("the access token in it is none that Belvo makes")]
    Token,
}

impl BackendError {
    /// The stable name.
    #[must_use]
    pub fn code(&self) -> &'static str {
        match self {
            Self::Offline => "offline",
            Self::NotTrusted => "not_trusted",
            Self::TimedOut => "timed_out",
            Self::Unauthorized { .. } => "unauthorized",
            Self::Refused { .. } => "refused",
            Self::Unavailable { .. } => "unavailable",
            Self::Unreadable { .. } => "unreadable",
        }
    }

    /// The backend's id of the request, where it gave one: quote it to whoever reads its log.
    #[must_use]
    pub fn request_id(&self) -> Option<&str> {
        match self {
            Self::Offline | Self::NotTrusted | Self::TimedOut => None,
            Self::Unauthorized { request_id, .. }
            | Self::Refused { request_id, .. }
            | Self::Unavailable { request_id, .. }
            | Self::Unreadable { request_id, .. } => request_id.as_deref(),
        }
    }

    /// An answer that is no success. `now_wall_ms` is for a `Retry-After` that names a date.
    pub(super) fn of(response: &HttpResponse, now_wall_ms: i64) -> Self {
        let status = response.status();
        let problem = ProblemDetails::of(response);
        let (problem_code, request_id) = (problem.code, problem.request_id);
        match StatusClass::of(status) {
            StatusClass::Unauthorized => Self::Unauthorized {
                problem_code,
                request_id,
            },
            StatusClass::NotNow | StatusClass::Failed => Self::Unavailable {
                status,
                problem_code,
                retry_after_ms: response
                    .header("retry-after")
                    .and_then(|value| retry_after_ms(value, now_wall_ms)),
                request_id,
            },
            StatusClass::Refused => Self::Refused {
                status,
                problem_code,
                request_id,
            },
            StatusClass::Success | StatusClass::NotTheContract => {
                Self::unreadable(response, UnreadableReason::Status)
            }
        }
    }

    pub(super) fn unreadable(response: &HttpResponse, reason: UnreadableReason) -> Self {
        Self::Unreadable {
            reason,
            request_id: request_id_header(response),
        }
    }
}

impl From<AccessTokenError> for UnreadableReason {
    fn from(_: AccessTokenError) -> Self {
        Self::Token
    }
}

fn shown(problem_code: Option<&String>, request_id: Option<&String>) -> String {
    let mut text = String::new();
    if let Some(code) = problem_code {
        text = format!(" ({code})");
    }
    if let Some(id) = request_id {
        text = format!("{text}, request {id}");
    }
    text
}

#[cfg(test)]
mod tests {
    use super::super::http::HttpHeader;
    use super::*;

    fn error(status: u16, headers: &[(&str, &str)], body: &str) -> BackendError {
        let headers = headers
            .iter()
            .map(|(name, value)| HttpHeader {
                name: (*name).to_owned(),
                value: (*value).to_owned(),
            })
            .collect();
        BackendError::of(&HttpResponse::new(status, headers, body.into()), 0)
    }

    #[test]
    fn the_status_says_what_to_do() {
        for (statuses, code) in [
            (&[401][..], "unauthorized"),
            (&[400, 403, 404, 410, 422, 499], "refused"),
            (&[408, 409, 425, 429, 500, 503, 599], "unavailable"),
            (&[0, 100, 302, 407, 600, 999], "unreadable"),
        ] {
            for status in statuses {
                assert_eq!(error(*status, &[], "").code(), code, "{status}");
            }
        }
    }

    #[test]
    fn the_text_names_status_code_and_request() {
        let problem =
            r#"{"title":"secret","detail":"secret","code":"session_claimed","request_id":"r-1"}"#;
        let refused = error(403, &[], problem);
        assert_eq!(
            refused.to_string(),
            "the backend refused with status 403 (session_claimed), request r-1"
        );
        assert_eq!(refused.request_id(), Some("r-1"));
        assert!(!format!("{refused:?}").contains("secret"));

        let bare = error(401, &[], "secret");
        assert_eq!(
            bare.to_string(),
            "the backend did not accept the app's authentication"
        );
        let redirect = error(302, &[("X-Request-Id", "r-2")], "");
        assert_eq!(
            redirect.to_string(),
            "the answer is not of the contract: its status is none the contract knows, request r-2"
        );
    }

    #[test]
    fn a_busy_backend_says_how_long() {
        let wait = |value| match error(429, &[("retry-after", value)], "") {
            BackendError::Unavailable { retry_after_ms, .. } => retry_after_ms,
            other => panic!("{other}"),
        };
        assert_eq!(wait("7"), Some(7_000));
        assert_eq!(wait("Thu, 01 Jan 1970 00:00:09 GMT"), Some(9_000));
        assert_eq!(wait("soon"), None);
    }
}
