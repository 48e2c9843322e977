//! Where things lie.

use std::path::{Path, PathBuf};

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}

/// What MX's part is installed from.
pub(crate) fn mx_sources() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("mx")
}

/// What a whole run writes.
pub(crate) fn document() -> PathBuf {
    root().join("docs/benchmarks.md")
}

/// A folder of ours below the target directory, which is where this program stands; made if it is missing.
pub(crate) fn ours(name: &str) -> Result<PathBuf, String> {
    let exe = std::env::current_exe().map_err(|e| format!("cannot find myself: {e}"))?;
    let target = exe
        .ancestors()
        .nth(2)
        .ok_or("this program has no directory")?;
    let folder = target.join("bench").join(name);
    std::fs::create_dir_all(&folder)
        .map_err(|e| format!("cannot make {}: {e}", folder.display()))?;
    Ok(folder)
}

/// For the files of cases.
pub(crate) fn scratch() -> Result<PathBuf, String> {
    ours("scratch")
}
