//! One step of a session.

use serde_json::Value;
use vinculo::session::{Event, Now};

use super::given::Given;
use crate::json::session::event_from;
use crate::json::{Fields, JsonProblem, Object};

/// The wall clock of a vector at `at` 0, in milliseconds since 1970.
const WALL_START_MS: i64 = 1_700_000_000_000;

/// What happens next.
pub(super) enum Step<'a> {
    /// The process dies, and the session is restored.
    Restart,
    /// Events, and what is expected of them.
    Turn(Turn<'a>),
}

pub(super) struct Turn<'a> {
    pub(super) now: Now,
    pub(super) events: Vec<&'a Value>,
    events_path: String,
    phase: &'a str,
    effects: &'a [Value],
}

impl<'a> Step<'a> {
    pub(super) fn from(step: &'a Value, path: &str) -> Result<Self, JsonProblem> {
        let mut fields = Fields::of(step, path)?;
        if let Some(restart) = fields.flag("restart")? {
            if !restart {
                return Err(fields.problem("restart", "must be true, or left out"));
            }
            fields.end()?;
            return Ok(Self::Restart);
        }
        let at = fields.whole("at")?;
        let mono_ms = fields.required("at", at)?;
        let wall_ms = fields
            .whole("wall")?
            .unwrap_or(WALL_START_MS.saturating_add(mono_ms));
        let (key, events) = events_from(&mut fields)?;
        let phase = fields.text("phase")?;
        let phase = fields.required("phase", phase)?;
        let effects = fields.list("effects")?;
        let effects = fields.required("effects", effects)?;
        let events_path = fields.path_of(key);
        fields.end()?;
        Ok(Self::Turn(Turn {
            now: Now { wall_ms, mono_ms },
            events,
            events_path,
            phase,
            effects,
        }))
    }
}

impl Turn<'_> {
    /// In the form that is compared.
    pub(super) fn expected(&self, index: usize) -> Value {
        Object::default()
            .with("step", index)
            .with("phase", self.phase)
            .with("effects", self.effects.to_vec())
            .into()
    }

    /// Reads one of the events, with the ids given out until now.
    pub(super) fn read(&self, event: &Value, given: &mut Given) -> Result<Event, JsonProblem> {
        event_from(Fields::of(event, &self.events_path)?, given)
    }
}

fn events_from<'a>(fields: &mut Fields<'a>) -> Result<(&'static str, Vec<&'a Value>), JsonProblem> {
    let one = fields.value("event");
    let several = fields.list("events")?;
    match (one, several) {
        (Some(event), None) => Ok(("event", vec![event])),
        (None, Some(events)) if !events.is_empty() => Ok(("events", events.iter().collect())),
        (None, Some(_)) => Err(fields.problem("events", "is empty")),
        (None, None) => Err(fields.problem("event", "is missing (or `events`, or `restart`)")),
        (Some(_), Some(_)) => Err(fields.problem("event", "stands beside `events`; keep one")),
    }
}
