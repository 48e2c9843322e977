//! The one place that reads the clock.

use std::time::{SystemTime, UNIX_EPOCH};

/// The wall clock in milliseconds since 1970; 0 if it stands before.
#[must_use]
#[expect(
    clippy::disallowed_methods,
    reason = "this is the host's clock; everything else takes time as an argument"
)]
pub fn wall_ms() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_millis()).unwrap_or(i64::MAX)
    })
}
