//! Suite `kotlin`: the package on a JVM, over the library of this machine; `guide` is what `docs/android.md` shows.

mod guide;

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::bindings;
use crate::process::{self, build_dir, cargo, outside, root, run_tests};
use crate::tally::Tally;

/// Where the Maven build lives.
const DIR: &str = "bindings/kotlin";

/// Builds the library, and the tool whose sandbox the tests talk to, and runs Maven. What is generated is committed; if it is
/// of another library the tests fail at its first call.
pub(crate) fn run() -> Result<Tally, String> {
    same_version()?;
    bindings::build()?;
    process::run(&mut cargo([
        "build",
        "-p",
        "vinculo-cli",
        "--bin",
        "vinculo",
    ]))?;
    let guide = guide::write_out()?;
    let mut maven = maven(&build_dir()?);
    maven.arg(format!("-Dvinculo.guide={}", guide.sources.display()));
    let mut tally = run_tests(maven.args(["clean", "verify"]))?;
    // And its project.
    tally += Tally::of_passed(guide.compiled()? + 1);
    Ok(tally)
}

/// Writes the dumps of the public surface anew, for a change that is meant.
pub(crate) fn accept_api() -> Result<(), String> {
    let mut command = maven(&build_dir()?);
    command.args(["-Dvinculo.api=accept", "-Dtest=PublicApiTest"]);
    command.args([
        "-Dsurefire.failIfNoSpecifiedTests=false",
        "-Dvinculo.every.module.is.tested=false",
    ]);
    command.args(["--projects", "vinculo-compose", "--also-make", "test"]);
    process::run(&mut command)
}

/// Measures calls into the library of a folder, by JMH, and writes its report.
pub(crate) fn bench(libraries: &Path, report: &Path, quick: bool) -> Result<(), String> {
    let options = if quick {
        "-f 1 -wi 1 -i 1 -w 200ms -r 200ms"
    } else {
        ""
    };
    let mut command = maven(libraries);
    command
        .arg(format!("-Dvinculo.bench.out={}", report.display()))
        .arg(format!("-Dvinculo.bench.options={options}"))
        .args(["-Pbench", "--projects", "bench", "--also-make"])
        .args(["-DskipTests", "clean", "verify"]);
    process::run(&mut command)
}

/// Maven in the build's folder, without questions and colours, and where it finds the library.
fn maven(libraries: &Path) -> Command {
    let mut command = outside("mvn");
    command
        .args(["--batch-mode", "--no-transfer-progress"])
        .arg("-Dstyle.color=never")
        .arg(format!("-Dvinculo.build={}", libraries.display()))
        .current_dir(root().join(DIR));
    command
}

/// Maven has no way to take its version from cargo.
fn same_version() -> Result<(), String> {
    let cargo = env!("CARGO_PKG_VERSION");
    for pom in [
        "pom.xml",
        "core/pom.xml",
        "vinculo/pom.xml",
        "android-module/pom.xml",
        "androidx/pom.xml",
        "androidx-compose/pom.xml",
        "vinculo-android/pom.xml",
        "vinculo-compose/pom.xml",
        "../../android-demo/pom.xml",
    ] {
        let file = root().join(DIR).join(pom);
        let text = fs::read_to_string(&file).map_err(|e| format!("cannot read {pom}: {e}"))?;
        if !text.contains(&format!("<version>{cargo}</version>")) {
            return Err(format!(
                "{DIR}/{pom} does not have the version {cargo} of Cargo.toml"
            ));
        }
    }
    Ok(())
}
