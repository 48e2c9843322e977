//! The hosted widget.

mod answer;
mod handover;
mod leave;
mod messages;
mod pages;
mod play;
mod start;
mod startup;
mod steps;
mod texts;

use axum::Router;
use axum::middleware::map_response;
use axum::routing::get;

pub(crate) use startup::{Startup, accepted_external_id};
pub(crate) use texts::Texts;

use crate::http;
use crate::sandbox::Sandbox;
use crate::store::Page;

pub(crate) const CSS: &str = include_str!("widget.css");
const BRIDGE: &str = include_str!("bridge.js");

/// The widget and the page on which a refusal at the bank ends.
pub(crate) fn router() -> Router<Sandbox> {
    Router::new()
        .route("/widget", get(start::start))
        .route("/widget/", get(start::start))
        .route("/widget/invalid-token", get(start::leave_invalid))
        .route(
            "/widget/widget.css",
            get(|| async { http::asset("text/css; charset=utf-8", CSS) }),
        )
        .route(
            "/widget/bridge.js",
            get(|| async { http::asset("text/javascript; charset=utf-8", BRIDGE) }),
        )
        .route(
            "/widget/v/{visit}/consent",
            get(steps::show_consent).post(steps::consent),
        )
        .route(
            "/widget/v/{visit}/institutions",
            get(steps::show_institutions).post(steps::pick),
        )
        .route(
            "/widget/v/{visit}/credentials",
            get(steps::show_credentials).post(steps::credentials),
        )
        .route(
            "/widget/v/{visit}/mfa",
            get(steps::show_mfa).post(steps::mfa),
        )
        .route(
            "/widget/v/{visit}/handover",
            get(handover::show_handover).post(handover::handover),
        )
        .route("/widget/v/{visit}/return", get(handover::returned))
        .route("/widget/v/{visit}/success", get(steps::show_success))
        .route("/widget/v/{visit}/play", get(play::play))
        .route("/widget/v/{visit}/done", get(leave::done))
        .route("/widget/v/{visit}/close/{from}", get(leave::close))
        .route("/widget/v/{visit}/leave/{from}", get(leave::leave))
        .route(
            "/widget/v/{visit}/abandon-survey",
            get(leave::show_survey).post(leave::survey),
        )
        .route("/api/consents/callback/", get(start::refused))
        .layer(map_response(http::harden))
}

/// The path of a page of a visit.
pub(crate) fn path(visit_id: &str, page: Page) -> String {
    format!("/widget/v/{visit_id}/{}", page.slug())
}
