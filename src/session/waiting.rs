//! Which answers the session waits for.

use super::effect::Timer;
use super::state::Phase;
use crate::navigation::Otherwise;

/// The ids of effects whose answer still counts. Everything else is stale.
#[derive(Clone, Debug, Default)]
pub(super) struct Waiting {
    pub(super) token: Option<u64>,
    pub(super) outside: Option<(u64, Otherwise)>,
    /// The newest errand (a call, a mail); its failure is worth a word in any phase.
    pub(super) errand: Option<u64>,
    /// Every question for a link, oldest first: a link counts whenever it is found.
    pub(super) late_checks: Vec<u64>,
    pub(super) record: Option<u64>,
    pub(super) late_record: Option<u64>,
    /// Reports outlive every phase; at most two are ever sent.
    pub(super) reports: Vec<(u64, u32)>,
    pub(super) timers: Vec<(u64, Timer)>,
}

impl Waiting {
    /// A timer of the same kind replaces the earlier one.
    pub(super) fn set_timer(&mut self, id: u64, timer: Timer) {
        self.timers.retain(|(_, kind)| *kind != timer);
        self.timers.push((id, timer));
    }

    /// A link was found: nothing else is asked for.
    pub(super) fn take_late_check(&mut self, id: u64) -> bool {
        let index = self.late_checks.iter().position(|waiting| *waiting == id);
        index.map(|index| self.late_checks.remove(index)).is_some()
    }

    /// Something took the link, so that nothing else can be said of it.
    pub(super) fn take_outside(&mut self, id: u64) -> bool {
        let is_newest = |(waiting, _): &mut (u64, Otherwise)| *waiting == id;
        take(&mut self.errand, id) || self.outside.take_if(is_newest).is_some()
    }

    pub(super) fn take_timer(&mut self, id: u64) -> Option<Timer> {
        let index = self.timers.iter().position(|(waiting, _)| *waiting == id)?;
        Some(self.timers.remove(index).1)
    }

    /// Forgets what no longer matters in `phase`, so that its answer is stale.
    pub(super) fn keep_only(&mut self, phase: Phase) {
        if phase != Phase::FetchingToken {
            self.token = None;
        }
        if !matches!(phase, Phase::Outside | Phase::ConfirmingClose) {
            self.outside = None;
        }
        if phase != Phase::Recording {
            self.record = None;
        }
        self.timers.retain(|(_, timer)| {
            phase
                == match timer {
                    Timer::Slow | Timer::LoadTimeout => Phase::Loading,
                    Timer::ExitGrace | Timer::LateCheck => Phase::Reconciling,
                    Timer::Return => Phase::Outside,
                    Timer::Record => Phase::Recording,
                }
        });
    }
}

/// Takes the value if `id` is the one waited for.
pub(super) fn take(slot: &mut Option<u64>, id: u64) -> bool {
    let fits = *slot == Some(id);
    if fits {
        *slot = None;
    }
    fits
}
