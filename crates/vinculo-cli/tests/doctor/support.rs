//! Samples in scratch folders, the binary run on them, and its fixes applied.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// What a run left behind.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ran {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.out)
            .unwrap_or_else(|error| panic!("{error}: {} {}", self.out, self.err))
    }
}

/// Runs `vinculo doctor`, as it is built.
pub(crate) fn doctor(platform: &str, folder: &Path, args: &[&str]) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_vinculo"))
        .env_remove("CLICOLOR_FORCE")
        .args(["doctor", platform])
        .arg(folder)
        .args(args)
        .output()
        .unwrap();
    Ran {
        code: output.status.code().unwrap(),
        out: String::from_utf8(output.stdout).unwrap(),
        err: String::from_utf8(output.stderr).unwrap(),
    }
}

pub(crate) fn sample(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/doctor")
        .join(name)
}

/// A copy of a sample, for this test alone.
pub(crate) fn copy(sample_name: &str, test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("doctor")
        .join(test);
    drop(fs::remove_dir_all(&folder));
    for (path, bytes) in files(&sample(sample_name)) {
        write(&folder.join(path), &bytes);
    }
    folder
}

pub(crate) fn write(path: &Path, bytes: &[u8]) {
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

/// Every file below a folder, by its path in it.
pub(crate) fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut found = Vec::new();
    let mut waiting = vec![folder.to_owned()];
    while let Some(below) = waiting.pop() {
        for entry in fs::read_dir(&below).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                waiting.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .unwrap()
                    .to_str()
                    .unwrap()
                    .to_owned();
                found.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    found.sort();
    assert!(found.len() > 3, "{} is no sample", folder.display());
    found
}

/// The findings of a code.
pub(crate) fn of_code<'a>(report: &'a Value, code: &str) -> Vec<&'a Value> {
    let findings = report["findings"].as_array().unwrap().iter();
    findings.filter(|finding| finding["code"] == code).collect()
}

/// Applies the edits of a finding, by what its JSON says and nothing else. Those of a file from its end on.
pub(crate) fn apply(folder: &Path, finding: &Value) -> usize {
    let mut edits: Vec<&Value> = finding["fix"]["edits"].as_array().unwrap().iter().collect();
    edits.sort_by_key(|edit| std::cmp::Reverse(edit["offset"].as_u64()));
    for edit in &edits {
        let path = folder.join(edit["file"].as_str().unwrap());
        let mut bytes = fs::read(&path).unwrap();
        let number = |name: &str| usize::try_from(edit[name].as_u64().unwrap()).unwrap();
        let from = number("offset");
        let text = edit["text"].as_str().unwrap().bytes();
        bytes.splice(from..from + number("length"), text);
        fs::write(&path, bytes).unwrap();
    }
    edits.len()
}
