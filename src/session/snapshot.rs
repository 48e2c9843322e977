//! A session as bytes: small, versioned, without token.
//!
//! JSON, so that a later release can read what an earlier one wrote: fields may be added with a
//! default, never renamed; a change that this cannot express gets a new version and its own reader.
//! `vectors/snapshots/` keeps the bytes of every version ever written.

use std::ops::RangeInclusive;

use serde::{Deserialize, Serialize};

use super::Session;
use super::config::SessionConfig;
use super::error::SessionError;
use super::outcome::Outcome;
use super::progress::Progress;
use super::state::Phase;
use crate::callback::CallbackUrls;

const VERSION: u32 = 1;
/// Far above any snapshot this code can write (a callback of 64 KiB, escaped); keeps hostile bytes
/// from costing memory.
const MAX_BYTES: usize = 1024 * 1024;

#[derive(Serialize, Deserialize)]
struct SnapshotV1 {
    version: u32,
    config: SessionConfig,
    phase: Phase,
    progress: Progress,
    /// Ids go on after a restore, so that an answer to the earlier process is stale.
    next_id: u64,
    /// Only where they differ from what the configuration says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    callback_urls: Option<CallbackUrls>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    user: Option<String>,
}

#[derive(Deserialize)]
struct Version {
    version: u32,
}

impl Session {
    /// The session as bytes, to keep across a process death. Holds no token.
    #[must_use]
    pub fn snapshot(&self) -> Vec<u8> {
        let callback_urls = (self.callback_urls != self.config.bound_callback_urls())
            .then(|| self.callback_urls.clone());
        let snapshot = SnapshotV1 {
            version: VERSION,
            config: self.config.clone(),
            phase: self.phase,
            progress: self.progress.clone(),
            next_id: self.next_id,
            callback_urls,
            user: self.user.clone(),
        };
        // Plain records with string keys always serialise; an empty snapshot would be refused by `restore`.
        serde_json::to_vec(&snapshot).unwrap_or_default()
    }

    /// The session a snapshot was taken of. Send it `Event::Start`, or whatever comes first. Once per
    /// process: each restored session tells its outcome.
    ///
    /// `recorded` is what [`Outbox::recorded`](crate::outbox::Outbox::recorded) lists, of this session or of others: an outcome
    /// on disk is decided, though the process may have died before the snapshot that knows it was stored.
    ///
    /// # Errors
    /// [`SessionError::Snapshot`] or [`SessionError::SnapshotVersion`] for any other bytes.
    pub fn restore(bytes: &[u8], recorded: &[Outcome]) -> Result<Self, SessionError> {
        if bytes.len() > MAX_BYTES {
            return Err(SessionError::Snapshot {
                detail: "longer than 1 MiB".to_owned(),
            });
        }
        let unreadable = |error: serde_json::Error| SessionError::Snapshot {
            // The category and place only: serde's own text may quote what it read.
            detail: format!("{:?} error at byte {}", error.classify(), error.column()),
        };
        // Of bytes the parser would pass over what is no text, in a member that it does not know.
        std::str::from_utf8(bytes).map_err(|_| SessionError::Snapshot {
            detail: "not UTF-8".to_owned(),
        })?;
        let Version { version } = serde_json::from_slice(bytes).map_err(unreadable)?;
        if version != VERSION {
            return Err(SessionError::SnapshotVersion { found: version });
        }
        let mut snapshot: SnapshotV1 = serde_json::from_slice(bytes).map_err(unreadable)?;
        snapshot.check()?;
        if snapshot
            .progress
            .recall(&snapshot.config.session_id, recorded)
        {
            snapshot.phase = Phase::Finished;
        }
        let callback_urls = snapshot
            .callback_urls
            .unwrap_or_else(|| snapshot.config.bound_callback_urls());
        let mut session = Self::assemble(
            snapshot.config,
            callback_urls,
            snapshot.phase,
            snapshot.progress,
            snapshot.next_id,
            // One that had not started waits for its start like any other.
            snapshot.phase == Phase::Idle,
        )?;
        session.user = snapshot.user;
        Ok(session)
    }

    /// Whose session it is, by the key that the user's [`Outbox`](crate::outbox::Outbox) has: to be said after each
    /// [`new`](Self::new) and [`restore`](Self::restore), before the first event. Snapshots keep it, so that a screen which comes
    /// back after somebody else has signed in does not go on with a stranger's session, and give them the link. One that nobody
    /// has claimed yet is anybody's.
    ///
    /// # Errors
    /// [`SessionError::OtherUser`] if another user has claimed it.
    pub fn claim(&mut self, user: &str) -> Result<(), SessionError> {
        if self.user.as_deref().is_some_and(|owner| owner != user) {
            return Err(SessionError::OtherUser);
        }
        self.user = Some(user.to_owned());
        Ok(())
    }
}

impl SnapshotV1 {
    /// What the phase promises must be there, or the session could not end; and nothing that no session writes, or
    /// an outcome would be told that is not its own.
    fn check(&self) -> Result<(), SessionError> {
        let Progress {
            reconciling,
            outcome,
            durable,
            reported,
            told,
            acknowledged,
            late_success,
            ..
        } = &self.progress;
        let has_a_fate = *durable || *reported || *told || *acknowledged;
        let has_ended = matches!(self.phase, Phase::Recording | Phase::Finished);
        let wrong = if self.phase == Phase::Reconciling && reconciling.is_none() {
            "no reason for reconciling"
        } else if has_ended && outcome.is_none() {
            "no outcome"
        } else if !has_ended && (outcome.is_some() || late_success.is_some()) {
            "an outcome before the end"
        } else if outcome.is_none() && has_a_fate {
            // The one to come would be taken for told.
            "what became of an outcome that is not there"
        } else if !(self.is_own(outcome.as_ref(), 1..=2)
            && self.is_own(late_success.as_ref(), 2..=2))
        {
            "an outcome of another session"
        } else {
            return Ok(());
        };
        Err(SessionError::Snapshot {
            detail: wrong.to_owned(),
        })
    }

    /// Whether an outcome, if there is one, has a name that this session gives.
    fn is_own(&self, outcome: Option<&Outcome>, sequences: RangeInclusive<u32>) -> bool {
        let session_id = &self.config.session_id;
        outcome.is_none_or(|outcome| {
            sequences.contains(&outcome.sequence)
                && outcome.session_id == *session_id
                && outcome.id == Outcome::id_of(session_id, outcome.sequence)
        })
    }
}
