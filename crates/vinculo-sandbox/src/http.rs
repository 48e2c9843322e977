//! Answers that a browser gets.

use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use maud::Markup;

/// No inline script or style; no `form-action`, because engines apply it to the redirects behind a form too, and these
/// lead to the app's callbacks and to the bank.
const CONTENT_SECURITY_POLICY: &str =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; base-uri 'none'";

/// A page.
pub(crate) fn page(status: StatusCode, markup: Markup) -> Response {
    (
        status,
        [(header::CONTENT_TYPE, "text/html; charset=utf-8")],
        markup.into_string(),
    )
        .into_response()
}

/// On to another page of ours, by path.
pub(crate) fn see_other(path: &str) -> Response {
    redirect(StatusCode::SEE_OTHER, path)
}

/// Out of the widget: to a callback or to the bank.
pub(crate) fn found(url: &str) -> Response {
    redirect(StatusCode::FOUND, url)
}

/// A file that is part of the program.
pub(crate) fn asset(content_type: &'static str, body: &'static str) -> Response {
    ([(header::CONTENT_TYPE, content_type)], body).into_response()
}

/// Sets what every page and redirect carries. The start URL holds a token, so nothing is cached and no address is
/// passed on. Framing is allowed: a demo shows the widget inside a page of its own.
pub(crate) async fn harden(mut response: Response) -> Response {
    let headers: &mut HeaderMap = response.headers_mut();
    for (name, value) in [
        (header::CACHE_CONTROL, "no-store"),
        (header::CONTENT_SECURITY_POLICY, CONTENT_SECURITY_POLICY),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

fn redirect(status: StatusCode, location: &str) -> Response {
    match HeaderValue::from_str(location) {
        Ok(location) => (status, [(header::LOCATION, location)]).into_response(),
        // Callback URLs are checked when a token is minted, so this is a setting of ours that is not a URL.
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
