//! The state of everything, for the page. No token is in it.

use serde_json::{Value, json};
use vinculo::backend::LinkSummary;
use vinculo::outbox::{Entry, EntryState};
use vinculo::session::{Phase, diagram};

use super::courier::state_name;
use super::{Inner, Phone};
use crate::json::session::outcome_json;

impl Phone {
    /// Everything, with the timeline from entry `log_from` on.
    pub(in crate::demo) fn view(&self, log_from: u64) -> Value {
        let version = *self.changed.borrow();
        let inner = self.lock();
        let session = inner.session.as_ref();
        let phase = session.map(|session| session.phase().as_str());
        let outcome = session.and_then(|session| session.outcome());
        let snapshot: Option<Value> = serde_json::from_slice(&inner.snapshot).ok();
        json!({
            "version": version,
            "process": inner.process,
            "phase": phase,
            "killed": inner.killed,
            "offline": self.is_offline(),
            "skipped_ms": self.parts.clock.skipped_ms(),
            "options": inner.options,
            "session_id": session.map(|session| session.config().session_id.clone()),
            "visited": inner.visited,
            "screen": inner.screen.view(),
            "web": inner.web.view(),
            "outcome": outcome.map(outcome_json),
            "has_callback": inner.last_callback.is_some(),
            "outbox": inner.outbox_view(),
            "links": inner.links.iter().map(link_view).collect::<Vec<_>>(),
            "can_repair": inner.repairable().is_some(),
            "trouble": inner.trouble,
            "backend": self.parts.backend.view(),
            "snapshot": snapshot.map(|snapshot| json!({
                "bytes": inner.snapshot.len(),
                "json": snapshot,
            })),
            "support": session.map(|session| session.timeline().to_string()),
            "log": inner.log.since(log_from),
            "log_next": inner.log.next(),
        })
    }
}

impl Inner {
    fn outbox_view(&self) -> Value {
        let entries: Vec<Value> = self.outbox.iter().map(entry_view).collect();
        json!({
            "entries": entries,
            "recorded": self.recorded,
            "acknowledged": self.acknowledged,
            "wants_sign_in": self.wants_sign_in,
        })
    }
}

fn entry_view(entry: &Entry) -> Value {
    let mut view = json!({
        "id": entry.outcome_id,
        "ending": entry.ending,
        "state": state_name(entry),
        "attempts": entry.attempts,
    });
    if let EntryState::Refused { status } = entry.state {
        view["status"] = json!(status);
    }
    view
}

fn link_view(link: &LinkSummary) -> Value {
    json!({
        "link": link.link.as_str(),
        "institution": link.institution,
        "health": link.health.name(),
        "needed_action": link.needed_action.name(),
    })
}

/// The phases and the arrows between them, from the core.
pub(in crate::demo) fn diagram() -> Value {
    let edges: Vec<Value> = diagram::EDGES
        .iter()
        .map(|edge| json!({"from": edge.from.as_str(), "to": edge.to.as_str(), "on": edge.on}))
        .collect();
    json!({"phases": Phase::ALL.map(Phase::as_str), "edges": edges})
}
