//! A trace as a session vector: what the real session says to these events, ready for `vectors/sessions/`.

mod event;
mod given;
mod text;

use serde_json::Value;
use vinculo::navigation::NavigationPolicy;
use vinculo::session::{Mode, Session, SessionConfig};
use vinculo_cli::json::session::{effect_json, mode_json, outcome_json};
use vinculo_cli::json::{Object, Policy, policy_json};

use crate::texts::WALL_START_MS;
use crate::world::{Death, Done, Step, Turn, World};
use event::event_json;
use given::Given;

/// One case, as it is pasted into the `cases` of a file of kind `sessions`.
///
/// Effects, phases and outcome are those of the real session, whichever machine the trace was found with:
/// if it was the real one, correct them by hand to what they should be.
#[must_use]
pub fn vector_of(name: &str, config: &SessionConfig, steps: &[Step]) -> String {
    let mut world = World::<Session>::unchecked(config.clone());
    let mut given = Given::default();
    let mut written: Vec<Value> = Vec::new();
    for step in steps {
        match world.step(*step) {
            Ok(Done::Turn(turn)) => written.push(turn_json(&turn, &mut given)),
            Ok(Done::Died(death)) => written.push(restart_json(death, None, &given)),
            Ok(Done::TurnUnsnapshotted(turn, death)) => {
                let before = written.len().checked_sub(1);
                written.push(turn_json(&turn, &mut given));
                written.push(restart_json(death, before, &given));
            }
            // What was not asked is not answered, and clocks are written with the next event.
            Ok(Done::Nothing | Done::Waited) | Err(_) => {}
        }
    }
    let outcome = world.machine().outcome().map(outcome_json);
    text::case(name, &config_json(config), &written, outcome.as_ref())
}

/// A whole file with these cases.
#[must_use]
pub fn file_of(about: &str, cases: &[String]) -> String {
    let about = Value::from(about);
    let cases = cases.join(",\n");
    format!(
        "{{\n  \"kind\": \"sessions\",\n  \"about\": {about},\n  \"cases\": [\n{cases}\n  ]\n}}\n"
    )
}

fn turn_json(turn: &Turn, given: &mut Given) -> Value {
    let event = event_json(&turn.event, given);
    let effects: Vec<Value> = turn.effects.iter().map(effect_json).collect();
    for effect in &turn.effects {
        given.note(effect);
    }
    let is_usual = turn.now.wall_ms == WALL_START_MS + turn.now.mono_ms;
    let wall = (!is_usual).then_some(turn.now.wall_ms);
    let phase = turn.phase.as_str();
    Object::default()
        .with("at", turn.now.mono_ms)
        .with_some("wall", wall)
        .with("event", event)
        .with("phase", phase)
        .with("effects", effects)
        .into()
}

fn restart_json(death: Death, from: Option<usize>, given: &Given) -> Value {
    let names = [0, 1].into_iter().filter(|index| death.recorded[*index]);
    let names: Vec<Value> = names
        .filter_map(|index| given.record(index))
        .map(Value::from)
        .collect();
    Object::default()
        .with("restart", true)
        .with_some("from", from)
        .with_list("recorded", names)
        .into()
}

/// What differs from the defaults of `vectors/README.md`.
fn config_json(config: &SessionConfig) -> Value {
    let is_update = matches!(config.mode, Mode::Update { .. });
    let has_policy = config.navigation != NavigationPolicy::default();
    let policy = has_policy.then(|| {
        policy_json(&Policy {
            callback_urls: None,
            navigation: config.navigation.clone(),
        })
    });
    Object::default()
        .with_some("nonce", config.nonce.as_deref())
        .with_some("mode", is_update.then(|| mode_json(&config.mode)))
        .with_some("policy", policy)
        .with_some("confirm_close", (!config.confirm_close).then_some(false))
        .into()
}
