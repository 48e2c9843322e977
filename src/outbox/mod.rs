//! Outcomes on disk: recorded before they are told, reported until acknowledged.
//!
//! An object of its own, for a background thread, because disks block. The host wires it to the
//! session: on [`Effect::Record`](crate::session::Effect::Record) it calls [`Outbox::append`] and answers
//! `Recorded` or `RecordFailed`; at start, and when the network returns, it sends what
//! [`Outbox::pending`] lists and tells the outbox what became of it.
//!
//! ```text
//!   Record ──► append ──► pending ──► acknowledged (2xx)  ──► remembered, of the newest 32
//!                            ▲  └────► refused (a 4xx that stays) ──► kept, visible ── retry ─┐
//!                            └───────── failed (anything else) ◄───────────────────────────────┘
//! ```
//!
//! Rules it keeps: what `append` answered `Ok` for is on disk, whatever happens to the process or to the power; an entry
//! goes only by an acknowledgement (or a purge the host asked for), and is remembered with whether the app has the outcome
//! too, since its session may be restored from an older snapshot; an entry is sent under the same idempotency key each time;
//! nothing is sent for a user other than the one it was recorded for; no token and no URL is ever in the journal.
//! `docs/adr/0008-outbox-journal.md` says why.
//!
//! ```
//! use vinculo::outbox::{MemoryStore, Outbox, OutboxConfig, UserKey};
//! use vinculo::session::{Ending, FailReason, Now, Outcome};
//!
//! let config = OutboxConfig::new(UserKey::new("user-7")?);
//! let mut outbox = Outbox::open(MemoryStore::new(), config)?.outbox;
//! let outcome = Outcome {
//!     id: "session-1.1".into(),
//!     session_id: "session-1".into(),
//!     sequence: 1,
//!     ending: Ending::Failed { reason: FailReason::TokenRefused },
//! };
//! outbox.append(&outcome, Now { wall_ms: 1_700_000_000_000, mono_ms: 0 })?;
//!
//! let report = &outbox.pending()[0];
//! assert_eq!(report.idempotency_key, "session-1.1");
//! outbox.acknowledged("session-1.1")?;
//! assert!(outbox.pending().is_empty());
//! # Ok::<(), vinculo::outbox::OutboxError>(())
//! ```

mod config;
mod crc32;
mod entries;
mod error;
mod file_store;
mod journal;
mod memory_store;
mod queue;
mod record;
mod report;
mod store;

pub use config::{OtherUsers, OutboxConfig, UserKey};
pub use error::OutboxError;
pub use file_store::FileStore;
pub use memory_store::MemoryStore;
pub use queue::{Opened, Outbox};
pub use report::{Appended, Entry, EntryState, Overflow, PendingReport, Recovery};
pub use store::{Store, StoreError};
