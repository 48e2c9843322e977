//! Pages of the world, shown through the demo so that everything is of one origin.
//!
//! In the webview the core is asked about every document before it is fetched, and about every `Location` before it is
//! followed. A no is answered by 204, on which a browser keeps the page it has: just what a webview does when the app
//! cancels a navigation.

use std::sync::Arc;

use axum::body::Body as AxumBody;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use vinculo::session::LoadProblem;

use super::phone::{Phone, main_frame};
use super::roads::{Surface, resolve, without_fragment};
use crate::http::{Answer, Body, HttpProblem};

/// A request of the browser, as far as it matters.
pub(super) struct Asked {
    pub(super) method: Method,
    pub(super) headers: HeaderMap,
    pub(super) body: Vec<u8>,
}

impl Asked {
    /// A page, and not one of its style sheets or scripts. Browsers say which; for others the name has to do.
    fn is_document(&self, path: &str) -> bool {
        match self.header("sec-fetch-dest") {
            Some(kind) => matches!(kind, "document" | "iframe" | "frame"),
            None => !matches!(path.rsplit_once('.'), Some((_, "css" | "js"))),
        }
    }

    fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }
}

/// A page of the world at its own address, as the webview asks for it.
pub(super) async fn webview(phone: &Arc<Phone>, path: &str, asked: Asked) -> Response {
    let Some(real) = phone.parts.roads.real(path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    if !asked.is_document(path) {
        return resource(phone, Surface::Webview, &real).await;
    }
    if !phone.was_allowed(&real) {
        let gesture = asked.header("sec-fetch-user") == Some("?1");
        let post = asked.method == Method::POST;
        if phone.ask(main_frame(real.clone(), false, post, gesture)) != Some(true) {
            return stay();
        }
    }
    document(phone, &real, asked).await
}

/// The widget's first page. The browser asks for it by a number; the address with the token is known here only.
pub(super) async fn start(phone: &Arc<Phone>, serial: u64, asked: Asked) -> Response {
    let Some(url) = phone.take_start(serial) else {
        return stay();
    };
    let real = url.reveal().to_owned();
    if phone.ask(main_frame(real.clone(), false, false, false)) != Some(true) {
        return stay();
    }
    document(phone, &real, asked).await
}

/// A page of the world in the bank's app or the browser, where no core is asked; but a link that no page stands behind
/// goes to the app, through the operating system.
pub(super) async fn outside(phone: &Arc<Phone>, path: &str, asked: Asked) -> Response {
    let Some(real) = phone.parts.roads.real(path) else {
        return StatusCode::NOT_FOUND.into_response();
    };
    if !asked.is_document(path) {
        return resource(phone, Surface::Outside, &real).await;
    }
    let Ok(answer) = fetch(phone, &real, asked).await else {
        return stay();
    };
    let Some(location) = redirect(&answer) else {
        return page(phone, Surface::Outside, &real, answer);
    };
    let next = resolve(&real, location);
    if let Some(path) = phone.parts.roads.path(Surface::Outside, &next) {
        return see_other(&path);
    }
    phone.deliver(&next);
    stay()
}

async fn document(phone: &Arc<Phone>, real: &str, asked: Asked) -> Response {
    if phone.is_offline() {
        phone.load_failed(LoadProblem::Offline);
        return stay();
    }
    let got = asked.method == Method::GET;
    let answer = match fetch(phone, real, asked).await {
        Ok(answer) => answer,
        Err(problem) => {
            phone.load_failed(problem);
            return stay();
        }
    };
    let Some(location) = redirect(&answer) else {
        if answer.status >= 400 {
            let status = answer.status;
            phone.load_failed(LoadProblem::HttpStatus { status });
            return stay();
        }
        if got {
            phone.visited(real);
        }
        return page(phone, Surface::Webview, real, answer);
    };
    let next = resolve(real, location);
    let post = answer.status == 307 || answer.status == 308;
    if phone.ask(main_frame(next.clone(), true, post && !got, false)) != Some(true) {
        return stay();
    }
    let Some(path) = phone.parts.roads.path(Surface::Webview, &next) else {
        phone.load_failed(LoadProblem::Dns);
        return stay();
    };
    phone.allow_once(without_fragment(&next));
    see_other(&path)
}

async fn resource(phone: &Arc<Phone>, surface: Surface, real: &str) -> Response {
    let asked = Asked {
        method: Method::GET,
        headers: HeaderMap::new(),
        body: Vec::new(),
    };
    match fetch(phone, real, asked).await {
        Ok(answer) => page(phone, surface, real, answer),
        Err(_) => StatusCode::BAD_GATEWAY.into_response(),
    }
}

async fn fetch(phone: &Arc<Phone>, real: &str, asked: Asked) -> Result<Answer, LoadProblem> {
    let upstream = phone.parts.roads.upstream(without_fragment(real));
    // A host that is in nobody's address book.
    let upstream = upstream.ok_or(LoadProblem::Dns)?;
    let http = &phone.parts.http;
    let answer = if asked.method == Method::POST {
        let content_type = asked.header("content-type").unwrap_or_default().to_owned();
        let bytes = asked.body;
        let body = Body {
            content_type,
            bytes,
        };
        http.post(&upstream, body).await
    } else {
        http.get(&upstream, None).await
    };
    answer.map_err(|problem| match problem {
        HttpProblem::Unreachable => LoadProblem::Dns,
        HttpProblem::TimedOut => LoadProblem::TimedOut,
        HttpProblem::TooLong => LoadProblem::Blocked,
    })
}

fn redirect(answer: &Answer) -> Option<&str> {
    let location = answer.location.as_deref()?;
    (300..400).contains(&answer.status).then_some(location)
}

/// The page itself, with its own addresses led through the demo. Of its headers only these two count for a browser.
fn page(phone: &Phone, surface: Surface, real: &str, answer: Answer) -> Response {
    let kind = answer.content_type.unwrap_or_default();
    let body = if kind.starts_with("text/html") {
        let html = String::from_utf8_lossy(&answer.body);
        AxumBody::from(phone.parts.roads.page(surface, real, &html))
    } else {
        AxumBody::from(answer.body)
    };
    let status = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::BAD_GATEWAY);
    let policy = format!(
        "{}; frame-ancestors 'self'",
        answer
            .security_policy
            .as_deref()
            .unwrap_or("default-src 'self'")
    );
    let headers = [
        (header::CONTENT_TYPE, kind),
        (header::CONTENT_SECURITY_POLICY, policy),
    ];
    (status, headers, body).into_response()
}

fn see_other(path: &str) -> Response {
    (StatusCode::SEE_OTHER, [(header::LOCATION, path.to_owned())]).into_response()
}

/// The browser keeps the page it has.
fn stay() -> Response {
    StatusCode::NO_CONTENT.into_response()
}
