//! Suite `rust`: what plain `cargo test` runs, and the core once more as the phones get it.
//!
//! The core's feature `reqwest` is named, though the command line tool switches it on anyway: the transport's tests must
//! not vanish in silence.

use crate::process::{cargo, run_tests};
use crate::tally::Tally;

pub(crate) fn run() -> Result<Tally, String> {
    let workspace = run_tests(&mut cargo([
        "test",
        "--workspace",
        "--features",
        "vinculo/reqwest",
        "--no-fail-fast",
    ]));
    let exported = run_tests(&mut cargo([
        "test",
        "-p",
        "vinculo",
        "--features",
        "ffi",
        "--no-fail-fast",
    ]));
    let mut tally = workspace?;
    tally += exported?;
    Ok(tally)
}
