//! Troubles on demand.

use std::time::Duration;

/// What is wrong with the backend. A backend that cannot be reached at all is a closed [`Door`](super::Door).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Fault {
    /// Nothing.
    #[default]
    None,
    /// It answers, and late.
    Slow(Duration),
    /// It fails: 500.
    Failing,
    /// It knows the user no more: 401.
    SignedOut,
    /// It takes no outcome: 422, which lasts.
    Refusing,
}

impl Fault {
    /// Long enough to be felt, and short of the ten seconds for which a person is kept waiting.
    pub(crate) const SLOW: Self = Self::Slow(Duration::from_secs(3));

    /// All of them.
    pub(crate) const ALL: [Self; 5] = [
        Self::None,
        Self::SLOW,
        Self::Failing,
        Self::SignedOut,
        Self::Refusing,
    ];

    /// The stable name.
    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Slow(_) => "slow",
            Self::Failing => "failing",
            Self::SignedOut => "signed_out",
            Self::Refusing => "refusing",
        }
    }

    /// The trouble of that name.
    pub(crate) fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|fault| fault.name() == name)
    }

    /// One line on what happens, for people.
    pub(crate) fn summary(self) -> &'static str {
        match self {
            Self::None => "All is well.",
            Self::Slow(_) => "Every answer takes some seconds.",
            Self::Failing => "It answers 500.",
            Self::SignedOut => "It knows the user no more: 401.",
            Self::Refusing => "It takes no outcome: 422.",
        }
    }
}
