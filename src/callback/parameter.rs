//! A parameter the widget sent and no event asked for.

use std::fmt;

/// A decoded query parameter that belongs to no documented field, kept in the order it came.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct Parameter {
    /// The decoded name.
    pub name: String,
    /// The decoded value; empty for `?name` and `?name=`.
    pub value: String,
}

/// Shows the name only: nobody knows what a value holds.
impl fmt::Debug for Parameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Parameter")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
