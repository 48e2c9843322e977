//! `cargo xtask crash`: real processes that record outcomes, really killed.

use crate::process::{cargo, run_tests};

/// Rounds of a run that does not say; the ordinary tests make 200.
pub(crate) const ROUNDS: u32 = 1000;

/// The outbox's own test, with more rounds, and with its count shown.
pub(crate) fn run(rounds: u32) -> Result<(), String> {
    let mut test = cargo([
        "test",
        "-p",
        "vinculo",
        "--test",
        "outbox",
        "kill",
        "--",
        "--nocapture",
    ]);
    test.env("VINCULO_CRASH_ROUNDS", rounds.to_string());
    run_tests(&mut test).map(|tally| println!("{tally}"))
}
