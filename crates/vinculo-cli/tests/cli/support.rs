//! Runs the binary and reads what it says.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use serde_json::Value;

/// What a run left behind.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    /// Standard output as JSON lines.
    pub(crate) fn json(&self) -> Vec<Value> {
        let lines = self.out.lines();
        lines
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// The closing line of `vinculo vectors`, as numbers.
    pub(crate) fn closing(&self) -> (u64, u64) {
        let line = self.out.lines().last().unwrap();
        let (passed, failed) = line.split_once(" passed, ").unwrap();
        let failed = failed.strip_suffix(" failed").unwrap();
        (passed.parse().unwrap(), failed.parse().unwrap())
    }

    pub(crate) fn says(&self, text: &str) -> bool {
        self.out.contains(text) || self.err.contains(text)
    }
}

/// The binary, with an environment that holds nothing of ours.
pub(crate) fn vinculo() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_vinculo"));
    command
        .current_dir(repository())
        .env_remove("VINCULO_ACCESS_TOKEN")
        .env_remove("VINCULO_SANDBOX_PASSWORD")
        .env_remove("CLICOLOR_FORCE")
        .stdin(Stdio::null());
    command
}

pub(crate) fn run(command: &mut Command) -> Ran {
    let output = command.output().unwrap();
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

pub(crate) fn run_args(args: &[&str]) -> Ran {
    run(vinculo().args(args))
}

/// With these bytes on standard input. Written beside the reading, so that neither side waits for the other.
pub(crate) fn run_with(args: &[&str], input: Vec<u8>) -> Ran {
    let mut child = vinculo()
        .args(args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    // A command that stops reading early is fine.
    let writer = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let output = child.wait_with_output().unwrap();
    writer.join().unwrap();
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

pub(crate) fn repository() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// A folder of this test alone, empty at first.
pub(crate) fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    drop(fs::remove_dir_all(&folder));
    fs::create_dir_all(&folder).unwrap();
    folder
}
