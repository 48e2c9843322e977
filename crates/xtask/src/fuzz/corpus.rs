//! Where inputs are: run-time ones below `target/fuzz`, committed ones in `fuzz/corpus`.

use std::fs;
use std::path::{Path, PathBuf};

use super::target;
use crate::process::{root, run};

/// Everything that a run leaves behind.
pub(super) const HOME: &str = "target/fuzz";
/// Made from `vectors/`, anew at each run.
pub(super) const SEEDS: &str = "target/fuzz/seeds";
/// What nightly builds.
pub(super) const BUILD: &str = "target/fuzz/build";

/// Of a target's committed corpus: every clone carries it.
const MAX_KEPT_BYTES: u64 = 28 * 1024;
const MAX_KEPT_FILES: usize = 100;
/// A committed input of this name broke something once, and stays.
const FOUND: &str = "found-";

/// The directories that are read; the first is written.
pub(super) fn all(name: &str) -> [String; 3] {
    [
        work(name),
        format!("fuzz/corpus/{name}"),
        format!("{SEEDS}/{name}"),
    ]
}

/// What breaks a target.
pub(super) fn artifacts(name: &str) -> String {
    format!("{HOME}/artifacts/{name}")
}

/// Everything that libFuzzer said.
pub(super) fn log(name: &str) -> String {
    format!("{HOME}/logs/{name}.log")
}

fn work(name: &str) -> String {
    format!("{HOME}/corpus/{name}")
}

/// Makes the directories, and returns the artefacts that are there already.
pub(super) fn prepare(name: &str) -> Result<Vec<PathBuf>, String> {
    for dir in all(name)
        .into_iter()
        .chain([artifacts(name), format!("{HOME}/logs")])
    {
        fs::create_dir_all(root().join(&dir)).map_err(|e| format!("{dir}: {e}"))?;
    }
    files(&artifacts(name))
}

/// Replaces the committed corpus by the smallest inputs that take every edge the run-time one takes, as far as they
/// fit.
pub(super) fn keep(name: &str) -> Result<(), String> {
    let minimal = format!("{HOME}/minimal/{name}");
    let problem = |e: std::io::Error| format!("minimising {name}: {e}");
    if root().join(&minimal).exists() {
        fs::remove_dir_all(root().join(&minimal)).map_err(problem)?;
    }
    fs::create_dir_all(root().join(&minimal)).map_err(problem)?;
    let mut command = target(name)?;
    command
        .arg(&minimal)
        .args(all(name))
        // Without how often an edge is taken, which costs hundreds of files and helps only the fuzzer itself.
        .args(["-set_cover_merge=1", "-use_counters=0", "-verbosity=0"]);
    run(&mut command)?;

    let committed = format!("fuzz/corpus/{name}");
    for file in files(&committed)? {
        if !has_name(&file, FOUND) {
            fs::remove_file(file).map_err(problem)?;
        }
    }
    let mut sized = Vec::new();
    for file in files(&minimal)? {
        sized.push((file.metadata().map_err(problem)?.len(), file));
    }
    // Too much, and every second or tenth is kept: some of each size, for the small ones are mostly refused early.
    sized.sort();
    let bytes: u64 = sized.iter().map(|(size, _)| size).sum();
    let by_bytes = usize::try_from(bytes.div_ceil(MAX_KEPT_BYTES)).unwrap_or(usize::MAX);
    let step = by_bytes.max(sized.len().div_ceil(MAX_KEPT_FILES)).max(1);
    for (_, file) in sized.iter().step_by(step) {
        let to = root()
            .join(&committed)
            .join(file.file_name().unwrap_or_default());
        fs::copy(file, to).map_err(problem)?;
    }
    Ok(())
}

fn has_name(file: &Path, prefix: &str) -> bool {
    file.file_name()
        .is_some_and(|name| name.to_string_lossy().starts_with(prefix))
}

/// The files of a directory, in order.
pub(super) fn files(dir: &str) -> Result<Vec<PathBuf>, String> {
    let problem = |e: std::io::Error| format!("{dir}: {e}");
    let mut files = Vec::new();
    for entry in fs::read_dir(root().join(dir)).map_err(problem)? {
        files.push(entry.map_err(problem)?.path());
    }
    files.sort();
    Ok(files)
}
