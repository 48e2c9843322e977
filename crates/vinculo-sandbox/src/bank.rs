//! A bank's own site, to which open finance sends the user.
//!
//! The bank knows a request by an id of its own, and neither the token nor the widget's visit is in its addresses.

use axum::Form;
use axum::Router;
use axum::extract::{Path, State};
use axum::http::StatusCode;
use axum::middleware::map_response;
use axum::response::Response;
use axum::routing::get;
use maud::{DOCTYPE, Markup, html};
use serde::Deserialize;

use crate::callbacks::append;
use crate::http;
use crate::sandbox::Sandbox;
use crate::scenario::Scenario;
use crate::store::Visit;
use crate::widget::{CSS, Texts};

/// The bank's pages, all below `/bank/`.
pub(crate) fn router() -> Router<Sandbox> {
    Router::new()
        .route(
            "/bank/bank.css",
            get(|| async { http::asset("text/css; charset=utf-8", CSS) }),
        )
        .route("/bank/{request}", get(ask).post(decide))
        .route("/bank/{request}/play", get(play))
        .layer(map_response(http::harden))
}

async fn ask(State(sandbox): State<Sandbox>, Path(request): Path<String>) -> Response {
    let state = sandbox.state();
    let visit = state
        .bank_requests
        .get(&request)
        .and_then(|visit| state.visits.get(visit));
    let current = visit.filter(|visit| visit.bank_request.as_deref() == Some(&request));
    match current.and_then(|visit| Some((visit, visit.institution?))) {
        Some((visit, institution)) => {
            let texts = Texts::of(visit.startup.locale.as_deref());
            let refresh = decided(visit).map(|_| format!("0; url=/bank/{request}/play"));
            let body = question(texts);
            let bank = institution.display_name;
            http::page(
                StatusCode::OK,
                document(texts, bank, refresh.as_deref(), &body),
            )
        }
        None => gone(),
    }
}

#[derive(Deserialize)]
struct Decision {
    #[serde(default)]
    decision: String,
}

async fn decide(
    State(sandbox): State<Sandbox>,
    Path(request): Path<String>,
    Form(Decision { decision }): Form<Decision>,
) -> Response {
    answer(&sandbox, &request, |_| Some(decision == "authorise"))
}

/// What the scenario's user says; nobody decides for whoever holds the phone.
async fn play(State(sandbox): State<Sandbox>, Path(request): Path<String>) -> Response {
    answer(&sandbox, &request, decided)
}

/// Yes or no, in a scenario.
fn decided(visit: &Visit) -> Option<bool> {
    visit
        .scenario
        .plays_itself()
        .then_some(visit.scenario != Scenario::BankRefuses)
}

/// A yes leads back to the widget, or to the app if it has a link for that; a no to Belvo's refusal page: the documented end without a callback.
fn answer(
    sandbox: &Sandbox,
    request: &str,
    decide: impl FnOnce(&Visit) -> Option<bool>,
) -> Response {
    let mut state = sandbox.state();
    let state = &mut *state;
    let Some(visit_id) = state.bank_requests.get(request) else {
        return gone();
    };
    let Some(visit) = state.visits.get_mut(visit_id) else {
        return gone();
    };
    if visit.bank_request.as_deref() != Some(request) {
        return gone();
    }
    let Some(authorised) = decide(visit) else {
        return http::see_other(&format!("/bank/{request}"));
    };
    let widget = &sandbox.config().widget_origin;
    visit.bank_authorised = authorised;
    if authorised {
        let resume = format!("{widget}/widget/v/{visit_id}/return");
        match &sandbox.config().app_link {
            None => http::found(&resume),
            Some(link) => http::found(&append(&link.url, &[(&link.parameter, &resume)])),
        }
    } else {
        http::found(&format!(
            "{widget}/api/consents/callback/#error_description=risk_analysis_denied"
        ))
    }
}

fn gone() -> Response {
    let texts = Texts::of(Some("pt"));
    let body = html! { h1 { (texts.gone_title) } p { (texts.gone_body) } };
    http::page(StatusCode::NOT_FOUND, document(texts, "", None, &body))
}

fn question(texts: &Texts) -> Markup {
    html! {
        h1 { (texts.bank_title) }
        p { (texts.bank_body) }
        form method="post" class="actions" {
            button.primary name="decision" value="authorise" { (texts.bank_authorise) }
            button.plain name="decision" value="refuse" { (texts.bank_refuse) }
        }
    }
}

fn document(texts: &Texts, bank: &str, refresh: Option<&str>, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(texts.lang) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                meta name="color-scheme" content="light dark";
                @if let Some(refresh) = refresh { meta http-equiv="refresh" content=(refresh); }
                title { (bank) }
                link rel="stylesheet" href="/bank/bank.css";
            }
            body.bank {
                header.bar { strong { (bank) } }
                main { (body) }
                footer { (texts.sandbox_note) }
            }
        }
    }
}
