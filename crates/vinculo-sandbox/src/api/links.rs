//! `GET /api/links/` and `GET /api/links/{id}/` (`belvo.md` §6, §8).

use axum::Json;
use axum::extract::{Path, RawQuery, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde_json::{Value, json};
use url::form_urlencoded;

use super::auth::Authenticated;
use super::error::{self, Problem};
use crate::sandbox::Sandbox;
use crate::store::Link;
use crate::timestamp;

/// The sandbox's page size; Belvo clamps larger wishes to 1000.
const DEFAULT_PAGE_SIZE: usize = 10;
const LARGEST_PAGE_SIZE: usize = 1_000;

/// One page of links, newest first, filtered by `id`, `external_id`, `institution`, `access_mode` and `status`, each
/// also with `__in`. Other parameters are ignored.
pub(crate) async fn list(
    State(sandbox): State<Sandbox>,
    caller: Authenticated,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
) -> Response {
    let query: Vec<(String, String)> = form_urlencoded::parse(query.unwrap_or_default().as_bytes())
        .into_owned()
        .collect();
    let number = |name: &str, default: usize| {
        query
            .iter()
            .find(|(key, _)| key == name)
            .map_or(Some(default), |(_, value)| value.parse().ok())
    };
    let (Some(page @ 1..), Some(size)) =
        (number("page", 1), number("page_size", DEFAULT_PAGE_SIZE))
    else {
        return error::answer(
            StatusCode::NOT_FOUND,
            &caller.request_id,
            &[Problem::new("not_found", "Invalid page.")],
        );
    };
    let size = size.clamp(1, LARGEST_PAGE_SIZE);

    let state = sandbox.state();
    let mut matching: Vec<&Link> = state
        .links
        .iter()
        .filter(|link| query.iter().all(|p| passes(link, p)))
        .collect();
    matching.reverse();
    let start = (page - 1).saturating_mul(size);
    let results: Vec<Value> = matching
        .iter()
        .skip(start)
        .take(size)
        .map(|link| body(link))
        .collect();
    let address = |page: usize| address(&headers, &query, page);
    let next = (start.saturating_add(size) < matching.len()).then(|| address(page + 1));
    let previous = (page > 1).then(|| address(page - 1));
    Json(json!({"count": matching.len(), "next": next, "previous": previous, "results": results}))
        .into_response()
}

/// One link, or 404 `not_found`.
pub(crate) async fn one(
    State(sandbox): State<Sandbox>,
    caller: Authenticated,
    Path(id): Path<String>,
) -> Response {
    match sandbox.state().links.get(&id) {
        Some(link) => Json(body(link)).into_response(),
        None => error::not_found(&caller.request_id),
    }
}

fn passes(link: &Link, (name, value): &(String, String)) -> bool {
    let (field, list) = name
        .strip_suffix("__in")
        .map_or((name.as_str(), false), |field| (field, true));
    let actual = match field {
        "id" => link.id.as_str(),
        "external_id" => link.external_id.as_deref().unwrap_or_default(),
        "institution" => &link.institution,
        "access_mode" => &link.access_mode,
        "status" => link.status.as_str(),
        _ => return true,
    };
    if list {
        value.split(',').any(|item| item == actual)
    } else {
        value == actual
    }
}

/// An absolute address on the host that was asked, with the query carried over.
fn address(headers: &HeaderMap, query: &[(String, String)], page: usize) -> String {
    let host = headers
        .get(header::HOST)
        .and_then(|host| host.to_str().ok())
        .unwrap_or("127.0.0.1");
    let mut parameters = form_urlencoded::Serializer::new(String::new());
    parameters.extend_pairs(query.iter().filter(|(name, _)| name != "page"));
    parameters.append_pair("page", &page.to_string());
    format!("http://{host}/api/links/?{}", parameters.finish())
}

fn body(link: &Link) -> Value {
    let recurrent = link.access_mode == "recurrent";
    json!({
        "id": link.id,
        "institution": link.institution,
        "access_mode": link.access_mode,
        "last_accessed_at": timestamp::micros(link.last_accessed_at_ms),
        "created_at": timestamp::micros(link.created_at_ms),
        "external_id": link.external_id,
        "institution_user_id": link.institution_user_id,
        "status": link.status.as_str(),
        "created_by": "5a9db0c5-0000-4000-8000-76696e63756c",
        "refresh_rate": recurrent.then_some("7d"),
        "credentials_storage": link.credentials_storage,
        "fetch_resources": link.fetch_resources,
        "stale_in": link.stale_in,
    })
}
