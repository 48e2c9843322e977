//! Errors as RFC 9457 problem bodies, with the request's id.

use axum::Json;
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::json;

/// Why there is no result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Problem {
    pub(super) status: StatusCode,
    /// For programs: one word, stable.
    pub(super) code: &'static str,
    /// For people: the same for every occurrence.
    pub(super) title: &'static str,
    pub(super) retry_after_s: Option<u32>,
}

impl Problem {
    pub(super) const fn new(status: StatusCode, code: &'static str, title: &'static str) -> Self {
        Self {
            status,
            code,
            title,
            retry_after_s: None,
        }
    }

    pub(super) const fn retry_after(mut self, seconds: u32) -> Self {
        self.retry_after_s = Some(seconds);
        self
    }

    pub(super) fn answer(self, request_id: &str) -> Response {
        let body = json!({
            "type": "about:blank",
            "title": self.title,
            "status": self.status.as_u16(),
            "code": self.code,
            "request_id": request_id,
        });
        let mut response = (self.status, Json(body)).into_response();
        let headers = response.headers_mut();
        let kind = HeaderValue::from_static("application/problem+json");
        headers.insert(header::CONTENT_TYPE, kind);
        if let Some(seconds) = self.retry_after_s {
            headers.insert(header::RETRY_AFTER, seconds.into());
        }
        response
    }
}

pub(super) const MALFORMED: Problem = Problem::new(
    StatusCode::BAD_REQUEST,
    "malformed",
    "The request is not the contract's",
);
pub(super) const SIGNED_OUT: Problem = Problem::new(
    StatusCode::UNAUTHORIZED,
    "signed_out",
    "The app's user is not signed in",
);
pub(super) const NOT_FOUND: Problem = Problem::new(
    StatusCode::NOT_FOUND,
    "not_found",
    "The contract has no such route",
);
pub(super) const METHOD: Problem = Problem::new(
    StatusCode::METHOD_NOT_ALLOWED,
    "method_not_allowed",
    "The contract has no such method here",
);
pub(super) const IDEMPOTENCY_KEY: Problem = Problem::new(
    StatusCode::BAD_REQUEST,
    "idempotency_key",
    "The Idempotency-Key is missing, or not the outcome's own",
);
pub(super) const SESSION_MODE: Problem = Problem::new(
    StatusCode::UNPROCESSABLE_ENTITY,
    "session_mode",
    "The session was opened in another mode, or for another link",
);
/// Not 409, which the contract reads as "later": the second body would be refused for ever.
pub(super) const CONFLICT: Problem = Problem::new(
    StatusCode::UNPROCESSABLE_ENTITY,
    "outcome_conflict",
    "Another outcome was reported under this sequence",
);
pub(super) const REFUSED: Problem = Problem::new(
    StatusCode::UNPROCESSABLE_ENTITY,
    "refused",
    "No outcome is taken",
);
pub(super) const FAILING: Problem = Problem::new(
    StatusCode::INTERNAL_SERVER_ERROR,
    "failing",
    "The backend failed",
);
pub(super) const BELVO_UNREACHABLE: Problem = Problem::new(
    StatusCode::SERVICE_UNAVAILABLE,
    "belvo_unreachable",
    "Belvo cannot be asked",
)
.retry_after(1);
pub(super) const BELVO_KEYS: Problem = Problem::new(
    StatusCode::BAD_GATEWAY,
    "belvo_keys",
    "Belvo does not take the backend's keys",
);
pub(super) const BELVO_REFUSED: Problem = Problem::new(
    StatusCode::UNPROCESSABLE_ENTITY,
    "belvo_refused",
    "Belvo mints no token for this",
);
