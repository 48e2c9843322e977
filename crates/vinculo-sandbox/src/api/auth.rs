//! HTTP Basic: user secret id, password secret password.

use axum::extract::{FromRequestParts, State};
use axum::http::header::AUTHORIZATION;
use axum::http::request::Parts;
use axum::response::Response;
use axum::{Json, http::HeaderMap};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use serde_json::{Value, json};

use super::error;
use crate::config::SecretKeys;
use crate::sandbox::Sandbox;

/// Proof that a request carried the right keys, with the id for its errors.
pub(crate) struct Authenticated {
    pub(crate) request_id: String,
}

impl FromRequestParts<Sandbox> for Authenticated {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, sandbox: &Sandbox) -> Result<Self, Response> {
        let request_id = sandbox.state().random.hex32();
        match basic(&parts.headers) {
            Some(keys) if keys == sandbox.config().keys => Ok(Self { request_id }),
            _ => Err(error::wrong_keys(&request_id)),
        }
    }
}

/// `GET /api/`: the cheap check of keys that Belvo's Python client makes (`belvo.md` §1).
pub(crate) async fn check(State(_): State<Sandbox>, _: Authenticated) -> Json<Value> {
    Json(json!({}))
}

fn basic(headers: &HeaderMap) -> Option<SecretKeys> {
    let value = headers.get(AUTHORIZATION)?.to_str().ok()?;
    let (scheme, credentials) = value.split_once(' ')?;
    if !scheme.eq_ignore_ascii_case("basic") {
        return None;
    }
    let decoded = String::from_utf8(STANDARD.decode(credentials.trim()).ok()?).ok()?;
    let (id, password) = decoded.split_once(':')?;
    Some(SecretKeys::new(id, password))
}
