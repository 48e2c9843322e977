//! Why a case, or a whole file, did not pass.

use crate::json::JsonProblem;

use super::Comparison;

/// One thing that failed.
#[derive(Clone, Debug, PartialEq)]
pub struct Failure {
    /// The file, as it was given or found.
    pub file: String,
    /// The name of the case; `None` when the file as a whole cannot be run.
    pub case: Option<String>,
    /// Why.
    pub reason: Reason,
}

/// Why something failed.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Reason {
    /// The core says something else.
    #[error("expected and actual differ")]
    Differs(Box<Comparison>),
    /// The file cannot be read from disk.
    #[error("cannot be read: {0}")]
    Unreadable(String),
    /// The file is too large to be a vector file.
    #[error("is larger than {} MiB; split it, and write long inputs as `repeat`", .0 >> 20)]
    TooLarge(u64),
    /// Its `repeat` parts would make more text than any test needs.
    #[error("repeats text to more than {} MiB altogether; repeat fewer times", .0 >> 20)]
    TooMuchRepeated(u64),
    /// The bytes are not JSON, or hold one key twice.
    #[error("is not readable as JSON: {0}")]
    NotJson(String),
    /// JSON, but not of the form of `vectors/README.md`.
    #[error("is not of the form of vectors/README.md: {0}")]
    Form(#[from] JsonProblem),
    /// A file without a single case tests nothing.
    #[error("has no cases, so it tests nothing")]
    NoCases,
    /// A folder without a single JSON file tests nothing.
    #[error("holds no .json file, so it tests nothing")]
    NoFiles,
    /// A name that an earlier case of the file has already.
    #[error("the name was used by an earlier case of this file; give each case its own")]
    DuplicateName,
    /// What the vector gives the core to start with is refused by it.
    #[error("the core refuses what the case begins with: {0}")]
    Refused(String),
}
