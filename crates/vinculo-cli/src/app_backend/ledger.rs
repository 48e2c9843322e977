//! What the backend remembers.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use serde_json::{Value, json};
use vinculo::backend::{OpenMode, OutcomeReport};

use super::problem::{CONFLICT, Problem};

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
    /// Remembers a session, and that a token was minted for it. A second opening changes nothing else: the last access
    /// of a link is the one before the first. Answers whether it is new.
    pub(super) fn open(&mut self, session_id: &str, opened: Opened) -> bool {
        self.tokens_minted += 1;
        match self.sessions.entry(session_id.to_owned()) {
            Entry::Vacant(place) => {
                place.insert(opened);
                true
            }
            Entry::Occupied(_) => false,
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
