//! `cargo xtask model`: every interleaving of a session, and a million random schedules.

use crate::process::{cargo, run};

/// What a run that does not say otherwise does: minutes, not hours.
pub(crate) const DEFAULT: Extent = Extent {
    depth: 12,
    schedules: 1_000_000,
    seed: 1,
};

/// How much is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Extent {
    pub(crate) depth: u32,
    pub(crate) schedules: u32,
    pub(crate) seed: u32,
}

/// In release, because a debug build takes ten times as long. It shows its own progress.
pub(crate) fn check(extent: Extent) -> Result<(), String> {
    let mut model = cargo(["run", "--release", "-p", "vinculo-model", "--"]);
    model.args(["--depth", &extent.depth.to_string()]);
    model.args(["--schedules", &extent.schedules.to_string()]);
    model.args(["--seed", &extent.seed.to_string()]);
    run(&mut model)
}
