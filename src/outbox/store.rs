//! Where the journal's bytes are kept.

/// A file, or what acts like one. Nothing is promised about bytes that were not synced: after a crash any
/// part of them may be there. Every call may block.
pub trait Store {
    /// All bytes; none if nothing was ever written.
    ///
    /// # Errors
    /// [`StoreError`]; nothing is changed.
    fn read_all(&mut self) -> Result<Vec<u8>, StoreError>;

    /// Adds at the end. After an error any part may have been added.
    ///
    /// # Errors
    /// [`StoreError`].
    fn append(&mut self, bytes: &[u8]) -> Result<(), StoreError>;

    /// When it answers `Ok`, everything appended survives a power cut.
    ///
    /// # Errors
    /// [`StoreError`]. What was appended since the last success is then in doubt for good: a second sync that succeeds
    /// proves nothing, because the kernel may have dropped the pages after the first.
    fn sync(&mut self) -> Result<(), StoreError>;

    /// Puts these bytes in place of all, at once: after a crash either the old bytes are there or the new. When it
    /// answers `Ok` the new ones survive a power cut. After an error it is one of the two, and appending
    /// is useless until a `replace` succeeds.
    ///
    /// # Errors
    /// [`StoreError`].
    fn replace(&mut self, bytes: &[u8]) -> Result<(), StoreError>;
}

/// Why the disk did not do it. Safe to log: no path.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum StoreError {
    /// No access for now: the phone is locked and the file protected (`EACCES`, `EPERM`). What is there is kept.
    #[error("no access for now; try again when the phone is unlocked")]
    NotAvailable,
    /// No space left.
    #[error("no space left on the disk")]
    Full,
    /// Another outbox holds this file open, in this process or in another.
    #[error("another outbox has the journal open; keep one per file")]
    InUse,
    /// Anything else.
    #[error("input or output failed ({detail})")]
    Io {
        /// The kind of error.
        detail: String,
    },
}
