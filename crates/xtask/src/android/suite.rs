//! Suite `android`: built, looked at, weighed, and run.

use super::abi::Abi;
use super::maven::Test;
use super::{Crate, build, controls, jvm, measure, verify};
use crate::sizes;
use crate::tally::Tally;

/// Counts one for each library that is as it must be, each control of that, each size, and each check of the running library.
pub(crate) fn run() -> Result<Tally, String> {
    build(&Crate::core(), &Abi::WIDE)?;
    build(&Crate::with_transport(), &[Abi::Arm64])?;
    let test = Test::compile()?;
    let ours = verify::ours(&[Crate::core()], &Abi::WIDE)?;
    let larger = verify::ours(&[Crate::with_transport()], &[Abi::Arm64])?;
    let mut tally = Tally::of_passed(ours + larger);
    tally += Tally::of_passed(verify::jna(&test)?);
    tally += Tally::of_passed(controls::check()?);
    tally += Tally::of_passed(sizes::check(&measure()?)?);
    for abi in Abi::WIDE {
        println!("\n── the library for {} on a JVM ──", abi.name());
        tally += jvm::run_on(abi, &test)?;
    }
    tally.proven()
}
