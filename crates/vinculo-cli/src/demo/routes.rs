//! What the demo serves.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Json, Path, Query, Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::{self, Next};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{any, get, post};
use serde::Deserialize;
use serde_json::json;

use super::assets;
use super::phone::{Act, Phone, Refusal, diagram};
use super::surface::{self, Asked};

const BODY_LIMIT: usize = 256 * 1024;
/// Shorter than any proxy's patience.
const LONG_POLL: Duration = Duration::from_secs(20);

/// All of it. Only this machine's own pages are served, and no other site can speak to them.
pub(super) fn router(phone: Arc<Phone>) -> Router {
    Router::new()
        .route("/", get(|| async { assets::page() }))
        .route(
            "/assets/{file}",
            get(|Path(file): Path<String>| async move { assets::file(&file) }),
        )
        .route("/api/diagram", get(|| async { Json(diagram()) }))
        .route("/api/state", get(state))
        .route("/api/act", post(act))
        .route("/webview/start/{serial}", get(start))
        .route("/webview/{*path}", any(webview))
        .route("/outside/{*path}", any(outside))
        .layer(DefaultBodyLimit::max(BODY_LIMIT))
        .layer(middleware::from_fn(guard))
        .with_state(phone)
}

#[derive(Deserialize)]
struct Since {
    #[serde(default)]
    version: u64,
    #[serde(default)]
    log: u64,
}

/// The state, as soon as there is a newer one than `version`; after a while the same again.
async fn state(State(phone): State<Arc<Phone>>, Query(since): Query<Since>) -> Response {
    let mut watch = phone.watch();
    let newer = watch.wait_for(|version| *version > since.version);
    // Whether it came or the time is over: the state is the answer.
    let _ = tokio::time::timeout(LONG_POLL, newer).await;
    Json(phone.view(since.log)).into_response()
}

async fn act(State(phone): State<Arc<Phone>>, Json(act): Json<Act>) -> Response {
    match phone.act(act) {
        Ok(()) => StatusCode::NO_CONTENT.into_response(),
        Err(Refusal(why)) => (StatusCode::CONFLICT, Json(json!({"why": why}))).into_response(),
    }
}

async fn start(
    State(phone): State<Arc<Phone>>,
    Path(serial): Path<u64>,
    method: Method,
    headers: HeaderMap,
) -> Response {
    surface::start(&phone, serial, asked(method, headers, &Bytes::new())).await
}

async fn webview(
    State(phone): State<Arc<Phone>>,
    uri: Uri,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let path = uri.path_and_query().map_or("", |whole| whole.as_str());
    let path = path.strip_prefix("/webview").unwrap_or_default();
    surface::webview(&phone, path, asked(method, headers, &body)).await
}

async fn outside(
    State(phone): State<Arc<Phone>>,
    uri: Uri,
    method: Method,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let path = uri.path_and_query().map_or("", |whole| whole.as_str());
    let path = path.strip_prefix("/outside").unwrap_or_default();
    surface::outside(&phone, path, asked(method, headers, &body)).await
}

fn asked(method: Method, headers: HeaderMap, body: &Bytes) -> Asked {
    Asked {
        method,
        headers,
        body: body.to_vec(),
    }
}

/// Other sites' pages and other host names (DNS rebinding) get nothing; answers carry what keeps the page to itself.
async fn guard(request: Request, next: Next) -> Response {
    if is_foreign(&request) {
        return StatusCode::FORBIDDEN.into_response();
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(
            "default-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
        ));
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn is_foreign(request: &Request) -> bool {
    let header = |name: HeaderName| request.headers().get(name)?.to_str().ok();
    let host = header(header::HOST).unwrap_or_default();
    let host = host.rsplit_once(':').map_or(host, |(name, _)| name);
    let another_site = header(HeaderName::from_static("sec-fetch-site")) == Some("cross-site");
    !matches!(host, "127.0.0.1" | "localhost") || (another_site && request.uri().path() != "/")
}
