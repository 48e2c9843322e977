//! Suite `swift`: the Swift package, built and tested against the library as this machine runs it.
//!
//! ```text
//! toolchain     Swift 6 of this machine, or else of a Debian 13 in the cache folder
//! debian        makes that Debian, and runs commands in it
//! consumer      an app outside of the repository that depends on the package
//! apple         the views, against stubs of Apple's modules
//! misuse        mistakes that must be found there
//! availability  what is newer than our oldest iOS
//! demo          the demo app, against the same stubs
//! guide         what `docs/ios.md` shows
//! ```

mod apple;
mod availability;
mod consumer;
mod debian;
mod demo;
mod guide;
mod misuse;
mod toolchain;

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::bindings;
use crate::process::{self, build_dir, cargo, root, run_tests};
use crate::tally::Tally;
use toolchain::Toolchain;

pub(crate) use toolchain::{found, set_up};

/// The tests that take their time.
const SOAK: &str = "VinculoSoakTests";

/// Builds the library and the tool first: the tests load the one, and start the other for its sandbox.
pub(crate) fn run() -> Result<Tally, String> {
    let toolchain = Toolchain::find()?;
    let library = bindings::build()?;
    process::run(&mut cargo([
        "build",
        "-p",
        "vinculo-cli",
        "--bin",
        "vinculo",
    ]))?;
    let package = Package {
        toolchain,
        libraries: library.parent().unwrap_or(&library),
    };
    package.test()
}

/// Measures calls into the library of a folder, for so many seconds each, and writes a report.
pub(crate) fn bench(libraries: &Path, report: &Path, seconds: &str) -> Result<(), String> {
    let package = Package {
        toolchain: Toolchain::find()?,
        libraries,
    };
    let mut build = package.swift("build")?;
    build.args([
        "--configuration",
        "release",
        "--product",
        "VinculoBenchmarks",
    ]);
    process::run(&mut build)?;
    let program = target()?.join("swift/release/VinculoBenchmarks");
    let mut measure = package.env(&[])?;
    measure.arg(program).arg(seconds);
    let rows = process::output(&mut measure).ok_or("the Swift benchmarks failed")?;
    std::fs::write(report, rows).map_err(|e| format!("cannot write {}: {e}", report.display()))
}

/// The package at the root of the workspace.
struct Package<'a> {
    toolchain: Toolchain,
    /// The folder that holds the library.
    libraries: &'a Path,
}

impl Package<'_> {
    fn test(&self) -> Result<Tally, String> {
        let mut tally = run_tests(self.swift("test")?.args(["--skip", SOAK]))?;
        // Its memory is measured, so it is alone in its process.
        tally += run_tests(self.swift("test")?.args(["--skip-build", "--filter", SOAK]))?;
        tally += apple::run(self)?;
        tally += consumer::run(self)?;
        Ok(tally)
    }

    /// A command of Swift's package manager, with the library to link and the tool to start.
    fn swift(&self, verb: &str) -> Result<Command, String> {
        let mut command = self.env(&[])?;
        set(&mut command)?;
        command
            .args(["swift", verb, "--package-path"])
            .arg(root())
            .arg("--scratch-path")
            .arg(target()?.join("swift"));
        command.args(["-Xswiftc", "-warnings-as-errors"]);
        self.link(&mut command);
        Ok(command)
    }

    /// Sees the repository, what is built in it, and these folders.
    fn env(&self, more: &[&Path]) -> Result<Command, String> {
        let (root, target) = (root(), target()?);
        let mut folders = vec![root.as_path(), target.as_path()];
        folders.extend(more);
        Ok(self.toolchain.env(&folders))
    }

    fn link(&self, command: &mut Command) {
        let libraries = self.libraries.display();
        for word in [
            format!("-L{libraries}"),
            "-rpath".to_owned(),
            libraries.to_string(),
        ] {
            command.args(["-Xlinker", &word]);
        }
    }
}

fn target() -> Result<PathBuf, String> {
    let build = build_dir()?;
    Ok(build.parent().unwrap_or(&build).to_owned())
}

/// The variables of `Package.swift` and of the tests.
fn set(command: &mut Command) -> Result<(), String> {
    let tool = build_dir()?.join(format!("vinculo{}", std::env::consts::EXE_SUFFIX));
    command.arg("VINCULO_THIS_MACHINE=1");
    command.arg(format!("VINCULO_TOOL={}", tool.display()));
    Ok(())
}
