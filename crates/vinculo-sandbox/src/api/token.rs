//! `POST /api/token/` (`belvo.md` §2).

use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde_json::{Value, json};

use super::error::{self, Problem};
use super::token_request::TokenRequest;
use crate::random::Random;
use crate::sandbox::Sandbox;
use crate::store::{Link, Session};

/// `exp - iat` of the documented sample tokens, in seconds. Not how long a token works: that is ten minutes.
const ACCESS_SECONDS: i64 = 1_200;
const REFRESH_SECONDS: i64 = 622_080_000;

/// The content type is not looked at: an old client without it is understood too.
pub(crate) async fn mint(State(sandbox): State<Sandbox>, body: Bytes) -> Response {
    let now_ms = sandbox.now_ms();
    let mut state = sandbox.state();
    let request_id = state.random.hex32();
    let refuse =
        |problems: &[Problem]| error::answer(StatusCode::BAD_REQUEST, &request_id, problems);

    let request = match TokenRequest::parse(&body) {
        Ok(request) => request,
        Err(problems) => return refuse(&problems),
    };
    if request.keys != sandbox.config().keys {
        return error::wrong_keys(&request_id);
    }
    let repaired = match &request.link_id {
        None => None,
        Some(id) => match state.links.get(id) {
            None => {
                return refuse(&[Problem::on(
                    "does_not_exist",
                    "Object with that id does not exist.",
                    "link_id",
                )]);
            }
            // Open finance has no update mode (`belvo.md` §5).
            Some(link) if link.institution.starts_with("of") => {
                return refuse(&[Problem::on(
                    "unsupported_operation",
                    "Open finance links are renewed, not updated.",
                    "link_id",
                )]);
            }
            Some(link) => Some(link.clone()),
        },
    };

    let jti = state.random.hex32();
    let access = token(
        "access",
        &jti,
        now_ms / 1000,
        &request,
        repaired.as_ref(),
        &mut state.random,
    );
    let refresh_jti = state.random.hex32();
    let refresh = token(
        "refresh",
        &refresh_jti,
        now_ms / 1000,
        &request,
        repaired.as_ref(),
        &mut state.random,
    );
    state.sessions.insert(
        jti.clone(),
        Session {
            jti,
            access_token: access.clone(),
            issued_at_ms: now_ms,
            link_id: request.link_id,
            external_id: request.external_id,
            fetch_resources: request.fetch_resources,
            credentials_storage: request.credentials_storage,
            stale_in: request.stale_in,
            company_name: request.company_name,
            callbacks: request.callbacks,
            used: false,
        },
    );
    (
        StatusCode::OK,
        Json(json!({"access": access, "refresh": refresh})),
    )
        .into_response()
}

/// A token with the claims of the documented sample (`belvo.md` §1). The signature is random bytes of HS512's length:
/// whoever holds the whole token is believed, and there is no key that could leak.
fn token(
    kind: &str,
    jti: &str,
    issued_at: i64,
    request: &TokenRequest,
    repaired: Option<&Link>,
    random: &mut Random,
) -> String {
    let life = if kind == "access" {
        ACCESS_SECONDS
    } else {
        REFRESH_SECONDS
    };
    let mut claims = json!({
        "token_type": kind,
        "exp": issued_at + life,
        "iat": issued_at,
        "jti": jti,
        "user_id": request.keys.id(),
        "organization_name": "Vinculo sandbox",
        "organization_id": request.keys.id(),
        "scopes": request.scopes,
        "environment": "sandbox",
        "api_url": "sandbox.belvo.com",
        "credentials_storage": request.credentials_storage.as_deref().unwrap_or("365d"),
        "stale_in": request.stale_in,
        "fetch_resources": request.fetch_resources,
        "iss": "sandbox.belvo.com",
    });
    if let Some(link) = repaired {
        claims["link"] =
            json!({"id": link.id, "status": link.status.as_str(), "institution": link.institution});
    }
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    format!(
        "{}.{}.{}",
        part(&json!({"typ": "JWT", "alg": "HS512"})),
        part(&claims),
        URL_SAFE_NO_PAD.encode(random.bytes::<64>())
    )
}
