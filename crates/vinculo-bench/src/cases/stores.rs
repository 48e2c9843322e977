//! Where the journals of the cases lie.

use std::fs::{File, OpenOptions};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU32, Ordering};

use vinculo::outbox::{OtherUsers, Outbox, OutboxConfig, Store, StoreError, UserKey};

/// A file that is written and never synced: what is left of [`FileStore`](vinculo::outbox::FileStore) without its promise.
pub(super) struct Unsynced(File);

impl Unsynced {
    pub(super) fn new(path: &Path) -> Self {
        Self(empty_file(path))
    }
}

impl Store for Unsynced {
    fn read_all(&mut self) -> Result<Vec<u8>, StoreError> {
        let mut bytes = Vec::new();
        self.0.seek(SeekFrom::Start(0)).unwrap();
        self.0.read_to_end(&mut bytes).unwrap();
        Ok(bytes)
    }

    fn append(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        self.0.write_all(bytes).unwrap();
        Ok(())
    }

    fn sync(&mut self) -> Result<(), StoreError> {
        Ok(())
    }

    fn replace(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        self.0.set_len(0).unwrap();
        self.append(bytes)
    }
}

/// An empty file, open for appending.
pub(super) fn empty_file(path: &Path) -> File {
    let _ = std::fs::remove_file(path);
    OpenOptions::new()
        .create(true)
        .read(true)
        .append(true)
        .open(path)
        .unwrap()
}

/// A name that no other case has, nor the same case another time.
pub(super) fn fresh_path(directory: &Path) -> PathBuf {
    static NEXT: AtomicU32 = AtomicU32::new(0);
    let next = NEXT.fetch_add(1, Ordering::Relaxed);
    directory.join(format!("journal-{}-{next}", std::process::id()))
}

/// Without the bounds, which no case shall meet.
pub(super) fn unbounded() -> OutboxConfig {
    OutboxConfig {
        max_entries: u32::MAX,
        max_bytes: u32::MAX,
        ..bounded()
    }
}

/// As an app has it.
pub(super) fn bounded() -> OutboxConfig {
    let mut config = OutboxConfig::new(UserKey::new("user-7").unwrap());
    config.others = OtherUsers::Hold;
    config
}

pub(super) fn open<S: Store>(store: S, config: OutboxConfig) -> Outbox<S> {
    Outbox::open(store, config).unwrap().outbox
}
