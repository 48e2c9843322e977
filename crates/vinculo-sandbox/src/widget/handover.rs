//! Open finance: out to the bank's site and back.

use axum::extract::{Path, State};
use axum::response::Response;

use super::answer::{show, within};
use super::pages;
use super::steps::{Outcome, conclude};
use crate::http;
use crate::sandbox::Sandbox;
use crate::store::{Alert, Failure, Page, institution_user_id};

/// The user must go on to the bank within a minute (`belvo.md` §2.3).
const HANDOVER_MS: i64 = 60_000;

pub(crate) async fn show_handover(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Response {
    show(&sandbox, &id, Page::Handover, pages::handover)
}

/// On to the bank's site, unless the user waited too long.
pub(crate) async fn handover(State(sandbox): State<Sandbox>, Path(id): Path<String>) -> Response {
    let mut request = None;
    let answer = within(&sandbox, &id, |scene| {
        if let Some(other) = scene.visit.detour(Page::Handover) {
            return scene.go(other);
        }
        let shown = scene.visit.handover_at_ms.unwrap_or(i64::MIN);
        let late = scene.now_ms.saturating_sub(shown) > HANDOVER_MS;
        if late || scene.visit.alert == Some(Alert::Expired) || scene.token_is_dead() {
            scene.fail(Alert::Expired, Failure::EXPIRED);
            return scene.go(Page::Handover);
        }
        let id = scene.random.hex32();
        let answer = http::found(&format!("{}/bank/{id}", sandbox.config().bank_origin));
        scene.visit.bank_request = Some(id.clone());
        scene.visit.bank_authorised = false;
        request = Some(id);
        answer
    });
    if let Some(request) = request {
        sandbox.state().bank_requests.insert(request, id);
    }
    answer
}

/// Back from the bank. Only what the user did there counts, not the address: anyone can type an address.
pub(crate) async fn returned(State(sandbox): State<Sandbox>, Path(id): Path<String>) -> Response {
    let mut outcome = None;
    let answer = within(&sandbox, &id, |scene| {
        if let Some(other) = scene.visit.detour(Page::Handover) {
            return scene.go(other);
        }
        if scene.visit.bank_authorised && scene.token_is_dead() {
            scene.fail(Alert::Expired, Failure::EXPIRED);
        } else if let (true, Some(institution)) =
            (scene.visit.bank_authorised, scene.visit.institution)
        {
            // The documented sandbox person is the only one that the bank knows.
            scene.visit.institution_user_id =
                Some(institution_user_id(institution.name, "mockbank-person"));
            outcome = Some(Outcome::Connect);
        }
        scene.go(Page::Handover)
    });
    conclude(&sandbox, &id, outcome.unwrap_or(Outcome::Answer(answer)))
}
