//! A project as the doctor sees it: its files, read once and bounded; then each of them parsed into a type.

pub mod association;
pub mod catalog;
pub mod dependency;
pub mod gradle;
pub mod manifest;
pub mod network_config;
pub mod pbxproj;
pub mod placeholders;
pub mod plist;
mod walk;
pub mod xml;

use std::collections::BTreeMap;
use std::path::Path;

use super::codes::Code;
use super::finding::Finding;
pub use placeholders::{Placeholders, Resolved, resolve};

/// No file of a project that is looked at needs more.
pub const MAX_FILE_BYTES: usize = 4 << 20;

/// A file's text, and where it stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Relative to the project, with `/`.
    pub path: String,
    /// What it holds.
    pub text: String,
    /// Where each line begins, since a hostile file may have a finding in each.
    lines: Vec<usize>,
}

impl Source {
    /// Of a file.
    #[must_use]
    pub fn new(path: impl Into<String>, text: impl Into<String>) -> Self {
        let text = text.into();
        let breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        Self {
            lines: std::iter::once(0).chain(breaks).collect(),
            path: path.into(),
            text,
        }
    }

    /// The line of an offset in bytes, from 1.
    #[must_use]
    pub fn line(&self, offset: usize) -> usize {
        self.lines.partition_point(|start| *start <= offset)
    }

    /// The white space that the line of an offset begins with.
    #[must_use]
    pub fn indent(&self, offset: usize) -> &str {
        let before = self.text.get(..offset).unwrap_or_default();
        let start = before.rfind('\n').map_or(0, |at| at + 1);
        let line = &self.text[start..];
        &line[..line.len() - line.trim_start_matches([' ', '\t']).len()]
    }
}

/// The files of a project.
#[derive(Debug, Default)]
pub struct Project {
    files: BTreeMap<String, Source>,
    /// What could not be read.
    pub problems: Vec<Finding>,
}

impl Project {
    /// Reads what one of the platforms needs from a folder. Follows no symbolic link.
    ///
    /// # Errors
    /// If the folder itself cannot be read.
    pub fn read(folder: &Path, wanted: fn(&str) -> bool) -> std::io::Result<Self> {
        let mut project = Self::default();
        walk::walk(folder, wanted, &mut project)?;
        Ok(project)
    }

    /// From files in memory.
    pub fn from_files(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Self {
        let mut project = Self::default();
        for (path, bytes) in files {
            project.add(path, bytes);
        }
        project
    }

    /// Adds a file, or says why it cannot be read.
    pub fn add(&mut self, path: String, bytes: Vec<u8>) {
        if bytes.len() > MAX_FILE_BYTES {
            self.unreadable(
                &path,
                "is larger than 4 MiB",
                "Make it smaller, or move it out of the project.",
            );
            return;
        }
        // Of code only words are looked for, so a stray byte in it hurts nobody.
        if is_code(&path) {
            let text = String::from_utf8_lossy(&bytes).into_owned();
            self.files.insert(path.clone(), Source::new(path, text));
            return;
        }
        if bytes.starts_with(b"bplist") {
            let fix = format!("plutil -convert xml1 {path}");
            self.problems.push(
                Finding::in_file(
                    Code::UNREADABLE,
                    &path,
                    "It is a binary property list, which is not read.",
                )
                .say("Make it text, as Xcode writes it:")
                .text(fix),
            );
            return;
        }
        match String::from_utf8(bytes) {
            Ok(text) => {
                self.files.insert(path.clone(), Source::new(path, text));
            }
            Err(_) => self.unreadable(&path, "is not UTF-8", "Save it as UTF-8."),
        }
    }

    /// Says that a file cannot be read.
    pub fn unreadable(&mut self, path: &str, why: &str, fix: &str) {
        let what = format!("It {why}, so nothing in it was looked at.");
        self.problems
            .push(Finding::in_file(Code::UNREADABLE, path, what).say(fix));
    }

    /// The files whose path fits, in order.
    pub fn files(&self, fits: impl Fn(&str) -> bool) -> impl Iterator<Item = &Source> {
        self.files.values().filter(move |source| fits(&source.path))
    }

    /// One file.
    #[must_use]
    pub fn file(&self, path: &str) -> Option<&Source> {
        self.files.get(path)
    }

    /// Whether any file of code or settings that fits holds one of these words, outside of its comments.
    #[must_use]
    pub fn mentions(&self, fits: impl Fn(&str) -> bool, words: &[&str]) -> Option<&Source> {
        self.files(fits)
            .find(|source| first_mention(&source.text, words).is_some())
    }
}

/// Where one of the words stands first, outside of line comments and of block comments that fill their lines.
#[must_use]
pub fn first_mention(text: &str, words: &[&str]) -> Option<usize> {
    let mut offset = 0;
    let mut in_comment = false;
    for line in text.split_inclusive('\n') {
        let trimmed = line.trim_start();
        if !in_comment && trimmed.starts_with("/*") {
            in_comment = true;
        }
        if in_comment {
            in_comment = !line.contains("*/");
        } else {
            // `://` begins no comment.
            let end = line
                .match_indices("//")
                .find(|(at, _)| !line[..*at].ends_with(':'))
                .map_or(line.len(), |(at, _)| at);
            let found = words.iter().filter_map(|word| line[..end].find(word)).min();
            if let Some(found) = found {
                return Some(offset + found);
            }
        }
        offset += line.len();
    }
    None
}

/// The file's name.
#[must_use]
pub fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

/// The folder that a file is in; empty for the project itself.
#[must_use]
pub fn folder_of(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Whether a path ends so, whatever its case.
#[must_use]
pub fn has_extension(path: &str, extensions: &[&str]) -> bool {
    let name = name_of(path);
    extensions.iter().any(|extension| {
        name.len() > extension.len() + 1
            && name.is_char_boundary(name.len() - extension.len() - 1)
            && name[name.len() - extension.len() - 1..]
                .eq_ignore_ascii_case(&format!(".{extension}"))
    })
}

/// Whether a version such as `1.9.24` is older than this one; what is no version is not. `15` is `15.0`.
#[must_use]
pub fn is_older(version: &str, than: (u32, u32)) -> bool {
    let mut parts = version.split('.').map(str::parse::<u32>);
    match (parts.next(), parts.next().unwrap_or(Ok(0))) {
        (Some(Ok(major)), Ok(minor)) => (major, minor) < than,
        _ => false,
    }
}

fn is_code(path: &str) -> bool {
    has_extension(path, &["kt", "java", "swift", "m", "mm"])
}
