//! The time, as an argument.

/// Both clocks of the host at one moment. The core never reads a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct Now {
    /// Wall clock, milliseconds since 1970 UTC. May jump; used for `exp` and for the timeline only.
    pub wall_ms: i64,
    /// Monotonic clock, milliseconds since any fixed point of this process. Used for every span.
    pub mono_ms: i64,
}
