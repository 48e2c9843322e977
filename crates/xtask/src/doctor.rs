//! What `vinculo doctor` says of a project of ours.

use std::path::Path;
use std::process::Stdio;

use crate::process::{build_dir, not_started, outside};

/// That it finds nothing, not even something to note.
pub(crate) fn finds_nothing(
    platform: &str,
    project: &Path,
    arguments: &[&str],
) -> Result<(), String> {
    let tool = build_dir()?.join(format!("vinculo{}", std::env::consts::EXE_SUFFIX));
    let mut command = outside(tool);
    command
        .args(["doctor", platform])
        .arg(project)
        .arg("--strict")
        .args(arguments)
        .stdin(Stdio::null());
    let output = command.output().map_err(|e| not_started(&command, &e))?;
    let said = String::from_utf8_lossy(&output.stdout);
    if output.status.success() && said.contains("Nothing is missing.") {
        println!("  the doctor: nothing is missing in {}", project.display());
        return Ok(());
    }
    Err(format!(
        "the doctor has something to say of {}:\n{said}{}",
        project.display(),
        String::from_utf8_lossy(&output.stderr)
    ))
}
