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
