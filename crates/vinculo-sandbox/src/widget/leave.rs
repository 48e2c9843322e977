//! The ways out: done, close, the exit survey.

use axum::extract::{Path, State};
use axum::response::Response;

use super::answer::{Scene, show, within};
use super::pages;
use crate::callbacks::ExitDetail;
use crate::http;
use crate::sandbox::Sandbox;
use crate::scenario::Scenario;
use crate::store::Page;

/// "Done": the success callback, unless the scenario loses it.
pub(crate) async fn done(State(sandbox): State<Sandbox>, Path(id): Path<String>) -> Response {
    let institution = institution_of_link(&sandbox, &id);
    within(&sandbox, &id, |scene| {
        match (&scene.visit.link, institution) {
            (Some(_), _) if scene.visit.scenario == Scenario::ConnectLost => {
                scene.go(Page::Success)
            }
            (Some(link), Some(institution)) => {
                http::found(&scene.session.callbacks.success(link, &institution))
            }
            _ => scene.go(Page::Consent),
        }
    })
}

/// "X": the question whether the user is sure, if the start URL did not switch it off.
pub(crate) async fn close(
    State(sandbox): State<Sandbox>,
    Path((id, from)): Path<(String, String)>,
) -> Response {
    let from = Page::from_slug(&from).unwrap_or(Page::Institutions);
    if dialog_is_hidden(&sandbox, &id) {
        within(&sandbox, &id, |scene| leave_from(scene, from))
    } else {
        show(&sandbox, &id, Page::Close, |view| pages::close(view, from))
    }
}

/// "Leave": the exit survey on the first screen, if it is not switched off; else the exit callback.
pub(crate) async fn leave(
    State(sandbox): State<Sandbox>,
    Path((id, from)): Path<(String, String)>,
) -> Response {
    let from = Page::from_slug(&from).unwrap_or(Page::Institutions);
    within(&sandbox, &id, |scene| leave_from(scene, from))
}

pub(crate) async fn show_survey(
    State(sandbox): State<Sandbox>,
    Path(id): Path<String>,
) -> Response {
    show(&sandbox, &id, Page::AbandonSurvey, pages::survey)
}

/// Out through the survey. What the user answered goes nowhere: no parameter of the exit carries it.
pub(crate) async fn survey(State(sandbox): State<Sandbox>, Path(id): Path<String>) -> Response {
    within(&sandbox, &id, |scene| exit(scene, true))
}

fn leave_from(scene: &Scene<'_>, from: Page) -> Response {
    if from == Page::Consent && !scene.visit.startup.hide_abandon_survey {
        scene.go(Page::AbandonSurvey)
    } else {
        exit(scene, false)
    }
}

/// The exit callback; after a link was made there is no exit any more.
fn exit(scene: &Scene<'_>, from_first_screen: bool) -> Response {
    if scene.visit.link.is_some() {
        return scene.go(Page::Success);
    }
    let error = scene.visit.last_error;
    http::found(&scene.session.callbacks.exit(ExitDetail {
        error_code: error.map(|error| error.code),
        error_message: error.and_then(|error| error.message),
        institution: scene.visit.institution.map(|institution| institution.name),
        from_first_screen,
    }))
}

fn dialog_is_hidden(sandbox: &Sandbox, id: &str) -> bool {
    sandbox
        .state()
        .visits
        .get(id)
        .is_some_and(|visit| visit.startup.hide_close_dialog)
}

fn institution_of_link(sandbox: &Sandbox, id: &str) -> Option<String> {
    let state = sandbox.state();
    let link = state.visits.get(id)?.link.as_deref()?;
    Some(state.links.get(link)?.institution.clone())
}
