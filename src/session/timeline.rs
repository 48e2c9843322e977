//! What happened, for a support ticket.

use std::collections::VecDeque;
use std::fmt;

use super::effect::Effect;
use super::now::Now;
use super::state::Phase;

/// The last 256 things that happened, in order. Only stable names are written, so that neither a
/// token nor a link id nor a personal datum can get in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Timeline {
    entries: VecDeque<TimelineEntry>,
    dropped: u64,
    started: Option<i64>,
}

/// One thing that happened.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct TimelineEntry {
    /// Wall clock, milliseconds since 1970 UTC.
    pub wall_ms: i64,
    /// Monotonic milliseconds since the first entry of this process.
    pub elapsed_ms: i64,
    /// The phase it happened in.
    pub phase: Phase,
    /// `> name` for something that happened, `< name` for an effect, `= name` for a new phase.
    pub what: String,
}

const CAPACITY: usize = 256;

impl Timeline {
    /// The entries kept, oldest first.
    #[must_use]
    pub fn entries(&self) -> impl ExactSizeIterator<Item = &TimelineEntry> {
        self.entries.iter()
    }

    /// How many older entries were dropped.
    #[must_use]
    pub fn dropped(&self) -> u64 {
        self.dropped
    }

    pub(super) fn note_input(&mut self, now: Now, phase: Phase, name: &str) {
        self.push(now, phase, format!("> {name}"));
    }

    pub(super) fn note_phase(&mut self, now: Now, from: Phase, to: Phase) {
        if from != to {
            self.push(now, to, format!("= {}", to.as_str()));
        }
    }

    pub(super) fn note_effect(&mut self, now: Now, phase: Phase, effect: &Effect) {
        self.push(now, phase, format!("< {}", effect.summary()));
    }

    fn push(&mut self, now: Now, phase: Phase, what: String) {
        let started = *self.started.get_or_insert(now.mono_ms);
        if self.entries.len() == CAPACITY {
            self.entries.pop_front();
            self.dropped += 1;
        }
        let elapsed_ms = now.mono_ms.saturating_sub(started);
        self.entries.push_back(TimelineEntry {
            wall_ms: now.wall_ms,
            elapsed_ms,
            phase,
            what,
        });
    }
}

/// One line an entry, ready to paste into a ticket.
impl fmt::Display for Timeline {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.dropped > 0 {
            writeln!(f, "({} older entries dropped)", self.dropped)?;
        }
        for entry in &self.entries {
            writeln!(
                f,
                "{:>8} ms  {:<16} {}",
                entry.elapsed_ms,
                entry.phase.as_str(),
                entry.what
            )?;
        }
        Ok(())
    }
}
