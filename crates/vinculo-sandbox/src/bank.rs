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

use crate::http;
use crate::sandbox::Sandbox;
use crate::widget::{CSS, Texts};

/// The bank's pages, all below `/bank/`.
pub(crate) fn router() -> Router<Sandbox> {
    Router::new()
        .route(
            "/bank/bank.css",
            get(|| async { http::asset("text/css; charset=utf-8", CSS) }),
        )
        .route("/bank/{request}", get(ask).post(decide))
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
            http::page(
                StatusCode::OK,
                document(texts, institution.display_name, &question(texts)),
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

/// A yes leads back to the widget, a no to Belvo's refusal page: the documented end without a callback.
async fn decide(
    State(sandbox): State<Sandbox>,
    Path(request): Path<String>,
    Form(Decision { decision }): Form<Decision>,
) -> Response {
    let mut state = sandbox.state();
    let state = &mut *state;
    let Some(visit_id) = state.bank_requests.get(&request) else {
        return gone();
    };
    let Some(visit) = state.visits.get_mut(visit_id) else {
        return gone();
    };
    if visit.bank_request.as_deref() != Some(&request) {
        return gone();
    }
    let widget = &sandbox.config().widget_origin;
    visit.bank_authorised = decision == "authorise";
    if visit.bank_authorised {
        http::found(&format!("{widget}/widget/v/{visit_id}/return"))
    } else {
        http::found(&format!(
            "{widget}/api/consents/callback/#error_description=risk_analysis_denied"
        ))
    }
}

fn gone() -> Response {
    let texts = Texts::of(Some("pt"));
    let body = html! { h1 { (texts.gone_title) } p { (texts.gone_body) } };
    http::page(StatusCode::NOT_FOUND, document(texts, "", &body))
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

fn document(texts: &Texts, bank: &str, body: &Markup) -> Markup {
    html! {
        (DOCTYPE)
        html lang=(texts.lang) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                meta name="color-scheme" content="light dark";
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
