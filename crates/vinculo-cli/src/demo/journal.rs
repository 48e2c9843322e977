//! Outcomes on disk: one JSON line each, flushed to the device before anybody hears of it.
//!
//! As simple as can be; the outbox of the real packages replaces it.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::PathBuf;

use vinculo::session::Outcome;

use crate::json::session::outcome_json;
use crate::random;

/// A file in a temporary folder of its own, removed when the demo ends.
#[derive(Debug)]
pub(super) struct Journal {
    folder: PathBuf,
}

impl Journal {
    /// An empty journal.
    pub(super) fn new() -> io::Result<Self> {
        let folder = std::env::temp_dir().join(format!("vinculo-demo-{}", random::hex(12)));
        fs::create_dir(&folder)?;
        Ok(Self { folder })
    }

    /// Adds an outcome and waits for the disk.
    pub(super) fn append(&self, outcome: &Outcome) -> io::Result<()> {
        let mut file = OpenOptions::new()
            .create(true)
            .append(true)
            .open(self.file())?;
        writeln!(file, "{}", outcome_json(outcome))?;
        file.sync_all()?;
        // So that the file's name is on disk as well.
        if cfg!(unix) {
            File::open(&self.folder)?.sync_all()?;
        }
        Ok(())
    }

    /// Takes it off the disk.
    pub(super) fn remove(&self) {
        // Nothing is lost with it but what the demo made up.
        let _ = fs::remove_dir_all(&self.folder);
    }

    fn file(&self) -> PathBuf {
        self.folder.join("outcomes.jsonl")
    }
}

impl Drop for Journal {
    fn drop(&mut self) {
        self.remove();
    }
}
