//! What a session must remember, and a snapshot must keep.

use serde::{Deserialize, Serialize};

use super::outcome::{Ending, ExitSource, Outcome};
use super::state::Phase;
use crate::callback::{ExitError, ExitStage};

/// Everything that outlives the process, but for the phase and the configuration. No token is here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "independent facts, each read by one rule of the table"
)]
pub(super) struct Progress {
    /// The widget was loaded once, so a link may have been made.
    pub(super) loaded: bool,
    /// The one renewal for a rejected token is used up.
    pub(super) renewed_rejected: bool,
    /// The one rebuild of a dead renderer is used up.
    pub(super) rebuilt: bool,
    /// The page named an institution.
    pub(super) institution_chosen: bool,
    /// The last error the page posted.
    pub(super) last_error: Option<ExitError>,
    /// The bank's refusal page was shown.
    pub(super) refused: bool,
    /// Where "no, stay" leads.
    pub(super) return_to: Phase,
    /// Who asked to close.
    pub(super) close_source: ExitSource,
    pub(super) reconciling: Option<Reconciling>,
    pub(super) outcome: Option<Outcome>,
    pub(super) durable: bool,
    pub(super) reported: bool,
    /// The app heard of it, in this process or in an earlier one.
    pub(super) told: bool,
    pub(super) acknowledged: bool,
    /// A success that came after the outcome was decided.
    pub(super) late_success: Option<Outcome>,
    pub(super) late_reported: bool,
}

impl Default for Progress {
    fn default() -> Self {
        Self {
            loaded: false,
            renewed_rejected: false,
            rebuilt: false,
            institution_chosen: false,
            last_error: None,
            refused: false,
            return_to: Phase::Open,
            close_source: ExitSource::CloseButton,
            reconciling: None,
            outcome: None,
            durable: false,
            reported: false,
            told: false,
            acknowledged: false,
            late_success: None,
            late_reported: false,
        }
    }
}

impl Progress {
    /// Takes over what the disk holds of this session. Answers whether it holds anything, and so has decided it.
    ///
    /// What the app was told stands, whatever the disk says: two tales under one id would be worse.
    pub(super) fn recall(&mut self, session_id: &str, recorded: &[Outcome]) -> bool {
        let on_disk = |sequence| {
            let id = Outcome::id_of(session_id, sequence);
            recorded.iter().find(move |outcome| outcome.id == id)
        };
        let (first, late) = (on_disk(1), on_disk(2));
        if let Some(first) = first
            && (!self.told || self.outcome.as_ref() == Some(first))
        {
            let decided_anew = self.adopt(first);
            if let Some(success) = decided_anew.filter(Outcome::is_connected) {
                self.keep_late_success(success.into_late());
            }
        }
        match late {
            // The first was reported and is gone from the disk: the success is what there is to tell.
            Some(late) if self.outcome.is_none() => {
                self.adopt(late);
            }
            Some(late) => self.keep_late_success(late.clone()),
            None => {}
        }
        first.is_some() || late.is_some()
    }

    /// Takes what is on disk for the outcome; gives back what was taken for it so far.
    fn adopt(&mut self, outcome: &Outcome) -> Option<Outcome> {
        self.durable = true;
        // It may have been, and the app may acknowledge it before it hears it again.
        self.told = true;
        self.outcome.replace(outcome.clone())
    }

    /// A success that another ending came before.
    fn keep_late_success(&mut self, success: Outcome) {
        if !self.outcome.as_ref().is_some_and(Outcome::is_connected) {
            self.late_success.get_or_insert(success);
        }
    }

    /// How far the user had come, when the widget itself does not say.
    pub(super) fn stage(&self) -> ExitStage {
        if self.last_error.is_some() || self.refused {
            ExitStage::BecauseOfError
        } else if self.institution_chosen {
            ExitStage::AfterInstitution
        } else {
            ExitStage::BeforeInstitution
        }
    }
}

/// Why the backend is being asked for a link.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(super) enum Reconciling {
    /// After a restore: only if there is none does the session go on.
    Resume,
    /// Before this ending is told.
    Ending {
        ending: Ending,
        /// The backend knows of none, or could not be asked.
        no_link: bool,
        /// The widget had its time for a last word.
        grace_over: bool,
    },
}

impl Reconciling {
    pub(super) fn before(ending: Ending) -> Self {
        Self::Ending {
            ending,
            no_link: false,
            grace_over: false,
        }
    }
}
