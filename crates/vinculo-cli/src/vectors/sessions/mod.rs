//! Kind `sessions`.

mod given;
mod step;

use serde_json::Value;
use vinculo::session::{Session, SessionConfig};

use super::Comparison;
use super::failure::Reason;
use super::file::Case;
use crate::json::session::{effect_json, outcome_json, session_config_from};
use crate::json::{Fields, JsonProblem, Object};
use given::Given;
use step::{Step, Turn};

pub(super) fn run(case: Case<'_>) -> Result<Comparison, Reason> {
    let mut fields = case.fields;
    let config = fields.object("config")?;
    if let Some(code) = fields.value("refused").cloned() {
        fields.end()?;
        return run_refused(config, code);
    }
    let steps = fields.list("steps")?;
    let steps = fields.required("steps", steps)?;
    let expected_outcome = fields.value("outcome").cloned();
    let steps_path = fields.path_of("steps");
    fields.end()?;

    let mut session =
        Session::new(read_config(config)?).map_err(|error| Reason::Refused(error.to_string()))?;
    let mut given = Given::default();
    // After each step, as a host stores them.
    let mut snapshots: Vec<Vec<u8>> = Vec::new();
    let mut expected = Vec::new();
    let mut actual = Vec::new();
    for (index, step) in steps.iter().enumerate() {
        let path = format!("{steps_path}[{index}]");
        match Step::from(step, &path)? {
            Step::Restart(restart) => {
                let stored = match restart.from {
                    None => Some(session.snapshot()),
                    Some(step) => snapshots.get(step).cloned(),
                };
                let stored = stored.ok_or_else(|| {
                    JsonProblem::at(&path, "`from` must be a step before this one")
                })?;
                let recorded = restart.outcomes(&given)?;
                session = Session::restore(&stored, &recorded).map_err(|error| {
                    Reason::Refused(format!("the session's own snapshot, at {path}: {error}"))
                })?;
            }
            Step::Turn(turn) => {
                let wanted = turn.expected(index);
                let played = played(&mut session, &mut given, &turn, index)?;
                let went_astray = wanted != played;
                expected.push(wanted);
                actual.push(played);
                if went_astray {
                    // What follows would only be consequences, and hide the cause.
                    return Ok(comparison(expected, None, actual, None));
                }
            }
        }
        snapshots.push(session.snapshot());
    }
    if expected.is_empty() {
        return Err(JsonProblem::at(&steps_path, "tests nothing: there is no event").into());
    }
    let outcome = session.outcome().map(outcome_json);
    Ok(comparison(expected, expected_outcome, actual, outcome))
}

/// A case of settings with which no session is built.
fn run_refused(config: Option<Fields<'_>>, code: Value) -> Result<Comparison, Reason> {
    let actual = match Session::new(read_config(config)?) {
        Ok(_) => Value::Null,
        Err(error) => Value::from(error.code()),
    };
    Ok(Comparison {
        expected: code,
        actual,
    })
}

fn read_config(config: Option<Fields<'_>>) -> Result<SessionConfig, JsonProblem> {
    let empty = Value::Object(serde_json::Map::new());
    session_config_from(match config {
        Some(config) => config,
        None => Fields::of(&empty, "config")?,
    })
}

fn comparison(
    expected: Vec<Value>,
    expected_outcome: Option<Value>,
    actual: Vec<Value>,
    actual_outcome: Option<Value>,
) -> Comparison {
    let whole = |steps: Vec<Value>, outcome: Option<Value>| {
        Object::default()
            .with("steps", steps)
            .with_some("outcome", outcome)
            .into()
    };
    Comparison {
        expected: whole(expected, expected_outcome),
        actual: whole(actual, actual_outcome),
    }
}

/// Plays the events of one step, each understood only now, because an id may have been given out by the one before.
fn played(
    session: &mut Session,
    given: &mut Given,
    turn: &Turn<'_>,
    index: usize,
) -> Result<Value, JsonProblem> {
    let mut effects = Vec::new();
    for event in &turn.events {
        let event = turn.read(event, given)?;
        let answered = session.advance(event, turn.now);
        for effect in &answered {
            given.note(effect);
            effects.push(effect_json(effect));
        }
    }
    Ok(Object::default()
        .with("step", index)
        .with("phase", session.phase().as_str())
        .with("effects", effects)
        .with_list("never_asked", given.take_unknown())
        .into())
}
