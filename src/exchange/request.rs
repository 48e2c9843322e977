//! On the way out: what an effect asks the backend.

use crate::backend::{Backend, HttpRequest, OutcomeReport, ReportedEnding, SetupError};
use crate::session::{Effect, Ending, Mode, Outcome};

/// The request of an effect; `None` for one that asks nothing of the backend.
///
/// An outcome of the outbox is sent by the effect `Report` as well: with any id, when no session waits for it. Any thread; total.
///
/// # Errors
/// [`SetupError::SessionId`]; a session has checked its own.
#[cfg_attr(feature = "ffi", uniffi::export(name = "backend_request"))]
pub fn request(backend: &Backend, effect: &Effect) -> Result<Option<HttpRequest>, SetupError> {
    let request = match effect {
        Effect::RequestToken {
            session_id,
            mode,
            callback_urls,
            ..
        } => {
            let repair = match mode {
                Mode::Create => None,
                Mode::Update { link } => Some(link.clone()),
            };
            backend.open_session(session_id, repair, callback_urls.clone())
        }
        Effect::CheckLateLink { session_id, .. } => backend.late_link(session_id),
        Effect::Report { outcome, .. } => backend.report_outcome(&outcome.into()),
        _ => return Ok(None),
    };
    request.map(Some)
}

/// What leaves the phone of an outcome: no text of the widget, which may name a person.
impl From<&Outcome> for OutcomeReport {
    fn from(outcome: &Outcome) -> Self {
        Self {
            session_id: outcome.session_id.clone(),
            sequence: outcome.sequence,
            ending: (&outcome.ending).into(),
        }
    }
}

impl From<&Ending> for ReportedEnding {
    fn from(ending: &Ending) -> Self {
        match ending {
            Ending::Connected {
                link,
                institution,
                late,
                other_link,
            } => Self::Connected {
                link: link.clone(),
                institution: institution.clone(),
                late: *late,
                other_link: *other_link,
            },
            Ending::Exited {
                stage,
                error,
                source,
            } => Self::Exited {
                stage: *stage,
                error_code: error.as_ref().map(|error| error.code.as_str().to_owned()),
                source: source.as_str().to_owned(),
            },
            Ending::Failed { reason } => Self::Failed {
                reason: reason.as_str().to_owned(),
            },
        }
    }
}
