//! The page's files, which are part of the program.

use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};

const FILES: &[(&str, &str, &str)] = &[
    (
        "app.css",
        CSS,
        concat!(
            include_str!("../palette.css"),
            include_str!("assets/app.css")
        ),
    ),
    ("phone.css", CSS, include_str!("assets/phone.css")),
    ("main.js", JS, include_str!("assets/main.js")),
    ("api.js", JS, include_str!("assets/api.js")),
    ("dom.js", JS, include_str!("assets/dom.js")),
    ("controls.js", JS, include_str!("assets/controls.js")),
    ("diagram.js", JS, include_str!("assets/diagram.js")),
    ("panels.js", JS, include_str!("assets/panels.js")),
    ("phone.js", JS, include_str!("assets/phone.js")),
    ("timeline.js", JS, include_str!("assets/timeline.js")),
    ("in-page.js", JS, include_str!("assets/in-page.js")),
    ("icon.svg", "image/svg+xml", include_str!("assets/icon.svg")),
];

const CSS: &str = "text/css; charset=utf-8";
const JS: &str = "text/javascript; charset=utf-8";
const PAGE: &str = include_str!("assets/index.html");

/// The one page.
pub(super) fn page() -> Response {
    ([(header::CONTENT_TYPE, "text/html; charset=utf-8")], PAGE).into_response()
}

/// A file of it.
pub(super) fn file(name: &str) -> Response {
    match FILES.iter().find(|(file, ..)| *file == name) {
        Some((_, kind, text)) => ([(header::CONTENT_TYPE, *kind)], *text).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
