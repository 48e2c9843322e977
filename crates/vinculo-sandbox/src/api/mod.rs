//! Belvo's REST API, as far as the hosted widget needs it.

mod auth;
mod error;
mod links;
mod token;
mod token_request;

use axum::Router;
use axum::routing::{get, post};

use crate::sandbox::Sandbox;

/// Unknown paths are answered with an empty 404, as Belvo does (`belvo.md` §7.1).
pub(crate) fn router() -> Router<Sandbox> {
    Router::new()
        .route(
            "/api/",
            get(auth::check).fallback(error::method_not_allowed),
        )
        .route(
            "/api/token/",
            post(token::mint).fallback(error::method_not_allowed),
        )
        .route(
            "/api/links/",
            get(links::list).fallback(error::method_not_allowed),
        )
        .route(
            "/api/links/{id}/",
            get(links::one).fallback(error::method_not_allowed),
        )
}
