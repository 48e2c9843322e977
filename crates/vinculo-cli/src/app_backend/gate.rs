//! What every request passes: its id, the troubles on demand, and the user.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, header};
use axum::middleware::Next;
use axum::response::Response;

use super::problem::{FAILING, Problem, REFUSED, SIGNED_OUT};
use super::{AppBackend, BEARER, Fault};
use crate::random;

/// The id of a request, in every answer.
#[derive(Clone, Debug)]
pub(super) struct RequestId(pub(super) String);

pub(super) async fn pass(
    State(backend): State<AppBackend>,
    mut request: Request,
    next: Next,
) -> Response {
    let id = random::hex(16);
    request.extensions_mut().insert(RequestId(id.clone()));
    let (method, signed_in) = (request.method().clone(), is_signed_in(request.headers()));
    let mut response = match checked(backend.fault(), &method, signed_in).await {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.answer(&id),
    };
    let headers = response.headers_mut();
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert("x-request-id", id);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

async fn checked(fault: Fault, method: &Method, signed_in: bool) -> Result<(), Problem> {
    match fault {
        Fault::Slow(delay) => tokio::time::sleep(delay).await,
        Fault::Failing => return Err(FAILING),
        Fault::SignedOut => return Err(SIGNED_OUT),
        Fault::Refusing if method == Method::PUT => return Err(REFUSED),
        Fault::None | Fault::Refusing => {}
    }
    if signed_in { Ok(()) } else { Err(SIGNED_OUT) }
}

fn is_signed_in(headers: &HeaderMap) -> bool {
    let value = headers.get(header::AUTHORIZATION);
    let value = value.and_then(|value| value.to_str().ok());
    let token = value.and_then(|value| value.split_once(' '));
    token.is_some_and(|(scheme, token)| scheme.eq_ignore_ascii_case("bearer") && token == BEARER)
}
