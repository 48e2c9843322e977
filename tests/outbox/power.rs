//! A disk that forgets what was not synced.
//!
//! It counts steps: each byte appended, each sync, each part of a replacement. At the chosen step it fails,
//! once or for good; then [`Power::survivors`] lists what may be found after the power is back.

use std::sync::{Arc, Mutex, MutexGuard};

use vinculo::outbox::{Store, StoreError};

/// What happens at the chosen step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Everything fails from here on.
    PowerCut,
    /// This call fails, as on a full disk; the next works. What a failed sync did not write is never written: a later sync
    /// does not bring it back.
    Hiccup,
}

/// Clones are the same disk.
#[derive(Clone, Debug)]
pub(crate) struct Power(Arc<Mutex<Disk>>);

#[derive(Debug)]
struct Disk {
    /// The files that the name may lead to after a power cut; the last is the one it leads to now.
    files: Vec<File>,
    steps: usize,
    fault: Option<(usize, Fault)>,
    off: bool,
    replacements: usize,
    ignores_sync: bool,
}

#[derive(Clone, Debug, Default)]
struct File {
    /// What a read sees, and what is on the medium: shorter by what was not synced.
    seen: Vec<u8>,
    durable: Vec<u8>,
}

impl Power {
    pub(crate) fn new(fault: Option<(usize, Fault)>) -> Self {
        Self(Arc::new(Mutex::new(Disk {
            files: vec![File::default()],
            steps: 0,
            fault,
            off: false,
            replacements: 0,
            ignores_sync: false,
        })))
    }

    /// A disk that answers `Ok` to a sync and does nothing.
    pub(crate) fn lying(fault: Option<(usize, Fault)>) -> Self {
        let power = Self::new(fault);
        power.disk().ignores_sync = true;
        power
    }

    /// From now on it fails at the step after so many more.
    pub(crate) fn fail_after(&self, steps: usize, fault: Fault) {
        let mut disk = self.disk();
        disk.fault = Some((disk.steps + steps + 1, fault));
    }

    pub(crate) fn steps(&self) -> usize {
        self.disk().steps
    }

    pub(crate) fn replacements(&self) -> usize {
        self.disk().replacements
    }

    /// Every file that may be found after a power cut now: of what was not synced nothing, half, all but a byte, all, or
    /// zeros of its length.
    pub(crate) fn survivors(&self) -> Vec<Vec<u8>> {
        let mut found = Vec::new();
        for file in &self.disk().files {
            let unsynced = &file.seen[file.durable.len()..];
            let length = unsynced.len();
            for kept in [0, length / 2, length.saturating_sub(1), length] {
                found.push([&file.durable, &unsynced[..kept]].concat());
            }
            found.push([&file.durable[..], &vec![0; length]].concat());
        }
        found.sort();
        found.dedup();
        found
    }

    fn disk(&self) -> MutexGuard<'_, Disk> {
        self.0.lock().unwrap()
    }
}

impl Disk {
    fn step(&mut self) -> Result<(), StoreError> {
        if self.off {
            return Err(broken());
        }
        self.steps += 1;
        match self.fault {
            Some((at, fault)) if at == self.steps => {
                self.off = fault == Fault::PowerCut;
                Err(broken())
            }
            _ => Ok(()),
        }
    }

    fn file(&mut self) -> &mut File {
        self.files.last_mut().unwrap()
    }
}

impl Store for Power {
    fn read_all(&mut self) -> Result<Vec<u8>, StoreError> {
        Ok(self.disk().file().seen.clone())
    }

    fn append(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        let mut disk = self.disk();
        for byte in bytes {
            disk.step()?;
            disk.file().seen.push(*byte);
        }
        Ok(())
    }

    fn sync(&mut self) -> Result<(), StoreError> {
        let mut disk = self.disk();
        let done = disk.step();
        if disk.ignores_sync {
            return done;
        }
        let file = disk.file();
        if done.is_ok() {
            file.durable = file.seen.clone();
        } else {
            // The kernel calls the pages clean, though they never reached the medium.
            let lost = file.seen.len() - file.durable.len();
            let on_medium = [&file.durable[..], &vec![0; lost]].concat();
            file.seen = on_medium;
        }
        done
    }

    fn replace(&mut self, bytes: &[u8]) -> Result<(), StoreError> {
        let mut disk = self.disk();
        // Creating the new file, writing half, writing all, syncing, renaming.
        for _ in 0..5 {
            disk.step()?;
        }
        disk.files.push(File {
            seen: bytes.to_vec(),
            durable: bytes.to_vec(),
        });
        // Until the directory is synced, the old name may come back.
        disk.step()?;
        let old = disk.files.len() - 1;
        disk.files.drain(..old);
        disk.replacements += 1;
        Ok(())
    }
}

fn broken() -> StoreError {
    StoreError::Io {
        detail: "fault".to_owned(),
    }
}
