//! Runs commands, shows their output as it comes, and counts the tests in it.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use crate::tally::Tally;

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    here.ancestors().nth(2).unwrap_or(here).to_owned()
}

/// Where cargo puts what the `dev` profile builds: the directory this program itself stands in,
/// which is right for every setting of the target directory.
pub(crate) fn build_dir() -> Result<PathBuf, String> {
    let exe = std::env::current_exe().map_err(|e| format!("cannot find myself: {e}"))?;
    exe.parent()
        .map(Path::to_owned)
        .ok_or_else(|| "this program has no directory".to_owned())
}

/// Where loaders look for libraries first. Cargo sets one of them for this program, to folders that hold the library we build: a
/// JVM would find it there by accident, a copy of the toolchain somebody else's.
const LIBRARY_PATHS: [&str; 3] = [
    "LD_LIBRARY_PATH",
    "DYLD_LIBRARY_PATH",
    "DYLD_FALLBACK_LIBRARY_PATH",
];

/// A program as a person would start it, who is not run by cargo. Every program is started by this.
pub(crate) fn outside(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new(program);
    for name in LIBRARY_PATHS {
        command.env_remove(name);
    }
    command
}

/// A cargo command in the root, with the same cargo that runs this program.
pub(crate) fn cargo<const N: usize>(args: [&str; N]) -> Command {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut command = outside(cargo);
    command.args(args).current_dir(root());
    command
}

/// Runs it to the end. Fails unless it exits with zero.
pub(crate) fn run(command: &mut Command) -> Result<(), String> {
    announce(command);
    let status = command
        .stdin(Stdio::null())
        .status()
        .map_err(|e| not_started(command, &e))?;
    if status.success() {
        Ok(())
    } else {
        Err(format!("`{}` failed ({status})", shown(command)))
    }
}

/// Runs a test runner, passing its output on line by line, and returns the tests it counted.
/// Fails unless it exits with zero and counted at least one test.
pub(crate) fn run_tests(command: &mut Command) -> Result<Tally, String> {
    announce(command);
    let mut child = command
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|e| not_started(command, &e))?;
    let mut tally = Tally::default();
    if let Some(stdout) = child.stdout.take() {
        tally = pass_on(stdout).map_err(|e| format!("lost the output of the tests: {e}"))?;
    }
    let status = child
        .wait()
        .map_err(|e| format!("lost `{}`: {e}", shown(command)))?;
    if status.success() {
        tally
            .proven()
            .map_err(|problem| format!("`{}`: {problem}", shown(command)))
    } else if tally.failed > 0 {
        Err(format!("{} of its tests failed", tally.failed))
    } else {
        Err(format!("`{}` failed ({status})", shown(command)))
    }
}

/// Runs it silently and returns what it printed, if it exited with zero.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).output().ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

fn pass_on(stdout: impl std::io::Read) -> std::io::Result<Tally> {
    let mut tally = Tally::default();
    let mut reader = BufReader::new(stdout);
    let mut line = Vec::new();
    let mut out = std::io::stdout().lock();
    while reader.read_until(b'\n', &mut line)? > 0 {
        out.write_all(&line)?;
        out.flush()?;
        tally.read(&String::from_utf8_lossy(&line));
        line.clear();
    }
    Ok(tally)
}

fn announce(command: &Command) {
    println!("$ {}", shown(command));
}

/// The command as a person would type it in the root.
fn shown(command: &Command) -> String {
    let name = Path::new(command.get_program())
        .file_stem()
        .unwrap_or(command.get_program());
    let mut text = name.to_string_lossy().into_owned();
    for arg in command.get_args() {
        text.push(' ');
        text.push_str(&arg.to_string_lossy());
    }
    text
}

fn not_started(command: &Command, error: &std::io::Error) -> String {
    format!("`{}` could not be started: {error}", shown(command))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_run_without_tests_fails() {
        let quiet = run_tests(&mut cargo(["--version"]));
        assert!(quiet.is_err_and(|problem| problem.contains("no test ran")));
    }

    /// Cargo sets it for tests too, so that there is something to take away.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_program_gets_no_library_path_of_cargos() {
        let seen = |command: &mut Command| {
            let variables = output(command).expect("`env`, which every Linux has");
            variables
                .lines()
                .any(|line| line.starts_with("LD_LIBRARY_PATH="))
        };
        assert!(seen(&mut Command::new("env")), "cargo sets none any more");
        assert!(!seen(&mut outside("env")));
    }

    #[test]
    fn no_program_is_started_in_another_way() {
        let here = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
        let mut files = Vec::new();
        crate::exported::collect(&here, &mut files).unwrap();
        let own = here.join("process.rs");
        let started: Vec<_> = files
            .iter()
            .filter(|file| **file != own)
            .filter(|file| {
                let text = std::fs::read_to_string(file).unwrap();
                text.contains("Command::new(")
            })
            .collect();
        assert!(files.len() > 50 && files.contains(&own));
        assert!(started.is_empty(), "by `process::outside`: {started:?}");
    }

    #[test]
    fn a_program_that_is_missing_fails() {
        let missing = run(&mut outside("vinculo-nonesuch"));
        assert!(missing.is_err_and(|problem| problem.contains("could not be started")));
    }
}
