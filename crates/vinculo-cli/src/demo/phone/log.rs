//! What happened, for the page's timeline.

use std::collections::VecDeque;

use serde_json::{Value, json};
use vinculo::navigation::{Decision, Navigation};
use vinculo::session::{Effect, Event};

use crate::demo::roads::shown;
use crate::json::session::{asked, effect_json};
use crate::json::{decision_json, page_message_json};

/// Enough for an hour of clicking.
const CAPACITY: usize = 800;

/// The newest entries, numbered.
#[derive(Debug, Default)]
pub(super) struct Log {
    entries: VecDeque<Entry>,
    next: u64,
}

#[derive(Debug)]
struct Entry {
    number: u64,
    value: Value,
}

impl Log {
    pub(super) fn event(&mut self, at_ms: i64, event: &Event) {
        self.push(at_ms, "event", &format!("{event:?}"), event_detail(event));
    }

    pub(super) fn decision(&mut self, at_ms: i64, decision: &Decision) {
        let detail = decision_json(decision);
        let name = detail["decision"].as_str().unwrap_or_default().to_owned();
        self.push(at_ms, "decision", &name, Some(without(detail, "decision")));
    }

    pub(super) fn effect(&mut self, at_ms: i64, effect: &Effect) {
        let mut detail = effect_json(effect);
        let name = detail["effect"].as_str().unwrap_or_default().to_owned();
        if let Some(asked) = asked(effect) {
            detail["id"] = json!(asked.id);
        }
        self.push(at_ms, "effect", &name, Some(without(detail, "effect")));
    }

    pub(super) fn phase(&mut self, at_ms: i64, from: &str, to: &str, on: &str) {
        self.push(at_ms, "phase", to, Some(json!({"from": from, "on": on})));
    }

    /// What the demo itself did: neither an event nor an effect.
    pub(super) fn note(&mut self, at_ms: i64, text: &str) {
        self.push(at_ms, "note", text, None);
    }

    /// All entries from a number on.
    pub(super) fn since(&self, number: u64) -> Vec<Value> {
        let newer = self.entries.iter().filter(|entry| entry.number >= number);
        newer.map(|entry| entry.value.clone()).collect()
    }

    /// The number of the next entry.
    pub(super) fn next(&self) -> u64 {
        self.next
    }

    fn push(&mut self, at_ms: i64, kind: &str, name: &str, detail: Option<Value>) {
        let number = self.next;
        self.next += 1;
        let mut value = json!({"n": number, "at": at_ms, "kind": kind, "name": name});
        match detail {
            Some(Value::Object(fields)) if fields.is_empty() => {}
            Some(detail) => value["detail"] = detail,
            None => {}
        }
        if self.entries.len() == CAPACITY {
            self.entries.pop_front();
        }
        self.entries.push_back(Entry { number, value });
    }
}

fn without(mut value: Value, key: &str) -> Value {
    if let Value::Object(fields) = &mut value {
        fields.shift_remove(key);
    }
    value
}

/// What is worth showing of an event. A token never is.
fn event_detail(event: &Event) -> Option<Value> {
    Some(match event {
        Event::Navigation { navigation } => navigation_detail(navigation),
        Event::DeepLink { url } => json!({"url": shown(url.as_str())}),
        Event::PageMessage { message } => {
            page_message_json(&vinculo::callback::parse_page_message(message.as_str()))
        }
        Event::TokenFailed { problem, .. } => json!({"problem": format!("{problem:?}")}),
        Event::LoadFailed { problem } => json!({"problem": format!("{problem:?}")}),
        Event::Back { can_go_back } => json!({"can_go_back": can_go_back}),
        Event::Connectivity { online } => json!({"online": online}),
        Event::Dismissed { by } => json!({"by": format!("{by:?}")}),
        Event::LateLinkFound { link, .. } => json!({"link": link.as_str()}),
        Event::Acknowledged { outcome_id } => json!({"outcome_id": outcome_id}),
        Event::TimerFired { id } => json!({"id": id}),
        _ => return None,
    })
}

fn navigation_detail(navigation: &Navigation) -> Value {
    let mut detail = json!({"url": shown(navigation.url.as_str())});
    for (name, flag) in [
        ("redirect", navigation.redirect),
        ("post", navigation.post),
        ("user_gesture", navigation.user_gesture),
    ] {
        if flag == Some(true) {
            detail[name] = json!(true);
        }
    }
    detail
}
