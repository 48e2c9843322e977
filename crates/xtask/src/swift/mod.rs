//! Suite `swift`: the Swift package, built and tested against the library as this machine runs it.
//!
//! ```text
//! toolchain   Swift 6 of this machine, or else of a Debian 13 in the cache folder
//! debian      makes that Debian, and runs commands in it
//! ```

mod debian;
mod toolchain;

use std::path::Path;

use crate::bindings;
use crate::process::{self, build_dir, cargo, root, run_tests};
use crate::tally::Tally;
use toolchain::Toolchain;

pub(crate) use toolchain::{found, set_up};

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

/// The package at the root of the workspace.
struct Package<'a> {
    toolchain: Toolchain,
    /// The folder that holds the library.
    libraries: &'a Path,
}

impl Package<'_> {
    fn test(&self) -> Result<Tally, String> {
        let (root, build) = (root(), build_dir()?);
        let target = build.parent().unwrap_or(&build);
        let mut command = self.toolchain.env(&[&root, target]);
        command
            .args(["VINCULO_THIS_MACHINE=1", "swift", "test"])
            .arg("--package-path")
            .arg(&root);
        command.args(["-Xswiftc", "-warnings-as-errors"]);
        command.arg("--scratch-path").arg(target.join("swift"));
        let search = format!("-L{}", self.libraries.display());
        let at_run_time = self.libraries.display().to_string();
        for word in [search, "-rpath".to_owned(), at_run_time] {
            command.args(["-Xlinker", &word]);
        }
        run_tests(&mut command)
    }
}
