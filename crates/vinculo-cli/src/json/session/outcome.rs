//! Outcomes.

use serde_json::Value;
use vinculo::callback::ExitStage;
use vinculo::session::{Ending, Outcome};

use crate::json::{Object, exit_error_json};

/// `{"id":"…","session_id":"…","sequence":1,"connected":{…}}`, or `exited`, or `failed`.
#[must_use]
pub fn outcome_json(outcome: &Outcome) -> Value {
    Object::named("id", &outcome.id)
        .with("session_id", outcome.session_id.as_str())
        .with("sequence", outcome.sequence)
        .with(outcome.ending.name(), ending_json(&outcome.ending))
        .into()
}

/// The fields of an ending.
#[must_use]
pub fn ending_json(ending: &Ending) -> Value {
    match ending {
        Ending::Connected {
            link,
            institution,
            late,
            other_link,
        } => Object::named("link", link.as_str())
            .with_some("institution", institution.as_deref())
            .with("late", *late)
            .with("other_link", *other_link),
        Ending::Exited {
            stage,
            error,
            source,
        } => Object::named("stage", stage_name(*stage))
            .with_some("error", error.as_ref().map(exit_error_json))
            .with("source", source.as_str()),
        Ending::Failed { reason } => Object::named("reason", reason.as_str()),
    }
    .into()
}

fn stage_name(stage: ExitStage) -> &'static str {
    match stage {
        ExitStage::BeforeInstitution => "before_institution",
        ExitStage::AfterInstitution => "after_institution",
        ExitStage::BecauseOfError => "because_of_error",
    }
}
