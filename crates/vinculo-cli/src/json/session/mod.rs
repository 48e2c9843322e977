//! Sessions: configuration and events in, effects, outcomes and diagnostics out.

mod config;
mod diagnostic;
mod effect;
mod event;
mod outcome;

pub use config::{mode_json, session_config_from};
pub use diagnostic::diagnostic_json;
pub use effect::{Asked, asked, effect_json, load_problem_json, token_problem_name};
pub use event::{IdName, Ids, event_from};
pub use outcome::{ending_json, outcome_json};
