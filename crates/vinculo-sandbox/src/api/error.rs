//! Errors as Belvo answers them: a list of objects with code, message, `request_id` and perhaps a field
//! (`belvo.md` §7.1).

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};

use crate::sandbox::Sandbox;

/// One item of the list.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Problem {
    pub(crate) code: &'static str,
    pub(crate) message: String,
    /// Dotted for nested fields: `widget.callback_urls.success`.
    pub(crate) field: Option<String>,
}

impl Problem {
    pub(crate) fn new(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            field: None,
        }
    }

    pub(crate) fn on(
        code: &'static str,
        message: impl Into<String>,
        field: impl Into<String>,
    ) -> Self {
        Self {
            code,
            message: message.into(),
            field: Some(field.into()),
        }
    }
}

/// The answer; all items carry the request's id.
pub(crate) fn answer(status: StatusCode, request_id: &str, problems: &[Problem]) -> Response {
    let items: Vec<Value> = problems
        .iter()
        .map(|problem| {
            let mut item =
                json!({"code": problem.code, "message": problem.message, "request_id": request_id});
            if let Some(field) = &problem.field {
                item["field"] = json!(field);
            }
            item
        })
        .collect();
    (status, Json(items)).into_response()
}

pub(crate) fn wrong_keys(request_id: &str) -> Response {
    answer(
        StatusCode::UNAUTHORIZED,
        request_id,
        &[Problem::new("authentication_failed", "Invalid Secret Keys")],
    )
}

pub(crate) fn not_found(request_id: &str) -> Response {
    answer(
        StatusCode::NOT_FOUND,
        request_id,
        &[Problem::new("not_found", "Not found.")],
    )
}

pub(crate) async fn method_not_allowed(State(sandbox): State<Sandbox>) -> Response {
    let request_id = sandbox.state().random.hex32();
    answer(
        StatusCode::METHOD_NOT_ALLOWED,
        &request_id,
        &[Problem::new("method_not_allowed", "Method not allowed.")],
    )
}
