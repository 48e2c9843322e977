//! The cases of `vectors/`, each with what stands on its file.

use std::io;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use crate::input::{GROWN, Seed};

/// Longer repeats show nothing new, but for growth: what JSON may be long, and 256 parameters, lie below.
const MAX_REPEATED_BYTES: usize = 5_000;

pub(super) struct Vectors {
    files: Vec<Value>,
}

/// A case and its file.
pub(super) struct Case<'a> {
    pub(super) file: &'a Value,
    pub(super) case: &'a Value,
}

impl Vectors {
    pub(super) fn read(dir: &Path) -> io::Result<Self> {
        let mut paths: Vec<PathBuf> = Vec::new();
        for kind in std::fs::read_dir(dir)? {
            let kind = kind?.path();
            if kind.is_dir() {
                for file in std::fs::read_dir(kind)? {
                    paths.push(file?.path());
                }
            }
        }
        paths.sort();
        let read = |path: &PathBuf| Ok(serde_json::from_slice(&std::fs::read(path)?)?);
        let files: io::Result<_> = paths.iter().map(read).collect();
        Ok(Self { files: files? })
    }

    pub(super) fn cases<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = Case<'a>> {
        self.all().filter(move |case| case.file["kind"] == kind)
    }

    pub(super) fn all(&self) -> impl Iterator<Item = Case<'_>> {
        self.files.iter().flat_map(|file| {
            let cases = file["cases"].as_array().into_iter().flatten();
            cases.map(move |case| Case { file, case })
        })
    }
}

impl Case<'_> {
    /// What stands on the case, else on the file.
    pub(super) fn setting(&self, key: &str) -> &Value {
        self.case.get(key).unwrap_or(&self.file[key])
    }

    /// The file with this case alone.
    pub(super) fn alone(&self, case: &Value) -> Vec<u8> {
        let mut file = self.file.clone();
        file["cases"] = json!([case]);
        file.to_string().into_bytes()
    }
}

/// The text at `key`, or of the parts at `parts_key`: behind these choices, growing where the parts do.
pub(super) fn text(from: &Value, key: &str, choices: Seed) -> Vec<u8> {
    if let Some(text) = from[key].as_str() {
        return choices.text(text);
    }
    let mut text = String::new();
    let mut grows = false;
    for part in from[format!("{key}_parts")]
        .as_array()
        .into_iter()
        .flatten()
    {
        let piece = part
            .as_str()
            .or(part["repeat"].as_str())
            .unwrap_or_default();
        let times = part["times"]
            .as_u64()
            .and_then(|times| usize::try_from(times).ok())
            .unwrap_or(1);
        if piece == "a" && times >= GROWN && !grows {
            grows = true;
            text.push('~');
            text.push_str(&piece.repeat((times - GROWN).min(MAX_REPEATED_BYTES)));
        } else {
            let most = MAX_REPEATED_BYTES / piece.len().max(1);
            text.push_str(&piece.repeat(times.min(most)));
        }
    }
    if grows {
        choices.grown_text(&text)
    } else {
        choices.text(&text)
    }
}
