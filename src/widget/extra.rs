//! A parameter this version does not know yet.

use std::fmt;

/// A URL parameter of the integrator's own choice, sent last and as it is. The way out when Belvo
/// adds a parameter before this library knows it.
#[derive(Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct ExtraParameter {
    /// Its name, not encoded.
    pub name: String,
    /// Its value, not encoded.
    pub value: String,
}

/// Shows the name only: nobody knows what a value holds.
impl fmt::Debug for ExtraParameter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ExtraParameter")
            .field("name", &self.name)
            .finish_non_exhaustive()
    }
}
