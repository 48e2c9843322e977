//! Suite `vectors`: the golden files, through the tool that anyone can run on files of their own.

use crate::process::{cargo, run_tests};
use crate::tally::Tally;

/// The tool closes with `N passed, N failed`, one case each.
pub(crate) fn run() -> Result<Tally, String> {
    run_tests(&mut cargo([
        "run",
        "--quiet",
        "-p",
        "vinculo-cli",
        "--bin",
        "vinculo",
        "--",
        "vectors",
        "vectors",
    ]))
}
