//! `/control`: what the next sessions play, and what is wrong with the app's backend. For UI tests, and as a page.

mod page;

use std::num::NonZeroU32;

use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Form, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Redirect, Response};
use axum::routing::{get, put};
use axum::{Json, Router};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use serde_json::{Value, json};
use vinculo_sandbox::{NextSessions, Sandbox, Scenario};

use crate::app_backend::{AppBackend, Fault};

/// Where it is. The page is below, at `/control/`.
pub(super) const PATH: &str = "/control";

/// The largest honest body has some fifty bytes.
const BODY_LIMIT: usize = 4 * 1024;

/// What can be controlled.
#[derive(Clone, Debug)]
pub(super) struct Control {
    pub(super) sandbox: Sandbox,
    pub(super) backend: AppBackend,
}

impl Control {
    pub(super) fn router(self) -> Router {
        Router::new()
            .route("/control", get(state))
            .route("/control/", get(show).post(choose))
            .route("/control/control.css", get(css))
            .route("/control/scenario", put(put_scenario))
            .route("/control/backend", put(put_backend))
            .layer(DefaultBodyLimit::max(BODY_LIMIT))
            .with_state(self)
    }

    /// What holds now.
    fn state(&self) -> Value {
        let NextSessions { scenario, times } = self.sandbox.next_sessions();
        json!({
            "scenario": scenario.name(),
            "times": times,
            "trouble": self.backend.fault().name(),
            "known": {
                "scenarios": Scenario::ALL.map(Scenario::name),
                "troubles": Fault::ALL.map(Fault::name),
            },
        })
    }

    fn set_scenario(&self, name: &str, times: Option<NonZeroU32>) -> Result<(), Refusal> {
        let scenario = name.parse().map_err(|_| Refusal::UnknownScenario)?;
        self.sandbox
            .set_next_sessions(NextSessions { scenario, times });
        Ok(())
    }

    fn set_trouble(&self, name: &str) -> Result<(), Refusal> {
        let fault = Fault::from_name(name).ok_or(Refusal::UnknownTrouble)?;
        self.backend.set_fault(fault);
        Ok(())
    }

    fn answer(&self, done: Result<(), Refusal>) -> Response {
        match done {
            Ok(()) => Json(self.state()).into_response(),
            Err(refusal) => refusal.answer(),
        }
    }
}

/// Why nothing was changed.
#[derive(Clone, Copy, Debug)]
enum Refusal {
    UnknownScenario,
    UnknownTrouble,
    /// With an example of a body.
    Malformed(&'static str),
}

impl Refusal {
    fn answer(self) -> Response {
        let body = match self {
            Self::UnknownScenario => json!({
                "error": "unknown_scenario",
                "message": "There is no scenario of that name; `known` has them all.",
                "known": Scenario::ALL.map(Scenario::name),
            }),
            Self::UnknownTrouble => json!({
                "error": "unknown_trouble",
                "message": "There is no trouble of that name; `known` has them all.",
                "known": Fault::ALL.map(Fault::name),
            }),
            Self::Malformed(example) => json!({
                "error": "malformed",
                "message": format!("The body is JSON such as {example}, and has no other fields."),
            }),
        };
        (StatusCode::BAD_REQUEST, Json(body)).into_response()
    }
}

async fn state(State(control): State<Control>) -> Response {
    Json(control.state()).into_response()
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WantedScenario {
    scenario: String,
    times: Option<NonZeroU32>,
}

async fn put_scenario(State(control): State<Control>, body: Bytes) -> Response {
    let wanted = read::<WantedScenario>(&body, r#"{"scenario":"exit","times":1}"#);
    control.answer(wanted.and_then(|wanted| control.set_scenario(&wanted.scenario, wanted.times)))
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WantedTrouble {
    trouble: String,
}

async fn put_backend(State(control): State<Control>, body: Bytes) -> Response {
    let wanted = read::<WantedTrouble>(&body, r#"{"trouble":"failing"}"#);
    control.answer(wanted.and_then(|wanted| control.set_trouble(&wanted.trouble)))
}

/// The content type is not looked at: `curl -d` sends another one.
fn read<T: DeserializeOwned>(body: &[u8], example: &'static str) -> Result<T, Refusal> {
    serde_json::from_slice(body).map_err(|_| Refusal::Malformed(example))
}

/// What the page's forms send: one of the two.
#[derive(Deserialize)]
struct Choice {
    scenario: Option<String>,
    /// Empty for ever.
    #[serde(default)]
    times: String,
    trouble: Option<String>,
}

async fn show(State(control): State<Control>) -> Response {
    let next = control.sandbox.next_sessions();
    let markup = page::page(next, control.backend.fault());
    let headers = [
        (header::CONTENT_TYPE, "text/html; charset=utf-8"),
        (header::CACHE_CONTROL, "no-store"),
        (
            header::CONTENT_SECURITY_POLICY,
            "default-src 'none'; style-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
        ),
        // Its forms say where they come from, which the guard asks for.
        (header::REFERRER_POLICY, "same-origin"),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    ];
    (headers, markup.into_string()).into_response()
}

async fn choose(State(control): State<Control>, Form(choice): Form<Choice>) -> Response {
    let times = match choice.times.trim() {
        "" => Ok(None),
        times => times.parse().map(Some),
    };
    let done = match (choice.scenario, choice.trouble, times) {
        (Some(scenario), None, Ok(times)) => control.set_scenario(&scenario, times),
        (None, Some(trouble), _) => control.set_trouble(&trouble),
        _ => Err(Refusal::Malformed("what the page's forms send")),
    };
    match done {
        Ok(()) => Redirect::to("/control/").into_response(),
        Err(refusal) => refusal.answer(),
    }
}

async fn css() -> Response {
    let kind = [(header::CONTENT_TYPE, "text/css; charset=utf-8")];
    (kind, page::CSS).into_response()
}
