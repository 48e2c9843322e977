//! The exported outbox over a real file, as Kotlin and Swift hold it.
#![allow(clippy::unwrap_used)]

use std::path::PathBuf;

use vinculo::exchange::ReportFate;
use vinculo::ffi::OutcomeOutbox;
use vinculo::outbox::{OtherUsers, OutboxError, StoreError};
use vinculo::session::{Ending, FailReason, Now, Outcome};

const NOW: Now = Now {
    wall_ms: 1_700_000_000_000,
    mono_ms: 0,
};

/// A folder of its own, gone afterwards.
struct Folder(PathBuf);

impl Folder {
    fn new(name: &str) -> Self {
        let path = std::env::temp_dir().join(format!("vinculo-ffi-{}-{name}", std::process::id()));
        std::fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    fn open(&self, user: &str) -> Result<OutcomeOutbox, OutboxError> {
        let path = self.0.join("outbox").to_string_lossy().into_owned();
        OutcomeOutbox::open(path, user.to_owned(), OtherUsers::Hold)
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = std::fs::remove_dir_all(&self.0);
    }
}

fn outcome() -> Outcome {
    Outcome {
        id: "session-1.1".into(),
        session_id: "session-1".into(),
        sequence: 1,
        ending: Ending::Failed {
            reason: FailReason::TokenRefused,
        },
    }
}

#[test]
fn an_outcome_goes_all_the_way() {
    let folder = Folder::new("way");
    let outbox = folder.open("user-7").unwrap();
    assert!(!outbox.append(&outcome(), NOW).unwrap().already);
    drop(outbox);

    let outbox = folder.open("user-7").unwrap();
    assert_eq!(outbox.recovery().unwrap().entries, 1);
    assert_eq!(outbox.recorded().unwrap(), [outcome()]);
    assert_eq!(outbox.pending().unwrap()[0].idempotency_key, "session-1.1");
    assert!(
        outbox
            .settle("session-1.1", ReportFate::Refused { status: 422 })
            .unwrap()
    );
    assert!(outbox.pending().unwrap().is_empty());
    assert_eq!(outbox.entries().unwrap().len(), 1);
    assert!(outbox.retry("session-1.1").unwrap());
    assert!(
        outbox
            .settle("session-1.1", ReportFate::Acknowledged)
            .unwrap()
    );
    assert_eq!(outbox.delivered().unwrap(), ["session-1.1"]);
    assert_eq!(outbox.unacknowledged().unwrap(), [outcome()]);
    assert!(outbox.taken("session-1.1").unwrap());
    assert_eq!(outbox.unacknowledged().unwrap(), []);
    assert_eq!(outbox.recorded().unwrap(), [outcome()]);
    assert_eq!(outbox.acknowledged_by_app().unwrap(), ["session-1.1"]);
}

#[test]
fn letting_go_of_it_frees_the_file() {
    let folder = Folder::new("free");
    let first = folder.open("user-7").unwrap();
    let in_use = OutboxError::Store {
        source: StoreError::InUse,
    };
    assert_eq!(folder.open("user-7").err(), Some(in_use));
    drop(first);
    assert!(folder.open("user-8").is_ok());
    assert_eq!(folder.open("").err(), Some(OutboxError::User));
}
