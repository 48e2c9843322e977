//! From a request within a visit to a page or a redirect.

use axum::http::StatusCode;
use axum::response::Response;
use maud::Markup;

use super::pages::{self, View};
use super::texts::Texts;
use super::{messages, path};
use crate::http;
use crate::random::Random;
use crate::sandbox::Sandbox;
use crate::store::{Alert, Failure, Page, Session, Validity, Visit};

/// A visit in the middle of a request.
pub(crate) struct Scene<'a> {
    pub(crate) id: &'a str,
    pub(crate) visit: &'a mut Visit,
    pub(crate) session: &'a Session,
    pub(crate) random: &'a mut Random,
    pub(crate) now_ms: i64,
}

impl Scene<'_> {
    /// Notes what went wrong, for this page, the next page message and the exit.
    pub(crate) fn fail(&mut self, alert: Alert, failure: Failure) {
        let institution = self.visit.institution.map(|institution| institution.name);
        self.visit.messages.push(messages::error(
            failure,
            institution,
            self.now_ms,
            self.random,
        ));
        self.visit.alert = Some(alert);
        self.visit.last_error = Some(failure);
    }

    /// On to a page of this visit.
    pub(crate) fn go(&self, page: Page) -> Response {
        http::see_other(&path(self.id, page))
    }

    pub(crate) fn token_is_dead(&self) -> bool {
        self.session.validity(self.now_ms) == Validity::Dead
    }
}

/// Runs a step of a visit; a visit that is not known, for instance from before a restart, gets a page that says so.
pub(crate) fn within(
    sandbox: &Sandbox,
    id: &str,
    step: impl FnOnce(&mut Scene<'_>) -> Response,
) -> Response {
    let now_ms = sandbox.now_ms();
    let mut state = sandbox.state();
    let state = &mut *state;
    let found = state
        .visits
        .get_mut(id)
        .and_then(|visit| Some((state.sessions.get(&visit.jti)?, visit)));
    match found {
        Some((session, visit)) => step(&mut Scene {
            id,
            visit,
            session,
            random: &mut state.random,
            now_ms,
        }),
        None => http::page(
            StatusCode::NOT_FOUND,
            pages::visit_gone(&sandbox.config().bridge),
        ),
    }
}

/// Shows a page, unless the visit is at another point: then on to that.
pub(crate) fn show(
    sandbox: &Sandbox,
    id: &str,
    page: Page,
    body: impl FnOnce(&View<'_>) -> Markup,
) -> Response {
    within(sandbox, id, |scene| {
        if let Some(other) = scene.visit.detour(page) {
            return scene.go(other);
        }
        if page == Page::Handover {
            scene.visit.handover_at_ms = Some(scene.now_ms);
        }
        let mut posted = vec![messages::page_load(scene.visit, page)];
        posted.append(&mut scene.visit.messages);
        scene.visit.last_page = Some(page);
        let texts = Texts::of(scene.visit.startup.locale.as_deref());
        let view = View {
            id,
            page,
            texts,
            visit: scene.visit,
            session: scene.session,
            config: sandbox.config(),
        };
        http::page(StatusCode::OK, view.document(&posted, &body(&view)))
    })
}
