//! The start URL, and pages outside of any visit.

use std::future::pending;

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
use crate::scenario::Scenario;
use crate::store::{Failure, Page, Validity, Visit, session_key};

/// The parameter of the start URL that names a scenario. Belvo has none of that name, and ignores it.
const SCENARIO: &str = "sandbox_scenario";

/// Opens a visit. A dead token, whose callbacks are known, is answered by the error callback at once; an unknown one by
/// a page, since there is nowhere to go.
pub(crate) async fn start(State(sandbox): State<Sandbox>, RawQuery(query): RawQuery) -> Response {
    let opening = match admit(&sandbox, &query.unwrap_or_default()) {
        Ok(opening) => opening,
        Err(answer) => return answer,
    };
    match opening.scenario {
        Scenario::Blank => return pending().await,
        Scenario::SlowPage => tokio::time::sleep(sandbox.config().slow_page).await,
        Scenario::Http500 => {
            return for_developers(
                &sandbox,
                StatusCode::INTERNAL_SERVER_ERROR,
                "500",
                "The scenario of this session is http_500.",
            );
        }
        _ => {}
    }
    let mut state = sandbox.state();
    let id = state.random.hex32();
    let next = path(&id, Page::Consent);
    let visit = Visit::new(opening.jti, opening.startup, opening.scenario);
    state.visits.insert(id, visit);
    http::see_other(&next)
}

/// What a start URL opens.
struct Opening {
    jti: String,
    startup: Startup,
    scenario: Scenario,
}

/// Looks at the scenario that is asked for, then at the token; an answer if no visit comes of it.
#[expect(clippy::result_large_err, reason = "moved once per visit")]
fn admit(sandbox: &Sandbox, query: &str) -> Result<Opening, Response> {
    let asked = parameter(query, SCENARIO).map(|name| name.parse::<Scenario>());
    let asked = asked.transpose().map_err(|unknown| {
        let status = StatusCode::BAD_REQUEST;
        for_developers(
            sandbox,
            status,
            SCENARIO,
            &format!("In the start URL {unknown}."),
        )
    })?;
    let now_ms = sandbox.now_ms();
    let startup = Startup::parse(query);
    let token = parameter(query, "access_token").unwrap_or_default();
    let mut state = sandbox.state();
    let state = &mut *state;
    let Some(session) = state.session_of_token(&token) else {
        let message = messages::error(Failure::TOKEN_NOT_VALID, None, now_ms, &mut state.random);
        let texts = Texts::of(startup.locale.as_deref());
        return Err(http::page(
            StatusCode::OK,
            pages::token_unknown(texts, &sandbox.config().bridge, &message),
        ));
    };
    let error_callback = session
        .callbacks
        .token_not_valid(sandbox.config().error_callback);
    if session.validity(now_ms) == Validity::Dead {
        return Err(http::found(&error_callback));
    }
    let (jti, key) = (session.jti.clone(), session_key(session));
    let scenario = state.scenarios.of(&key, asked);
    let refuses = match scenario {
        Scenario::TokenNotValid => true,
        Scenario::TokenNotValidOnce => state.scenarios.is_first_token(&key),
        _ => false,
    };
    if refuses {
        return Err(http::found(&error_callback));
    }
    Ok(Opening {
        jti,
        startup,
        scenario,
    })
}

fn for_developers(sandbox: &Sandbox, status: StatusCode, title: &str, body: &str) -> Response {
    http::page(
        status,
        pages::for_developers(&sandbox.config().bridge, title, body),
    )
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
