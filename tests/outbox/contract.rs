//! What every store must do, and one outbox life on each.

use std::fs;

use vinculo::outbox::{EntryState, FileStore, MemoryStore, Outbox, Store, StoreError};

use crate::common::{NOW, directory, open, outcome, pending_ids, states};

/// Whatever keeps the bytes: `restart` gives the store of the next process.
fn keeps_the_contract<S: Store>(mut store: S, restart: impl Fn(S) -> S) {
    assert_eq!(store.read_all().unwrap(), b"", "nothing was ever written");
    store.replace(b"header").unwrap();
    store.append(b"-one").unwrap();
    store.append(b"-two").unwrap();
    store.sync().unwrap();
    assert_eq!(store.read_all().unwrap(), b"header-one-two");

    let mut store = restart(store);
    assert_eq!(store.read_all().unwrap(), b"header-one-two");
    store.append(b"-three").unwrap();
    store.sync().unwrap();
    store.replace(b"short").unwrap();
    assert_eq!(store.read_all().unwrap(), b"short");
    store.append(b"er").unwrap();
    store.sync().unwrap();
    assert_eq!(
        store.read_all().unwrap(),
        b"shorter",
        "appended to the new bytes"
    );

    let mut store = restart(store);
    assert_eq!(store.read_all().unwrap(), b"shorter");
}

fn carries_an_outbox<S: Store + std::fmt::Debug>(store: S, restart: impl Fn(S) -> S) {
    let mut outbox = open(store);
    for name in ["session-a", "session-b", "session-c"] {
        outbox.append(&outcome(name), NOW).unwrap();
    }
    let mut outbox = open(restart(outbox.into_store()));
    assert_eq!(
        pending_ids(&outbox),
        ["session-a.1", "session-b.1", "session-c.1"]
    );
    assert!(outbox.acknowledged("session-a.1").unwrap());
    assert!(outbox.refused("session-b.1", 422).unwrap());

    let outbox = open(restart(outbox.into_store()));
    let refused = EntryState::Refused { status: 422 };
    let expected = [
        ("session-b.1", refused),
        ("session-c.1", EntryState::Pending),
    ];
    assert_eq!(
        states(&outbox),
        expected.map(|(id, state)| (id.to_owned(), state))
    );
    assert_eq!(outbox.pending()[0].outcome, outcome("session-c"));
}

#[test]
fn memory() {
    keeps_the_contract(MemoryStore::new(), |store| store);
    carries_an_outbox(MemoryStore::new(), |store| store);
}

#[test]
fn file() {
    let path = directory("contract").join("journal");
    let reopen = |store: FileStore| {
        drop(store);
        FileStore::open(&path).unwrap()
    };
    keeps_the_contract(FileStore::open(&path).unwrap(), reopen);
    fs::remove_file(&path).unwrap();
    carries_an_outbox(FileStore::open(&path).unwrap(), reopen);
}

#[test]
fn one_file_has_one_outbox() {
    let path = directory("in-use").join("journal");
    let first = FileStore::open(&path).unwrap();
    assert_eq!(FileStore::open(&path).unwrap_err(), StoreError::InUse);
    drop(first);
    FileStore::open(&path).unwrap();
}

#[test]
fn a_missing_directory_is_told_without_its_path() {
    let error = FileStore::open(directory("missing").join("no/journal")).unwrap_err();
    let expected = StoreError::Io {
        detail: "entity not found".to_owned(),
    };
    assert_eq!(error, expected);
}

#[test]
fn opening_alone_leaves_no_journal() {
    let path = directory("untouched").join("journal");
    let opened = Outbox::open(
        FileStore::open(&path).unwrap(),
        crate::common::config("ana"),
    );
    assert_eq!(
        opened.unwrap().recovery,
        vinculo::outbox::Recovery::default()
    );
    assert!(!path.exists());
}

/// `/dev/full` takes no byte; a link to it stands for a full disk.
#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_told_as_such() {
    let path = directory("full").join("journal");
    std::os::unix::fs::symlink("/dev/full", &path).unwrap();
    let mut store = FileStore::open(&path).unwrap();
    assert_eq!(store.append(b"x").unwrap_err(), StoreError::Full);
}

/// It holds link ids.
#[test]
#[cfg(unix)]
fn only_the_apps_own_user_can_read_the_journal() {
    use std::os::unix::fs::PermissionsExt;
    let path = directory("mode").join("journal");
    open(FileStore::open(&path).unwrap())
        .append(&outcome("session-a"), NOW)
        .unwrap();
    let mode = fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn an_outbox_can_live_on_a_background_thread() {
    fn needs_send<T: Send + 'static>() {}
    needs_send::<Outbox<FileStore>>();
    needs_send::<Outbox<MemoryStore>>();
}
