//! One step of a session.

use serde_json::Value;
use vinculo::session::{Event, Now, Outcome};

use super::given::Given;
use crate::json::session::event_from;
use crate::json::{Fields, JsonProblem, Object};

/// The wall clock of a vector at `at` 0, in milliseconds since 1970.
const WALL_START_MS: i64 = 1_700_000_000_000;

/// What happens next.
pub(super) enum Step<'a> {
    /// The process dies, and the session is restored.
    Restart(Restart<'a>),
    /// Events, and what is expected of them.
    Turn(Turn<'a>),
}

/// What the next process finds on disk.
pub(super) struct Restart<'a> {
    /// The step after which the snapshot was stored; the last one, where absent.
    pub(super) from: Option<usize>,
    /// Names of the `record` effects whose outcome the outbox has.
    pub(super) recorded: &'a [Value],
    recorded_path: String,
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
            let from = fields.count("from")?;
            let restart = Restart {
                from: from.map(|step| usize::try_from(step).unwrap_or(usize::MAX)),
                recorded: fields.list("recorded")?.unwrap_or_default(),
                recorded_path: fields.path_of("recorded"),
            };
            fields.end()?;
            return Ok(Self::Restart(restart));
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

impl Restart<'_> {
    /// The outcomes that are on disk.
    pub(super) fn outcomes(&self, given: &Given) -> Result<Vec<Outcome>, JsonProblem> {
        let outcome = |name: &Value| {
            let found = name.as_str().and_then(|name| given.recorded(name));
            found.ok_or_else(|| {
                let what = format!(
                    "{name} names no `record` effect so far: write \"record\", or \"record 1\""
                );
                JsonProblem::at(&self.recorded_path, what)
            })
        };
        self.recorded.iter().map(outcome).collect()
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
