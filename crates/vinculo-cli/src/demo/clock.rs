//! The demo's one clock, which can be put forward.

use std::sync::atomic::{AtomicI64, Ordering};
use std::time::Instant;

use vinculo::session::Now;

use crate::commands::wall_ms;

/// Wall and monotonic time of the pretended phone and of the sandbox; a button puts both forward, so that ten minutes
/// of a token's life can be lived in a second.
#[derive(Debug)]
pub(super) struct Clock {
    started: Instant,
    skipped_ms: AtomicI64,
}

impl Clock {
    /// A clock that shows the time as it is.
    #[expect(
        clippy::disallowed_methods,
        reason = "the demo's clock; everything else takes time as an argument"
    )]
    pub(super) fn new() -> Self {
        Self {
            started: Instant::now(),
            skipped_ms: AtomicI64::new(0),
        }
    }

    /// Both clocks. The monotonic one counts from the start of the demo.
    pub(super) fn now(&self) -> Now {
        let since = i64::try_from(self.started.elapsed().as_millis()).unwrap_or(i64::MAX);
        Now {
            wall_ms: self.wall_ms(),
            mono_ms: since.saturating_add(self.skipped_ms()),
        }
    }

    /// Milliseconds since 1970.
    pub(super) fn wall_ms(&self) -> i64 {
        wall_ms().saturating_add(self.skipped_ms())
    }

    /// Puts it forward.
    pub(super) fn skip(&self, ms: i64) {
        self.skipped_ms.fetch_add(ms, Ordering::Relaxed);
    }

    /// By how much it was put forward, in milliseconds.
    pub(super) fn skipped_ms(&self) -> i64 {
        self.skipped_ms.load(Ordering::Relaxed)
    }
}
