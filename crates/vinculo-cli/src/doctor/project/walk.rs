//! Goes through a folder of anybody's making: bounded in depth, in entries and in bytes, and without following links.

use std::fs::{self, DirEntry, File};
use std::io::{self, Read};
use std::path::Path;

use super::{MAX_FILE_BYTES, Project};
use crate::doctor::codes::Code;
use crate::doctor::finding::Finding;

const MAX_DEPTH: usize = 32;
const MAX_ENTRIES: usize = 200_000;
const MAX_BYTES: usize = 256 << 20;

/// What tools made, or others wrote: none of it is the project.
const SKIPPED: [&str; 14] = [
    ".build",
    ".cxx",
    ".git",
    ".gradle",
    ".idea",
    ".kotlin",
    ".swiftpm",
    "Carthage",
    "DerivedData",
    "Pods",
    "build",
    "node_modules",
    "target",
    "xcuserdata",
];

/// Adds each wanted file to the project.
///
/// # Errors
/// If the folder itself cannot be read; what is below is answered by findings.
pub(super) fn walk(
    folder: &Path,
    wanted: fn(&str) -> bool,
    project: &mut Project,
) -> io::Result<()> {
    let mut walk = Walk {
        wanted,
        project,
        entries: 0,
        bytes: 0,
    };
    // The last one is gone into next, so that few are waiting.
    let mut waiting = vec![(String::new(), 0, fs::read_dir(folder)?)];
    while let Some((path, depth, entries)) = waiting.pop() {
        for entry in entries {
            walk.entries += 1;
            if walk.entries > MAX_ENTRIES || walk.bytes > MAX_BYTES {
                walk.stop(&path);
                return Ok(());
            }
            let Ok(entry) = entry else {
                walk.project.unreadable(
                    &path,
                    "cannot be listed",
                    "Check the folder's permissions.",
                );
                continue;
            };
            let Some(below) = walk.entry(&path, &entry) else {
                continue;
            };
            if depth >= MAX_DEPTH {
                walk.stop(&below);
                continue;
            }
            match fs::read_dir(entry.path()) {
                Ok(entries) => waiting.push((below, depth + 1, entries)),
                Err(error) => {
                    let why = format!("cannot be read ({error})");
                    walk.project
                        .unreadable(&below, &why, "Check the folder's permissions.");
                }
            }
        }
    }
    Ok(())
}

struct Walk<'a> {
    wanted: fn(&str) -> bool,
    project: &'a mut Project,
    entries: usize,
    bytes: usize,
}

impl Walk<'_> {
    /// Reads a file, or answers the path of a folder that is to be gone into.
    fn entry(&mut self, folder: &str, entry: &DirEntry) -> Option<String> {
        let name = entry.file_name();
        let name = name.to_string_lossy();
        let path = if folder.is_empty() {
            name.to_string()
        } else {
            format!("{folder}/{name}")
        };
        // Of the entry itself, not of what a link leads to.
        let kind = entry.file_type().ok()?;
        if kind.is_dir() {
            let skipped = SKIPPED.contains(&name.as_ref()) || name.ends_with(".xcframework");
            return (!skipped).then_some(path);
        }
        if !(self.wanted)(&path) {
            return None;
        }
        if kind.is_symlink() {
            let what =
                "It is a symbolic link, which is not followed, so nothing in it was looked at.";
            self.project.problems.push(
                Finding::in_file(Code::LINK_SKIPPED, &path, what)
                    .say("Run the doctor on the folder that holds the file."),
            );
        } else if kind.is_file() {
            match read(&entry.path()) {
                Ok(bytes) => {
                    self.bytes += bytes.len();
                    self.project.add(path, bytes);
                }
                Err(error) => {
                    let why = format!("cannot be read ({error})");
                    self.project
                        .unreadable(&path, &why, "Check the file's permissions.");
                }
            }
        }
        None
    }

    fn stop(&mut self, path: &str) {
        let what = "The project is larger or deeper than what is read, so findings may be missing.";
        self.project.problems.push(
            Finding::in_file(Code::PARTLY_READ, path, what)
                .say("Run the doctor on the folder of the app alone."),
        );
    }
}

/// One byte more than is allowed, so that a larger file is known as one.
fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let limit = MAX_FILE_BYTES as u64 + 1;
    File::open(path)?.take(limit).read_to_end(&mut bytes)?;
    Ok(bytes)
}
