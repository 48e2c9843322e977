//! The cases, by group. Those that are compared stand next to each other, so that they are timed next to each other.

mod decide;
pub mod growth;
pub mod hostile;
mod journal;
mod parse;
pub mod session;
mod stores;

use crate::Case;

/// All, in the order of the report.
#[must_use]
pub fn all() -> Vec<Case> {
    [
        parse::cases(),
        decide::cases(),
        session::cases(),
        journal::cases(),
        growth::urls(),
        hostile::urls(),
        growth::timelines(),
        growth::journals(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
