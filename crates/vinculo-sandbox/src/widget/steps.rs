//! The steps from consent to success.

use std::collections::HashMap;

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;
use serde::Deserialize;

use super::answer::{Scene, show, within};
use super::messages;
use super::pages;
use super::startup::Startup;
use crate::http;
use crate::institutions::{Institution, Login};
use crate::random::Random;
use crate::sandbox::Sandbox;
use crate::store::{Alert, Failure, LinkStatus, Page, institution_user_id};

/// The token that the sandbox's MFA institutions take (`belvo.md` §13); `999999` and all others are asked again.
pub(super) const MFA_TOKEN: &str = "111111";

pub(crate) async fn show_consent(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Response {
    show(&sandbox, &id, Page::Consent, pages::consent)
}

/// In update mode on to the link's institution; if one institution is left, to that; else to the picker.
pub(crate) async fn consent(State(sandbox): State<Sandbox>, Path(id): Path<String>) -> Response {
    let linked = linked_institution(&sandbox, &id);
    within(&sandbox, &id, |scene| {
        if scene.visit.link.is_some() {
            return scene.go(Page::Success);
        }
        if let Some((institution, status)) = linked {
            scene.visit.pick(institution);
            scene.visit.mfa_pending = status == LinkStatus::TokenRequired;
        } else if let [(institution, false)] = choices(&sandbox, &scene.visit.startup)[..] {
            scene.visit.pick(institution);
        } else {
            return scene.go(Page::Institutions);
        }
        scene.go(scene.visit.login_page())
    })
}

pub(crate) async fn show_institutions(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Response {
    if linked_institution(&sandbox, &id).is_some() {
        return within(&sandbox, &id, |scene| scene.go(Page::Consent));
    }
    let now_ms = sandbox.now_ms();
    // The random numbers of the warnings' request ids: the state is lent out while a page is drawn.
    let mut random = Random::from_text(&sandbox.state().random.hex32());
    show(&sandbox, &id, Page::Institutions, |view| {
        let choices: Vec<_> = choices(&sandbox, &view.visit.startup)
            .into_iter()
            .map(|(institution, disabled)| {
                let warning = || {
                    messages::institution_disabled(institution.name, now_ms, &mut random)
                        .to_string()
                };
                (institution, disabled, disabled.then(warning))
            })
            .collect();
        pages::institutions(view, &choices)
    })
}

#[derive(Deserialize)]
pub(crate) struct Picked {
    #[serde(default)]
    institution: String,
}

/// A disabled institution answers with the warning callback; the visit stays where it is, as the app cancels that
/// navigation and the page stays.
pub(crate) async fn pick(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    Form(picked): Form<Picked>,
) -> Response {
    within(&sandbox, &id, |scene| {
        if scene.visit.link.is_some() {
            return scene.go(Page::Success);
        }
        let choices = choices(&sandbox, &scene.visit.startup);
        match choices
            .into_iter()
            .find(|(institution, _)| institution.name == picked.institution)
        {
            None => scene.go(Page::Institutions),
            Some((_, true)) => http::found(&scene.session.callbacks.institution_disabled()),
            Some((institution, false)) => {
                scene.visit.pick(institution);
                scene.go(scene.visit.login_page())
            }
        }
    })
}

pub(crate) async fn show_credentials(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Response {
    show(&sandbox, &id, Page::Credentials, pages::credentials)
}

/// No `Debug`: it holds a password.
#[derive(Deserialize)]
pub(crate) struct Credentials {
    #[serde(default)]
    pub(super) username: String,
    #[serde(default)]
    pub(super) password: String,
}

/// The documented sandbox users (`belvo.md` §13); any other pair connects.
pub(crate) async fn credentials(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    Form(typed): Form<Credentials>,
) -> Response {
    let outcome = within_login(&sandbox, &id, Page::Credentials, |scene, institution| {
        let needs_password = institution.login != Login::UserOnly;
        let user = typed.username.trim();
        if user.is_empty() || (needs_password && typed.password.is_empty()) {
            scene.visit.alert = Some(Alert::Required);
        } else if user == "user_invalid" || typed.password == "pass_invalid" {
            scene.fail(Alert::Login, Failure::LOGIN);
        } else if user == "1234567890abcdefg" && typed.password == user {
            scene.fail(Alert::Validation, Failure::VALIDATION);
        } else {
            scene.visit.institution_user_id = Some(institution_user_id(institution.name, user));
            scene.visit.alert = None;
            scene.visit.mfa_pending = institution.login == Login::Mfa;
            return if scene.visit.mfa_pending {
                Outcome::Answer(scene.go(Page::Mfa))
            } else {
                Outcome::Connect
            };
        }
        Outcome::Answer(scene.go(Page::Credentials))
    });
    conclude(&sandbox, &id, outcome)
}

pub(crate) async fn show_mfa(State(sandbox): State<Sandbox>, Path(id): Path<String>) -> Response {
    show(&sandbox, &id, Page::Mfa, pages::mfa)
}

pub(crate) async fn mfa(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
    Form(typed): Form<HashMap<String, String>>,
) -> Response {
    let outcome = within_login(&sandbox, &id, Page::Mfa, |scene, _| {
        if typed
            .get("token")
            .is_some_and(|token| token.trim() == MFA_TOKEN)
        {
            return Outcome::Connect;
        }
        scene.visit.alert = Some(Alert::WrongToken);
        Outcome::Answer(scene.go(Page::Mfa))
    });
    conclude(&sandbox, &id, outcome)
}

pub(crate) async fn show_success(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Response {
    show(&sandbox, &id, Page::Success, pages::success)
}

/// What a login step comes to.
pub(super) enum Outcome {
    Answer(Response),
    Connect,
}

/// Runs a login step, if the visit is at it and its token still works; a dead token is answered by the error callback.
fn within_login(
    sandbox: &Sandbox,
    id: &str,
    page: Page,
    step: impl FnOnce(&mut Scene<'_>, &'static Institution) -> Outcome,
) -> Outcome {
    let mut connect = false;
    let answer = within(sandbox, id, |scene| {
        if let Some(other) = scene.visit.detour(page) {
            return scene.go(other);
        }
        let Some(institution) = scene.visit.institution else {
            return scene.go(Page::Institutions);
        };
        if scene.token_is_dead() {
            return http::found(
                &scene
                    .session
                    .callbacks
                    .token_not_valid(sandbox.config().error_callback),
            );
        }
        match step(scene, institution) {
            Outcome::Answer(answer) => answer,
            Outcome::Connect => {
                connect = true;
                scene.go(Page::Success)
            }
        }
    });
    if connect {
        Outcome::Connect
    } else {
        Outcome::Answer(answer)
    }
}

pub(super) fn conclude(sandbox: &Sandbox, id: &str, outcome: Outcome) -> Response {
    match outcome {
        Outcome::Answer(answer) => answer,
        Outcome::Connect => {
            let now_ms = sandbox.now_ms();
            sandbox.state().connect(id, now_ms);
            within(sandbox, id, |scene| scene.go(Page::Success))
        }
    }
}

/// The institutions that a visit can pick from, and whether each is disabled.
pub(super) fn choices(sandbox: &Sandbox, startup: &Startup) -> Vec<(&'static Institution, bool)> {
    Institution::filtered(startup)
        .into_iter()
        .map(|institution| {
            (
                institution,
                sandbox
                    .config()
                    .disabled_institutions
                    .contains(institution.name),
            )
        })
        .collect()
}

/// The institution and status of the link that the visit is to repair.
fn linked_institution(sandbox: &Sandbox, id: &str) -> Option<(&'static Institution, LinkStatus)> {
    let state = sandbox.state();
    let session = state.sessions.get(&state.visits.get(id)?.jti)?;
    let link = state.links.get(session.link_id.as_deref()?)?;
    Some((Institution::find(&link.institution)?, link.status))
}
