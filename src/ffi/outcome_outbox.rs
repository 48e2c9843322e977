//! The exported outbox.

use std::sync::{Mutex, MutexGuard};

use crate::exchange::ReportFate;
use crate::outbox::{
    Appended, Entry, FileStore, OtherUsers, Outbox, OutboxConfig, OutboxError, PendingReport,
    Recovery, UserKey,
};
use crate::session::{Now, Outcome};

/// Outcomes on disk, on their way to the app's backend. For a background thread: every call may block on the disk.
/// One for each file; letting go of it frees the file.
#[derive(uniffi::Object)]
pub struct OutcomeOutbox {
    outbox: Mutex<Outbox<FileStore>>,
    recovery: Recovery,
}

#[uniffi::export]
impl OutcomeOutbox {
    /// Opens the journal at `path`, whose directory must exist, for the user who is signed in: private, and not backed up
    /// (Android `noBackupFilesDir`; iOS Application Support). `user` is the app's own id of the user, 1 to 256 bytes.
    ///
    /// # Errors
    /// [`OutboxError::Store`] if it cannot be read (a locked phone: try later), [`OutboxError::NewerVersion`] and
    /// [`OutboxError::NotAJournal`] for bytes of someone else. Nothing is changed then.
    #[uniffi::constructor]
    pub fn open(path: String, user: String, others: OtherUsers) -> Result<Self, OutboxError> {
        let config = OutboxConfig {
            others,
            ..OutboxConfig::new(UserKey::new(user)?)
        };
        let opened = Outbox::open(FileStore::open(path)?, config)?;
        Ok(Self {
            outbox: Mutex::new(opened.outbox),
            recovery: opened.recovery,
        })
    }

    /// What was found when the journal was opened.
    ///
    /// # Errors
    /// None; a `Result` so that a defect cannot trap in Swift.
    pub fn recovery(&self) -> Result<Recovery, OutboxError> {
        Ok(self.recovery.clone())
    }

    /// Puts an outcome on disk. When it answers, the session may hear `Recorded`; at an error, `RecordFailed`. The same
    /// outcome a second time is no second entry.
    ///
    /// # Errors
    /// [`OutboxError::Full`], [`OutboxError::Conflict`], [`OutboxError::TooLarge`], [`OutboxError::Store`]. It is not recorded
    /// then.
    pub fn append(&self, outcome: &Outcome, now: Now) -> Result<Appended, OutboxError> {
        self.lock()?.append(outcome, now)
    }

    /// What to send now, oldest first.
    ///
    /// # Errors
    /// [`OutboxError::Broken`] after a defect in an earlier call.
    pub fn pending(&self) -> Result<Vec<PendingReport>, OutboxError> {
        Ok(self.lock()?.pending())
    }

    /// What became of a report: it goes, is kept as refused, or stays pending. Answers whether there was such an entry.
    /// `Acknowledged` also drops a refused one that has been dealt with.
    ///
    /// # Errors
    /// [`OutboxError::Store`]; the entry stays as it was, and is sent again under the same key.
    pub fn settle(&self, outcome_id: &str, fate: ReportFate) -> Result<bool, OutboxError> {
        fate.settle(&mut *self.lock()?, outcome_id)
    }

    /// The app has acknowledged it: a session that is restored all the same does not tell it again. Answers whether anything
    /// was known of it.
    ///
    /// # Errors
    /// [`OutboxError::Store`]; it is remembered on.
    pub fn taken(&self, outcome_id: &str) -> Result<bool, OutboxError> {
        self.lock()?.taken(outcome_id)
    }

    /// The outcomes of this user that are on disk: what `ConnectSession.restore` must know.
    ///
    /// # Errors
    /// [`OutboxError::Broken`] after a defect in an earlier call.
    pub fn recorded(&self) -> Result<Vec<Outcome>, OutboxError> {
        Ok(self.lock()?.recorded())
    }

    /// Ids of this user's outcomes that the app has acknowledged, of those that are recorded: a session restored with one
    /// hears `Acknowledged` before anything else, so that it does not tell it again.
    ///
    /// # Errors
    /// [`OutboxError::Broken`] after a defect in an earlier call.
    pub fn acknowledged_by_app(&self) -> Result<Vec<String>, OutboxError> {
        Ok(self.lock()?.acknowledged_by_app())
    }

    /// Those of `recorded` that the app has not acknowledged: what is to be told again, whatever became of its session. A success
    /// that came after an exit is one of them.
    ///
    /// # Errors
    /// [`OutboxError::Broken`] after a defect in an earlier call.
    pub fn unacknowledged(&self) -> Result<Vec<Outcome>, OutboxError> {
        Ok(self.lock()?.unacknowledged())
    }

    /// Ids of this user's outcomes that the backend has: a session that asks for the report of one may hear `Reported` at once.
    ///
    /// # Errors
    /// [`OutboxError::Broken`] after a defect in an earlier call.
    pub fn delivered(&self) -> Result<Vec<String>, OutboxError> {
        Ok(self.lock()?.delivered())
    }

    /// All entries, oldest first, for a developer's screen or a support ticket.
    ///
    /// # Errors
    /// [`OutboxError::Broken`] after a defect in an earlier call.
    pub fn entries(&self) -> Result<Vec<Entry>, OutboxError> {
        Ok(self.lock()?.list())
    }

    /// Sends a refused entry again, say after the backend was mended. Answers whether there was one.
    ///
    /// # Errors
    /// [`OutboxError::Store`]; the entry stays refused.
    pub fn retry(&self, outcome_id: &str) -> Result<bool, OutboxError> {
        self.lock()?.retry(outcome_id)
    }
}

impl OutcomeOutbox {
    fn lock(&self) -> Result<MutexGuard<'_, Outbox<FileStore>>, OutboxError> {
        self.outbox.lock().map_err(|_| OutboxError::Broken)
    }
}
