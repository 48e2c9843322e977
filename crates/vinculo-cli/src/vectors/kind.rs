//! The kinds of vector files.

use super::failure::Reason;
use super::file::{Case, Shared};
use super::{Comparison, callbacks, navigations, page_messages, sessions, snapshots, start_urls};

/// What the cases of a file are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Callbacks,
    PageMessages,
    StartUrls,
    Navigations,
    Sessions,
    Snapshots,
}

impl Kind {
    pub(super) const NAMES: &[(&str, Self)] = &[
        ("callbacks", Self::Callbacks),
        ("page_messages", Self::PageMessages),
        ("start_urls", Self::StartUrls),
        ("navigations", Self::Navigations),
        ("sessions", Self::Sessions),
        ("snapshots", Self::Snapshots),
    ];

    /// Runs one case.
    pub(super) fn run(self, case: Case<'_>, shared: &Shared) -> Result<Comparison, Reason> {
        match self {
            Self::Callbacks => callbacks::run(case, shared),
            Self::PageMessages => page_messages::run(case),
            Self::StartUrls => start_urls::run(case),
            Self::Navigations => navigations::run(case, shared),
            Self::Sessions => sessions::run(case),
            Self::Snapshots => snapshots::run(case),
        }
    }
}
