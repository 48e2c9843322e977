//! Suite and command `bindings`: Kotlin and Swift, generated from the built library.

use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use crate::exported::{self, Exported};
use crate::process::{build_dir, cargo, root, run};
use crate::tally::Tally;

/// The languages, and the ending of their files.
const LANGUAGES: [(&str, &str); 2] = [("kotlin", "kt"), ("swift", "swift")];

/// Writes `target/bindings/kotlin` and `target/bindings/swift`.
pub(crate) fn generate() -> Result<(), String> {
    let library = build()?;
    for (language, ending) in LANGUAGES {
        let files = write(&library, language, &out_dir("bindings", language)?)?;
        for file in files.iter().filter(|file| has_ending(file, ending)) {
            println!("wrote {}", file.display());
        }
    }
    Ok(())
}

/// Generates twice, and proves that both texts are equal and hold every exported type.
/// Counts one for each type in each language.
pub(crate) fn check() -> Result<Tally, String> {
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
    if missing.is_empty() {
        Tally::of_passed(found).proven()
    } else {
        Err(format!(
            "exported in src/, but not generated: {}",
            missing.join(", ")
        ))
    }
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
    run(&mut cargo([
        "rustc",
        "-p",
        "vinculo",
        "--lib",
        "--crate-type",
        "cdylib",
        "--features",
        "ffi",
    ]))?;
    let (prefix, suffix) = (std::env::consts::DLL_PREFIX, std::env::consts::DLL_SUFFIX);
    let library = build_dir()?.join(format!("{prefix}vinculo{suffix}"));
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
