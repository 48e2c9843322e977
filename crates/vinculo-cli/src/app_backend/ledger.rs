//! What the backend remembers.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde_json::{Value, json};
use vinculo::backend::{OpenMode, OutcomeReport};

use super::problem::{CONFLICT, Problem, SESSION_MODE};

/// Sessions by id, outcomes by session and sequence.
#[derive(Debug, Default)]
pub(super) struct Ledger {
    sessions: BTreeMap<String, Opened>,
    outcomes: BTreeMap<String, Taken>,
    tokens_minted: u32,
}

/// A session that the app opened.
#[derive(Clone, Debug)]
pub(super) struct Opened {
    pub(super) mode: OpenMode,
    /// Update mode: the link's last access before the session.
    pub(super) last_access: Option<String>,
}

/// An outcome that was reported.
#[derive(Clone, Debug)]
pub(super) struct Taken {
    pub(super) report: OutcomeReport,
    /// Of a link that was claimed: whether Belvo's side says so too.
    pub(super) verified: Option<bool>,
    /// How often it came.
    pub(super) times: u32,
}

impl Ledger {
    /// Whether a session may be opened: it is new, or it is opened again in its own mode.
    pub(super) fn may_open(&self, session_id: &str, mode: &OpenMode) -> Result<(), Problem> {
        match self.session(session_id) {
            Some(opened) if opened.mode != *mode => Err(SESSION_MODE),
            _ => Ok(()),
        }
    }

    /// Remembers a session, and that a token was minted for it, unless a twin of another mode was quicker. A second opening
    /// changes nothing else: the last access of a link is the one before the first. Answers whether it is new.
    pub(super) fn open(&mut self, session_id: &str, opened: Opened) -> Result<bool, Problem> {
        self.may_open(session_id, &opened.mode)?;
        self.tokens_minted += 1;
        match self.sessions.entry(session_id.to_owned()) {
            Entry::Vacant(place) => {
                place.insert(opened);
                Ok(true)
            }
            Entry::Occupied(_) => Ok(false),
        }
    }

    pub(super) fn session(&self, session_id: &str) -> Option<&Opened> {
        self.sessions.get(session_id)
    }

    /// An outcome that came before: counted, and answered as the first time.
    pub(super) fn again(&mut self, report: &OutcomeReport) -> Result<Option<Taken>, Problem> {
        let Some(taken) = self.outcomes.get_mut(&report.id()) else {
            return Ok(None);
        };
        if taken.report != *report {
            return Err(CONFLICT);
        }
        taken.times += 1;
        Ok(Some(taken.clone()))
    }

    /// Takes an outcome, unless a twin of the request was quicker.
    pub(super) fn take(
        &mut self,
        report: OutcomeReport,
        verified: Option<bool>,
    ) -> Result<Taken, Problem> {
        if let Some(taken) = self.again(&report)? {
            return Ok(taken);
        }
        let id = report.id();
        let taken = Taken {
            report,
            verified,
            times: 1,
        };
        self.outcomes.insert(id, taken.clone());
        Ok(taken)
    }

    pub(super) fn view(&self) -> Value {
        let reports: Vec<Value> = self.outcomes.values().map(view).collect();
        json!({"tokens_minted": self.tokens_minted, "reports": reports})
    }
}

fn view(taken: &Taken) -> Value {
    let report = &taken.report;
    let (id, ending) = (report.id(), &report.ending);
    json!({"id": id, "ending": ending, "verified": taken.verified, "times": taken.times})
}

#[cfg(test)]
mod tests {
    use vinculo::callback::LinkId;

    use super::*;

    /// Two requests that passed `may_open` before either was remembered.
    #[test]
    fn of_twins_in_two_modes_the_first_counts() {
        let mut ledger = Ledger::default();
        let create = Opened {
            mode: OpenMode::Create,
            last_access: None,
        };
        let link = LinkId::new("0b5a1b5e-7f4c-4a8e-9d53-2f6f3a1c9e10");
        let update = Opened {
            mode: OpenMode::Update { link },
            last_access: None,
        };
        assert_eq!(ledger.open("session-1", create.clone()), Ok(true));
        assert_eq!(ledger.open("session-1", update), Err(SESSION_MODE));
        assert_eq!(ledger.open("session-1", create), Ok(false));
        assert_eq!(ledger.tokens_minted, 2);
    }
}
