//! Feature `model`, for model checkers alone (`crates/vinculo-model`): a copy, and what decides how a session goes on.
//!
//! Behind a feature, because two copies of one session would tell one outcome twice. Neither can change a session.

use std::hash::{Hash, Hasher};

use super::now::Now;
use super::outcome::{Ending, Outcome};
use super::progress::{Progress, Reconciling};
use super::state::Phase;
use super::timeline::Timeline;
use super::waiting::Waiting;
use super::{Process, Session};

impl Session {
    /// A copy with an empty timeline.
    #[must_use]
    pub fn fork(&self) -> Self {
        Self {
            config: self.config.clone(),
            phase: self.phase,
            progress: self.progress.clone(),
            callback_urls: self.callback_urls.clone(),
            navigator: self.navigator.clone(),
            nonce_guard: self.nonce_guard.clone(),
            next_id: self.next_id,
            user: self.user.clone(),
            awake: self.awake,
            now: self.now,
            event_name: self.event_name,
            process: self.process.clone(),
            waiting: self.waiting.clone(),
            effects: Vec::new(),
            timeline: Timeline::default(),
        }
    }

    /// Writes all that decides which effects follow which events, and nothing else: two sessions of one
    /// configuration that write the same go on alike. Left out are what only goes into the text of an
    /// outcome (stage, error, source, link), and what the phase will never read again. Ids are written
    /// as `rename` gives them, since the session only ever compares them; times as what is left of them.
    pub fn fingerprint(
        &self,
        now: Now,
        rename: &mut dyn FnMut(u64) -> u64,
        state: &mut impl Hasher,
    ) {
        self.phase.hash(state);
        self.awake.hash(state);
        let urls = &self.callback_urls;
        (&urls.success, &urls.exit, &urls.event).hash(state);
        let may_go_on = self.progress.write(self.phase, state);
        if may_go_on {
            self.write_process(now, state);
        }
        self.process.told.hash(state);
        self.waiting.write(rename, state);
    }

    fn write_process(&self, now: Now, state: &mut impl Hasher) {
        // Every field stands here, so that a new one has to be thought about.
        let Process {
            token,
            lease,
            token_requested_at,
            problem,
            renderer_dead,
            covered,
            asking,
            loaded,
            told: _,
            let_pass,
        } = &self.process;
        (renderer_dead, covered, asking, loaded, let_pass).hash(state);
        if self.phase == Phase::Recovering {
            format!("{problem:?}").hash(state);
        }
        // A token past its lease is as good as none.
        let left = token
            .as_ref()
            .and(lease.as_ref())
            .map(|lease| lease.both_remaining(now.mono_ms, now.wall_ms))
            .filter(|(of_lease, _)| *of_lease > 0);
        left.hash(state);
        if self.waiting.token.is_some() {
            let age = now.mono_ms.saturating_sub(*token_requested_at);
            let lease_ms = i64::try_from(self.config.limits.lease_ms).unwrap_or(i64::MAX);
            age.clamp(-1, lease_ms).hash(state);
        }
    }
}

impl Progress {
    /// Whether the widget may still be loaded; if not, what only matters for that is left out.
    fn write(&self, phase: Phase, state: &mut impl Hasher) -> bool {
        let Self {
            loaded,
            renewed_rejected,
            rebuilt,
            institution_chosen: _,
            last_error: _,
            refused: _,
            return_to,
            close_source: _,
            reconciling,
            outcome,
            durable,
            reported,
            told,
            acknowledged,
            late_success,
            late_reported,
        } = self;
        let is_ending = matches!(reconciling, Some(Reconciling::Ending { .. }));
        match reconciling {
            None => 0_u8.hash(state),
            Some(Reconciling::Resume) => 1_u8.hash(state),
            Some(Reconciling::Ending {
                no_link,
                grace_over,
                ..
            }) => (2_u8, no_link, grace_over).hash(state),
        }
        let is_connected = |outcome: &Outcome| matches!(outcome.ending, Ending::Connected { .. });
        outcome.as_ref().map(is_connected).hash(state);
        late_success.is_some().hash(state);
        (durable, reported, told, acknowledged, late_reported).hash(state);
        let may_go_on = !is_ending && !matches!(phase, Phase::Recording | Phase::Finished);
        if may_go_on {
            (loaded, renewed_rejected, rebuilt).hash(state);
            if phase == Phase::ConfirmingClose {
                return_to.hash(state);
            }
        }
        may_go_on
    }
}

impl Waiting {
    fn write(&self, rename: &mut dyn FnMut(u64) -> u64, state: &mut impl Hasher) {
        let Self {
            token,
            outside,
            errand,
            late_checks,
            record,
            late_record,
            reports,
            timers,
        } = self;
        for id in [*token, *errand, *record, *late_record] {
            id.map(&mut *rename).hash(state);
        }
        if let Some((id, otherwise)) = outside {
            (rename(*id), otherwise).hash(state);
        }
        late_checks.len().hash(state);
        for id in late_checks {
            rename(*id).hash(state);
        }
        // In an order of their own, since the order in which they were asked decides nothing.
        let mut reports = reports.clone();
        reports.sort_by_key(|(_, sequence)| *sequence);
        for (id, sequence) in reports {
            (rename(id), sequence).hash(state);
        }
        let mut timers = timers.clone();
        timers.sort_by_key(|(_, timer)| timer.name());
        for (id, timer) in timers {
            (rename(id), timer.name()).hash(state);
        }
    }
}
