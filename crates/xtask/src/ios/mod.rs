//! Command and suite `ios`: the library for iPhones and their simulator.
//!
//! ```text
//! slice     what is built for
//! plan      from the sources to the XCFramework on a Mac, as data: run, or printed
//! compile   elsewhere, as far as it goes: the real static libraries
//! macho     whether they are for what they should be for
//! ```

mod compile;
mod macho;
mod plan;
mod slice;

use std::path::PathBuf;

use crate::process::build_dir;
use crate::sizes::{self, Sizes};
use crate::tally::Tally;

/// What `Package.swift` takes if it is there.
const XCFRAMEWORK: &str = "bindings/swift/VinculoFFI.xcframework";

/// What `cargo xtask ios` was asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Task {
    /// Make the `XCFramework`; on a Mac.
    Build,
    /// Print how.
    DryRun,
    /// Compile the static libraries, on any machine.
    Compile,
}

pub(crate) fn run(task: Task) -> Result<(), String> {
    match task {
        Task::Build if !cfg!(target_os = "macos") => Err(
            "an XCFramework is made on a Mac, with Xcode; here `cargo xtask ios --dry-run` prints how, and `--compile` compiles \
             the static libraries"
                .to_owned(),
        ),
        Task::Build => {
            for step in plan::steps(&out_dir()?)? {
                step.perform()?;
            }
            println!("made {XCFRAMEWORK}; Package.swift takes it from now on");
            Ok(())
        }
        Task::DryRun => {
            for step in plan::steps(&out_dir()?)? {
                println!("{}", step.shown());
            }
            Ok(())
        }
        Task::Compile => compile::all().map(|_| ()),
    }
}

/// Counts one for each static library that is for what it should be for, and one for each size.
pub(crate) fn suite() -> Result<Tally, String> {
    let built = compile::all()?;
    let mut tally = Tally::of_passed(built.len() as u64);
    tally += Tally::of_passed(sizes::check(&measure(&built)?)?);
    tally.proven()
}

/// For the size ledger: the static libraries, of which a linker takes what an app calls.
pub(crate) fn weigh() -> Result<Sizes, String> {
    measure(&compile::all()?)
}

fn measure(built: &[(&str, PathBuf)]) -> Result<Sizes, String> {
    built
        .iter()
        .map(|(target, file)| Ok((format!("ios/{target}/libvinculo.a"), sizes::weigh(file)?)))
        .collect()
}

fn device_kind(target: &str) -> macho::Kind {
    if target == "aarch64-apple-ios" {
        macho::Kind::Device
    } else {
        macho::Kind::Simulator
    }
}

fn out_dir() -> Result<PathBuf, String> {
    let build = build_dir()?;
    Ok(build.parent().unwrap_or(&build).join("ios"))
}
