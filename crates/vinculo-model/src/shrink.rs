//! A failing schedule, made as short as it can be made by leaving steps out.

use vinculo::session::SessionConfig;

use crate::machine::Machine;
use crate::rule::{Rule, Violation};
use crate::schedules::drive_out;
use crate::search::Failure;
use crate::world::{Step, World};

/// Leaves out whatever is not needed to break the same rule.
#[must_use]
pub fn shrink<M: Machine>(failure: Failure) -> Failure {
    let rule = failure.violation.rule;
    let mut best = failure;
    let mut size = best.steps.len().div_ceil(2).max(1);
    loop {
        let mut from = 0;
        let mut has_shrunk = false;
        while from < best.steps.len() {
            let to = (from + size).min(best.steps.len());
            let steps: Vec<Step> = [&best.steps[..from], &best.steps[to..]].concat();
            match replay::<M>(&best.config, &steps, rule) {
                Some((violation, needed)) if violation.rule == rule => {
                    best.violation = violation;
                    best.steps = steps[..needed].to_vec();
                    has_shrunk = true;
                }
                _ => from = to,
            }
        }
        if size == 1 && !has_shrunk {
            break;
        }
        size = size.div_ceil(2);
    }
    forgive_lost_snapshots::<M>(best)
}

/// Losing a snapshot is part of the story only where it must be.
fn forgive_lost_snapshots<M: Machine>(mut best: Failure) -> Failure {
    for at in 0..best.steps.len() {
        let mut steps = best.steps.clone();
        if std::mem::take(&mut steps[at].snapshot_lost) {
            let again = replay::<M>(&best.config, &steps, best.violation.rule);
            if let Some((violation, needed)) = again
                && violation.rule == best.violation.rule
                && needed == steps.len()
            {
                best.violation = violation;
                best.steps = steps;
            }
        }
    }
    best
}

/// The first rule that these steps break, and how many of them it takes.
fn replay<M: Machine>(
    config: &SessionConfig,
    steps: &[Step],
    wanted: Rule,
) -> Option<(Violation, usize)> {
    let mut world = World::<M>::new(config.clone());
    for (index, step) in steps.iter().enumerate() {
        if let Err(violation) = world.step(*step) {
            return Some((violation, index + 1));
        }
    }
    let ended = match wanted {
        Rule::WayOut => drive_out(&mut world, &mut Vec::new()),
        Rule::NoSecretOutside => world.check_snapshot(),
        _ => return None,
    };
    ended.err().map(|violation| (violation, steps.len()))
}
