//! What the sandbox remembers.

mod link;
mod scenarios;
mod session;
mod visit;

pub(crate) use link::institution_user_id;
pub use link::{Link, LinkStatus};
pub use scenarios::NextSessions;
pub(crate) use scenarios::{Scenarios, key as session_key};
pub(crate) use session::{Session, Validity};
pub(crate) use visit::{Alert, Failure, Page, Visit};

use crate::bounded::Bounded;
use crate::random::Random;

/// All state of a sandbox.
pub(crate) struct State {
    pub(crate) random: Random,
    pub(crate) scenarios: Scenarios,
    /// By `jti`.
    pub(crate) sessions: Bounded<Session>,
    /// By visit id.
    pub(crate) visits: Bounded<Visit>,
    /// By link id.
    pub(crate) links: Bounded<Link>,
    /// Visit ids by the id that the bank knows.
    pub(crate) bank_requests: Bounded<String>,
}

impl State {
    pub(crate) fn new(seed: u64) -> Self {
        Self {
            random: Random::new(seed),
            scenarios: Scenarios::new(),
            sessions: Bounded::new(1_000),
            visits: Bounded::new(1_000),
            links: Bounded::new(10_000),
            bank_requests: Bounded::new(1_000),
        }
    }

    /// The session whose access token this is, whole and unchanged.
    pub(crate) fn session_of_token(&self, token: &str) -> Option<&Session> {
        self.sessions
            .iter()
            .find(|session| session.access_token == token)
    }

    /// Makes the visit's link, or repairs the one that its token names, and kills the token.
    ///
    /// `None`, and nothing done, if there is no such visit, it has no institution yet, or the token is used up: a form
    /// sent twice makes one link.
    pub(crate) fn connect(&mut self, visit_id: &str, now_ms: i64) -> Option<()> {
        let visit = self.visits.get_mut(visit_id)?;
        let session = self.sessions.get_mut(&visit.jti)?;
        let institution = visit.institution?;
        if session.used {
            return None;
        }
        session.used = true;
        let repaired = session
            .link_id
            .as_deref()
            .and_then(|id| self.links.get_mut(id));
        let id = if let Some(link) = repaired {
            link.status = LinkStatus::Valid;
            link.last_accessed_at_ms = now_ms;
            link.id.clone()
        } else {
            let id = self.random.uuid();
            self.links.insert(
                id.clone(),
                Link::new(id.clone(), session, visit, institution.name, now_ms),
            );
            id
        };
        visit.link = Some(id);
        visit.alert = None;
        Some(())
    }
}
