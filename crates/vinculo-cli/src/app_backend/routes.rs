//! The four routes of the contract.

use axum::body::Bytes;
use axum::extract::rejection::PathRejection;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{get, post, put};
use axum::{Extension, Json, Router, middleware};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use vinculo::backend::{
    LinkHealth, LinkStatus, NeededAction, OpenMode, OpenSession, OutcomeReport, ReportedEnding,
    is_session_id,
};
use vinculo::callback::LinkId;

use super::AppBackend;
use super::gate::{self, RequestId};
use super::ledger::Opened;
use super::problem::{IDEMPOTENCY_KEY, MALFORMED, METHOD, NOT_FOUND, Problem};

/// The largest honest body, an outcome, has a few hundred bytes.
const BODY_LIMIT: usize = 64 * 1024;

pub(super) fn router(backend: &AppBackend) -> Router {
    Router::new()
        .route("/v1/connect-sessions", post(open))
        .route(
            "/v1/connect-sessions/{session_id}/outcomes/{sequence}",
            put(report),
        )
        .route("/v1/connect-sessions/{session_id}/link", get(late_link))
        .route("/v1/links", get(links))
        .method_not_allowed_fallback(|Extension(RequestId(id))| async move { METHOD.answer(&id) })
        .fallback(|Extension(RequestId(id))| async move { NOT_FOUND.answer(&id) })
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::from_fn_with_state(backend.clone(), gate::pass))
        .with_state(backend.clone())
}

/// A result, or the problem under the request's id.
fn answer(id: &RequestId, result: Result<(StatusCode, Value), Problem>) -> Response {
    match result {
        Ok((status, body)) => (status, Json(body)).into_response(),
        Err(problem) => problem.answer(&id.0),
    }
}

async fn open(
    State(backend): State<AppBackend>,
    Extension(id): Extension<RequestId>,
    body: Bytes,
) -> Response {
    answer(&id, opened(&backend, &body).await)
}

async fn opened(backend: &AppBackend, body: &[u8]) -> Result<(StatusCode, Value), Problem> {
    let session: OpenSession = read(body)?;
    if !is_session_id(&session.session_id) {
        return Err(MALFORMED);
    }
    backend
        .ledger()
        .may_open(&session.session_id, &session.mode)?;
    let last_access = match &session.mode {
        OpenMode::Create => None,
        OpenMode::Update { link } => last_access(backend, link).await?,
    };
    let token = backend.belvo().mint(&session).await?;
    let mode = session.mode;
    let opened = Opened { mode, last_access };
    let is_new = backend.ledger().open(&session.session_id, opened)?;
    let status = if is_new {
        StatusCode::CREATED
    } else {
        StatusCode::OK
    };
    let body = json!({
        "session_id": session.session_id,
        "access_token": token,
        "callback_urls": session.callback_urls,
    });
    Ok((status, body))
}

async fn report(
    State(backend): State<AppBackend>,
    Extension(id): Extension<RequestId>,
    path: Result<Path<(String, u32)>, PathRejection>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let reported = match path {
        Ok(Path((session_id, sequence))) => {
            reported(&backend, &session_id, sequence, &headers, &body).await
        }
        Err(_) => Err(MALFORMED),
    };
    answer(&id, reported)
}

/// Takes an outcome of any session: one that could never be opened is told as well.
async fn reported(
    backend: &AppBackend,
    session_id: &str,
    sequence: u32,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<(StatusCode, Value), Problem> {
    let report: OutcomeReport = read(body)?;
    if report.session_id != session_id || report.sequence != sequence || !is_session_id(session_id)
    {
        return Err(MALFORMED);
    }
    let keys = headers.get_all("idempotency-key");
    if !keys.iter().eq([report.id().as_str()]) {
        return Err(IDEMPOTENCY_KEY);
    }
    let before = backend.ledger().again(&report)?;
    let taken = if let Some(taken) = before {
        taken
    } else {
        let verified = verified(backend, &report).await?;
        backend.ledger().take(report, verified)?
    };
    let body = match taken.verified {
        Some(verified) => json!({"verified": verified}),
        None => json!({}),
    };
    Ok((StatusCode::OK, body))
}

/// A callback can be forged: a link counts once Belvo says that this session made or repaired it.
async fn verified(backend: &AppBackend, report: &OutcomeReport) -> Result<Option<bool>, Problem> {
    let ReportedEnding::Connected { link, .. } = &report.ending else {
        return Ok(None);
    };
    let session = backend.ledger().session(&report.session_id).cloned();
    let Some(found) = backend.belvo().link(link).await? else {
        return Ok(Some(false));
    };
    let made = found["external_id"].as_str() == Some(&report.session_id);
    let repaired = session.is_some_and(|session| {
        matches!(&session.mode, OpenMode::Update { link: own } if own == link)
            && found["last_accessed_at"].as_str() != session.last_access.as_deref()
    });
    Ok(Some(made || repaired))
}

async fn late_link(
    State(backend): State<AppBackend>,
    Extension(id): Extension<RequestId>,
    Path(session_id): Path<String>,
) -> Response {
    answer(&id, found_late(&backend, &session_id).await)
}

async fn found_late(
    backend: &AppBackend,
    session_id: &str,
) -> Result<(StatusCode, Value), Problem> {
    if !is_session_id(session_id) {
        return Err(MALFORMED);
    }
    let session = backend.ledger().session(session_id).cloned();
    let repair = session.and_then(|session| match session.mode {
        OpenMode::Update { link } => Some((link, session.last_access)),
        OpenMode::Create => None,
    });
    let found = if let Some((link, before)) = repair {
        let found = backend.belvo().link(&link).await?;
        found.filter(|link| link["last_accessed_at"].as_str() != before.as_deref())
    } else {
        let found = backend.belvo().links_of(session_id).await?;
        found.into_iter().next()
    };
    let body = found.map_or_else(
        || json!({"link": null}),
        |link| json!({"link": link["id"], "institution": link["institution"]}),
    );
    Ok((StatusCode::OK, body))
}

async fn links(State(backend): State<AppBackend>, Extension(id): Extension<RequestId>) -> Response {
    answer(&id, links_of_the_user(&backend).await)
}

/// Those that a session of the user made.
async fn links_of_the_user(backend: &AppBackend) -> Result<(StatusCode, Value), Problem> {
    let all = backend.belvo().links().await?;
    let ledger = backend.ledger();
    let own = all.iter().filter(|link| {
        let session = link["external_id"].as_str();
        session.is_some_and(|session| ledger.session(session).is_some())
    });
    let links: Vec<Value> = own.map(summary).collect();
    Ok((StatusCode::OK, json!({"links": links})))
}

fn summary(link: &Value) -> Value {
    let status = link["status"].as_str().unwrap_or_default();
    let health = LinkStatus::from_name(status).health();
    let action = needed(&health, link["institution"].as_str().unwrap_or_default());
    json!({
        "link": link["id"],
        "institution": link["institution"],
        "status": status,
        "health": health.name(),
        "needed_action": action.name(),
    })
}

/// Open finance has no update mode: there the user connects anew.
fn needed(health: &LinkHealth, institution: &str) -> NeededAction {
    match health.needed_action() {
        NeededAction::Update if institution.starts_with("of") => NeededAction::Reconnect,
        action => action,
    }
}

async fn last_access(backend: &AppBackend, link: &LinkId) -> Result<Option<String>, Problem> {
    let found = backend.belvo().link(link).await?;
    Ok(found.and_then(|link| link["last_accessed_at"].as_str().map(str::to_owned)))
}

fn read<T: DeserializeOwned>(body: &[u8]) -> Result<T, Problem> {
    serde_json::from_slice(body).map_err(|_| MALFORMED)
}
