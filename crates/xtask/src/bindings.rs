//! Suite and command `bindings`: Kotlin and Swift, generated from the built library and committed.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use crate::exported::{self, Exported};
use crate::process::{build_dir, cargo, root, run};
use crate::surface;
use crate::tally::Tally;
use crate::texts;

/// The languages, and the ending of their files.
const LANGUAGES: [(&str, &str); 2] = [("kotlin", "kt"), ("swift", "swift")];

const SWIFT: &str = "swift/VinculoGenerated.swift";

/// Where a generated file is committed. The module map is written by hand (`bindings/swift/Sources/VinculoFFI`): the generated
/// one names modules that Xcode 26 does not find (uniffi-rs #2917).
const COMMITTED: [(&str, &str); 3] = [
    (
        "kotlin/dev/vinculo/core/vinculo.kt",
        "bindings/kotlin/core/src/generated/kotlin/dev/vinculo/core/vinculo.kt",
    ),
    (
        SWIFT,
        "bindings/swift/Sources/VinculoGenerated/VinculoGenerated.swift",
    ),
    (
        "swift/VinculoFFI.h",
        "bindings/swift/Sources/VinculoFFI/VinculoFFI.h",
    ),
];

/// Writes the generated files to where they are committed.
pub(crate) fn generate() -> Result<(), String> {
    let library = build()?;
    for (language, _) in LANGUAGES {
        write(&library, language, &out_dir("bindings", language)?)?;
    }
    for (generated, committed) in COMMITTED {
        let to = root().join(committed);
        let text = read(&generated_file(generated)?)?;
        let dir = to.parent().unwrap_or(&to);
        fs::create_dir_all(dir).map_err(|e| format!("cannot make {}: {e}", dir.display()))?;
        fs::write(&to, text).map_err(|e| format!("cannot write {}: {e}", to.display()))?;
        println!("wrote {committed}");
    }
    Ok(())
}

/// Generates twice, and proves that both texts are equal, are the committed ones, and hold every exported type.
/// The same of the texts, which need no library. Counts one for each type in each language, for each call, and for each text.
pub(crate) fn check() -> Result<Tally, String> {
    let texts = texts::check()?;
    let types = exported::types_in(&root().join("src"))?;
    let library = build()?;
    let mut found = 0;
    let mut missing = Vec::new();
    for (language, ending) in LANGUAGES {
        let first = write(&library, language, &out_dir("bindings", language)?)?;
        let second = write(&library, language, &out_dir("bindings-again", language)?)?;
        same(&first, &second)?;
        let text = text_of(&first, ending)?;
        for exported in &types {
            if exported.is_declared_in(&text, language) {
                found += 1;
            } else {
                missing.push(format!("{} ({language})", exported.name));
            }
        }
    }
    current()?;
    let (calls, broken) = surface::check(&read(&generated_file(SWIFT)?)?);
    if !broken.is_empty() {
        return Err(broken.join("\n"));
    }
    if missing.is_empty() {
        Tally::of_passed(found + calls + texts).proven()
    } else {
        Err(format!(
            "exported in src/, but not generated: {}",
            missing.join(", ")
        ))
    }
}

/// Proves that what is committed is what the library at hand exports.
fn current() -> Result<(), String> {
    for (generated, committed) in COMMITTED {
        let found = fs::read_to_string(root().join(committed)).unwrap_or_default();
        if found != read(&generated_file(generated)?)? {
            return Err(format!(
                "{committed} is not what the library exports: run `cargo xtask bindings`, and commit what it writes"
            ));
        }
    }
    Ok(())
}

impl Exported {
    /// Kotlin calls an error an exception.
    fn is_declared_in(&self, text: &str, language: &str) -> bool {
        let stem = self.name.strip_suffix("Error");
        let name = match (stem, self.is_error, language) {
            (Some(stem), true, "kotlin") => format!("{stem}Exception"),
            _ => self.name.clone(),
        };
        [
            "class",
            "enum class",
            "typealias",
            "struct",
            "enum",
            "object",
        ]
        .iter()
        .any(|keyword| exported::declares(text, keyword, &name))
    }
}

/// The library as phones get it. `cargo build` would also make the Rust library, and cargo drops
/// link-time optimisation when that is among the crate types.
pub(crate) fn build() -> Result<PathBuf, String> {
    build_as("dev", &build_dir()?)
}

/// The same, optimised: to be measured.
pub(crate) fn build_release() -> Result<PathBuf, String> {
    let build = build_dir()?;
    build_as("release", &build.with_file_name("release"))
}

fn build_as(profile: &str, to: &Path) -> Result<PathBuf, String> {
    let mut command = cargo(["rustc", "-p", "vinculo", "--lib", "--crate-type", "cdylib"]);
    run(command.args(["--features", "ffi", "--profile", profile]))?;
    let (prefix, suffix) = (std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    let library = to.join(format!("{prefix}vinculo{suffix}"));
    if library.is_file() {
        Ok(library)
    } else {
        Err(format!("cargo built no {}", library.display()))
    }
}

/// Runs the generator of the same lockfile. Formatters are left out: whether one is installed
/// must not change the text.
fn write(library: &Path, language: &str, out: &Path) -> Result<Vec<PathBuf>, String> {
    if out.exists() {
        fs::remove_dir_all(out).map_err(|e| format!("cannot empty {}: {e}", out.display()))?;
    }
    let mut command = cargo(["run", "--quiet", "-p", "vinculo-bindgen", "--", "generate"]);
    command.arg("--no-format").args(["--language", language]);
    command.arg("--out-dir").arg(out).arg(library);
    run(&mut command)?;
    let mut files = Vec::new();
    exported::collect(out, &mut files)?;
    Ok(files)
}

fn generated_file(name: &str) -> Result<PathBuf, String> {
    let build = build_dir()?;
    Ok(build.parent().unwrap_or(&build).join("bindings").join(name))
}

fn out_dir(name: &str, language: &str) -> Result<PathBuf, String> {
    let build = build_dir()?;
    Ok(build.parent().unwrap_or(&build).join(name).join(language))
}

fn same(first: &[PathBuf], second: &[PathBuf]) -> Result<(), String> {
    let names = |files: &[PathBuf]| -> Vec<_> {
        files
            .iter()
            .map(|file| file.file_name().map(OsStr::to_owned))
            .collect()
    };
    if names(first) != names(second) {
        return Err("two runs of the generator wrote different files".to_owned());
    }
    for (one, other) in first.iter().zip(second) {
        if read(one)? != read(other)? {
            return Err(format!(
                "two runs of the generator differ in {}",
                one.display()
            ));
        }
    }
    Ok(())
}

fn text_of(files: &[PathBuf], ending: &str) -> Result<String, String> {
    let mut text = String::new();
    for file in files.iter().filter(|file| has_ending(file, ending)) {
        text.push_str(&read(file)?);
    }
    if text.is_empty() {
        Err(format!("the generator wrote no .{ending} text"))
    } else {
        Ok(text)
    }
}

fn has_ending(file: &Path, ending: &str) -> bool {
    file.extension().is_some_and(|found| found == ending)
}

fn read(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|e| format!("cannot read {}: {e}", file.display()))
}
