//! The start URL, and pages outside of any visit.

use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;

use super::pages;
use super::startup::{Startup, parameter};
use super::texts::Texts;
use super::{messages, path};
use crate::callbacks::Callbacks;
use crate::http;
use crate::sandbox::Sandbox;
use crate::store::{Failure, Page, Validity, Visit};

const TOKEN_NOT_VALID: Failure = Failure {
    code: "ACCESS_TOKEN_NOT_VALID",
    message: Some("The access token was not provided or is not valid"),
};

/// Opens a visit. A dead token, whose callbacks are known, is answered by the error callback at once; an unknown one by
/// a page, since there is nowhere to go.
pub(crate) async fn start(State(sandbox): State<Sandbox>, RawQuery(query): RawQuery) -> Response {
    let query = query.unwrap_or_default();
    let now_ms = sandbox.now_ms();
    let mut state = sandbox.state();
    let startup = Startup::parse(&query);
    let token = parameter(&query, "access_token").unwrap_or_default();
    let Some(session) = state.session_of_token(&token) else {
        let message = messages::error(TOKEN_NOT_VALID, None, now_ms, &mut state.random);
        let texts = Texts::of(startup.locale.as_deref());
        return http::page(
            StatusCode::OK,
            pages::token_unknown(texts, &sandbox.config().bridge, &message),
        );
    };
    if session.validity(now_ms) == Validity::Dead {
        return http::found(
            &session
                .callbacks
                .token_not_valid(sandbox.config().error_callback),
        );
    }
    let visit = Visit::new(session.jti.clone(), startup);
    let id = state.random.hex32();
    let next = path(&id, Page::Consent);
    state.visits.insert(id, visit);
    http::see_other(&next)
}

/// Out of the page of an unknown token, by the built-in scheme of older widgets (`belvo.md` §4.1), which is all that is
/// left when nobody knows the app's callbacks.
pub(crate) async fn leave_invalid(State(sandbox): State<Sandbox>) -> Response {
    http::found(&Callbacks::default().token_not_valid(sandbox.config().error_callback))
}

/// Where a refusal at the bank ends: a page whose fragment tells the reason, and no callback (`belvo.md` §4.3).
pub(crate) async fn refused(State(sandbox): State<Sandbox>) -> Response {
    http::page(
        StatusCode::OK,
        pages::refused(Texts::of(Some("pt")), &sandbox.config().bridge),
    )
}
