//! Suite `browser`: the demo in a real Chromium.

use crate::process::{self, build_dir, cargo, outside, root, run_tests};
use crate::tally::Tally;

/// Where the tests and their one package live.
pub(crate) const DIR: &str = "tests/browser";

/// Builds the tool first, so that the tests only start it, by the path in `VINCULO`.
pub(crate) fn run() -> Result<Tally, String> {
    process::run(&mut cargo([
        "build",
        "-p",
        "vinculo-cli",
        "--bin",
        "vinculo",
    ]))?;
    let tool = format!("vinculo{}", std::env::consts::EXE_SUFFIX);
    let mut npm = outside("npm");
    npm.args(["test", "--silent"])
        .current_dir(root().join(DIR))
        .env("VINCULO", build_dir()?.join(tool));
    run_tests(&mut npm)
}
