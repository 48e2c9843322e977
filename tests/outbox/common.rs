//! Outcomes, users and directories for the tests.

use std::fs;
use std::path::PathBuf;

use vinculo::callback::{ExitStage, LinkId};
use vinculo::outbox::{EntryState, MemoryStore, Outbox, OutboxConfig, Store, UserKey};
use vinculo::session::{Ending, ExitSource, Now, Outcome};

pub(crate) const NOW: Now = Now {
    wall_ms: 1_700_000_000_000,
    mono_ms: 5,
};

/// The outcome of a session of this name; the body follows from the name.
pub(crate) fn outcome(session_id: &str) -> Outcome {
    outcome_with(session_id, Some(format!("bank of {session_id}")))
}

pub(crate) fn outcome_with(session_id: &str, institution: Option<String>) -> Outcome {
    Outcome {
        id: format!("{session_id}.1"),
        session_id: session_id.to_owned(),
        sequence: 1,
        ending: Ending::Connected {
            link: LinkId::new(format!("link-of-{session_id}")),
            institution,
            late: false,
            other_link: false,
        },
    }
}

pub(crate) fn exited(session_id: &str) -> Outcome {
    Outcome {
        ending: Ending::Exited {
            stage: ExitStage::BeforeInstitution,
            error: None,
            source: ExitSource::Back,
        },
        ..outcome(session_id)
    }
}

pub(crate) fn config(user: &str) -> OutboxConfig {
    OutboxConfig::new(UserKey::new(user).unwrap())
}

pub(crate) fn open<S: Store + std::fmt::Debug>(store: S) -> Outbox<S> {
    Outbox::open(store, config("ana")).unwrap().outbox
}

/// The outbox after a restart of the process.
pub(crate) fn reopened(store: &MemoryStore) -> Outbox<MemoryStore> {
    open(store.clone())
}

/// Ids with states, oldest first.
pub(crate) fn states<S: Store>(outbox: &Outbox<S>) -> Vec<(String, EntryState)> {
    let entries = outbox.list().into_iter();
    entries
        .map(|entry| (entry.outcome_id, entry.state))
        .collect()
}

pub(crate) fn pending_ids<S: Store>(outbox: &Outbox<S>) -> Vec<String> {
    let reports = outbox.pending().into_iter();
    reports.map(|report| report.idempotency_key).collect()
}

/// A new empty directory on a real disk.
pub(crate) fn directory(name: &str) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("outbox-{name}"));
    let _ = fs::remove_dir_all(&path);
    fs::create_dir_all(&path).unwrap();
    path
}
