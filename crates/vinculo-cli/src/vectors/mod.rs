//! Runs the golden inputs and outputs of `vectors/README.md`, and any file of that form.
//!
//! ```text
//! paths ─ find ─► files ─ file::read ─► cases ─ one runner a kind ─► Comparison ─ diff ─► Report
//!                   └ a file or case that cannot be run is a Failure with a reason, and counts as one
//! ```

mod callbacks;
mod diff;
mod failure;
mod file;
mod find;
mod kind;
mod layout;
mod navigations;
mod page_messages;
mod report;
mod sessions;
mod snapshots;
mod start_urls;
mod strict;

pub use diff::{Line, diff};
pub use failure::{Failure, Reason};
pub use file::{MAX_FILE_BYTES, VectorFile};
pub use find::{Found, find};
pub use report::{Report, print_failure, run};

/// What a case expects, and what came.
#[derive(Clone, Debug, PartialEq)]
pub struct Comparison {
    /// As the vector has it.
    pub expected: serde_json::Value,
    /// As the core says it.
    pub actual: serde_json::Value,
}
