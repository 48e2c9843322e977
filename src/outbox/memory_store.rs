//! A store in memory, for hosts' tests.

use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::store::{Store, StoreError};

/// Clones share their bytes: keep one to look at, or to act out a restart.
#[derive(Clone, Debug, Default)]
pub struct MemoryStore {
    shared: Arc<Mutex<Shared>>,
}

#[derive(Debug, Default)]
struct Shared {
    bytes: Vec<u8>,
    failure: Option<StoreError>,
}

impl MemoryStore {
    /// An empty store.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// A store that holds these bytes already.
    #[must_use]
    pub fn with_bytes(bytes: Vec<u8>) -> Self {
        let store = Self::new();
        store.lock().bytes = bytes;
        store
    }

    /// What it holds.
    #[must_use]
    pub fn bytes(&self) -> Vec<u8> {
        self.lock().bytes.clone()
    }

    /// Makes every call fail from here on; `None` ends it.
    pub fn fail_with(&self, failure: Option<StoreError>) {
        self.lock().failure = failure;
    }

    fn lock(&self) -> MutexGuard<'_, Shared> {
        self.shared.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn working(&self) -> Result<MutexGuard<'_, Shared>, StoreError> {
        let shared = self.lock();
        match &shared.failure {
            Some(failure) => Err(failure.clone()),
            None => Ok(shared),
        }
    }
}

impl Store for MemoryStore {
    fn read_all(&mut self) -> Result<Vec<u8>, StoreError> {
        Ok(self.working()?.bytes.clone())
    }

    fn append(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        self.working()?.bytes.extend_from_slice(bytes);
        Ok(())
    }

    fn sync(&mut self) -> Result<(), StoreError> {
        self.working().map(drop)
    }

    fn replace(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        self.working()?.bytes = bytes.to_vec();
        Ok(())
    }
}
