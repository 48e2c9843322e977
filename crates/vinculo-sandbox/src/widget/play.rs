//! A visit that plays itself: its pages go on to `/play`, where the sandbox does what the scenario's user would do there.
//!
//! The pages are the ordinary ones, and so are the answers. That a page goes on by itself is a `<meta http-equiv="refresh">`,
//! which needs no script and is a navigation like any other for a webview.

use std::collections::HashMap;

use axum::Form;
use axum::extract::{Path, State};
use axum::response::Response;

use super::answer::{Scene, within};
use super::steps::{self, Credentials};
use super::{handover, leave};
use crate::http;
use crate::institutions::{Institution, Login};
use crate::sandbox::Sandbox;
use crate::scenario::Scenario;
use crate::store::{Alert, Failure, Page, Visit};

/// How long a page stands in [`Scenario::ConnectSlowly`]. Long enough to be looked at.
const SLOW_PAGE_SECONDS: u32 = 3;

/// What the scenario's user does on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Act {
    Consent,
    Pick,
    LogIn,
    TypeToken,
    Fail,
    GoToTheBank,
    ReportError,
    Warn,
    Leave(Page),
    LeaveSurvey,
    Done,
}

/// What a visit's page says in its head if it goes on by itself.
pub(crate) fn refresh(visit_id: &str, visit: &Visit, page: Page) -> Option<String> {
    next(visit, page)?;
    let seconds = if visit.scenario == Scenario::ConnectSlowly {
        SLOW_PAGE_SECONDS
    } else {
        0
    };
    Some(format!("{seconds}; url=/widget/v/{visit_id}/play"))
}

/// Does what is next on the page that was shown last.
pub(crate) async fn play(State(sandbox): State<Sandbox>, Path(id): Path<String>) -> Response {
    let mut act = None;
    let nothing = within(&sandbox, &id, |scene| {
        act = scene
            .visit
            .last_page
            .and_then(|page| next(scene.visit, page));
        scene.go(Page::Consent)
    });
    let Some(act) = act else { return nothing };
    let answer_of = |step: fn(&mut Scene<'_>, &Sandbox) -> Response| {
        within(&sandbox, &id, |scene| step(scene, &sandbox))
    };
    let (state, path) = (State(sandbox.clone()), Path(id.clone()));
    match act {
        Act::Fail => answer_of(fail),
        Act::ReportError => answer_of(report_error),
        Act::Warn => answer_of(warn),
        Act::Pick => answer_of(pick),
        Act::Consent => steps::consent(state, path).await,
        // With what the sandbox's institutions take.
        Act::LogIn => {
            let typed = Credentials {
                username: "user_valid".to_owned(),
                password: "pass_valid".to_owned(),
            };
            steps::credentials(state, path, Form(typed)).await
        }
        Act::TypeToken => {
            let typed = HashMap::from([("token".to_owned(), steps::MFA_TOKEN.to_owned())]);
            steps::mfa(state, path, Form(typed)).await
        }
        Act::GoToTheBank => handover::handover(state, path).await,
        Act::Leave(page) => leave::leave(state, Path((id, page.slug().to_owned()))).await,
        Act::LeaveSurvey => leave::survey(state, path).await,
        Act::Done => leave::done(state, path).await,
    }
}

/// Nothing, once the scenario has come to its end or to a page on which it waits.
fn next(visit: &Visit, page: Page) -> Option<Act> {
    let scenario = visit.scenario;
    if !scenario.plays_itself() {
        return None;
    }
    match page {
        Page::Consent if scenario == Scenario::Exit => Some(Act::Leave(page)),
        Page::Consent => Some(Act::Consent),
        Page::Institutions if scenario == Scenario::Warning => Some(Act::Warn),
        Page::Institutions => Some(Act::Pick),
        Page::Credentials | Page::Mfa | Page::Handover => at_login(visit, page),
        Page::Success => (scenario != Scenario::ConnectLost).then_some(Act::Done),
        Page::AbandonSurvey => (scenario == Scenario::Exit).then_some(Act::LeaveSurvey),
        Page::Close => None,
    }
}

fn at_login(visit: &Visit, page: Page) -> Option<Act> {
    let failed = visit.alert.is_some();
    match visit.scenario {
        Scenario::Warning => Some(Act::Warn),
        Scenario::ExitWithError if failed => Some(Act::Leave(page)),
        Scenario::Error if failed => Some(Act::ReportError),
        Scenario::ExitWithError | Scenario::Error => Some(Act::Fail),
        // Once it is too late for the bank, the page offers nothing but leaving.
        _ if page == Page::Handover => (!failed).then_some(Act::GoToTheBank),
        // The start URL, or the link to repair, left an institution that has no site for this.
        Scenario::Bank | Scenario::BankRefuses => Some(Act::Pick),
        _ if page == Page::Mfa => Some(Act::TypeToken),
        _ => Some(Act::LogIn),
    }
}

/// The first institution that the start URL leaves and the scenario can use; the documented one if there is none.
fn pick(scene: &mut Scene<'_>, sandbox: &Sandbox) -> Response {
    if scene.visit.link.is_some() {
        return scene.go(Page::Success);
    }
    let at_bank = matches!(scene.visit.scenario, Scenario::Bank | Scenario::BankRefuses);
    let choices = steps::choices(sandbox, &scene.visit.startup);
    let mut enabled = choices
        .iter()
        .filter(|(_, disabled)| !disabled)
        .map(|(institution, _)| *institution);
    let fits = enabled
        .clone()
        .find(|institution| (institution.login == Login::OpenFinance) == at_bank);
    // Without a bank that asks, any will do; at a bank, no other will.
    let any = enabled.next().filter(|_| !at_bank);
    let documented = if at_bank {
        "ofmockbank_br_retail"
    } else {
        "erebor_mx_retail"
    };
    if let Some(institution) = fits.or(any).or_else(|| Institution::find(documented)) {
        scene.visit.pick(institution);
    }
    scene.go(scene.visit.login_page())
}

/// The institution does not let the user in, or the bank's minute is over.
fn fail(scene: &mut Scene<'_>, _: &Sandbox) -> Response {
    let page = scene.visit.login_page();
    match page {
        Page::Mfa => scene.fail(Alert::WrongToken, Failure::LOGIN),
        Page::Handover => scene.fail(Alert::Expired, Failure::EXPIRED),
        _ => scene.fail(Alert::Login, Failure::LOGIN),
    }
    scene.go(page)
}

/// The app cancels that navigation, so that the page stays: whoever holds the phone has it from here.
fn report_error(scene: &mut Scene<'_>, sandbox: &Sandbox) -> Response {
    scene.visit.scenario = Scenario::Manual;
    let failure = scene.visit.last_error.unwrap_or(Failure::LOGIN);
    let on = sandbox.config().error_callback;
    http::found(&scene.session.callbacks.error(on, failure))
}

/// As for an error.
fn warn(scene: &mut Scene<'_>, _: &Sandbox) -> Response {
    scene.visit.scenario = Scenario::Manual;
    http::found(&scene.session.callbacks.institution_disabled())
}
