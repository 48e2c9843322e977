//! Navigation decisions.

use serde_json::Value;
use vinculo::navigation::{AllowNote, Decision, Otherwise};

use super::{Object, callback_json};

/// The JSON form of a decision.
#[must_use]
pub fn decision_json(decision: &Decision) -> Value {
    match decision {
        Decision::Allow { note } => allow_object(note.as_ref()),
        Decision::Callback { callback, trusted } => named("callback")
            .with("event", callback_json(Some(callback)))
            .with("trusted", *trusted),
        Decision::OpenOutside { url } => named("open_outside").with("url", url.as_str()),
        Decision::TryApp { url, otherwise } => named("try_app")
            .with("url", url.as_str())
            .with("otherwise", otherwise_json(otherwise)),
        Decision::Block { reason } => named("block").with("reason", reason.as_str()),
    }
    .into()
}

fn named(decision: &str) -> Object {
    Object::named("decision", decision)
}

fn allow_object(note: Option<&AllowNote>) -> Object {
    let allow = named("allow");
    match note {
        None => allow,
        Some(AllowNote::ForeignHost { host }) => allow
            .with("note", "foreign_host")
            .with("host", host.as_str()),
        Some(AllowNote::Refused { description }) => allow
            .with("note", "refused")
            .with("description", description.as_str()),
    }
}

fn otherwise_json(otherwise: &Otherwise) -> Value {
    match otherwise {
        Otherwise::Load { url } => Object::named("load", url.as_str()).into(),
        Otherwise::Nothing => "nothing".into(),
    }
}
