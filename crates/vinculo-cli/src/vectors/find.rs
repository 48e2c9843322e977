//! Which files to run.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::failure::{Failure, Reason};

/// Deeper folders are not looked into; no one keeps vectors there, and a loop would.
const MAX_DEPTH: usize = 32;

/// A file to run, or a folder that cannot be searched.
pub type Found = Result<PathBuf, Failure>;

/// The files meant by a path: itself, or every `.json` file in the folder and its folders, in order of their names.
///
/// Hidden entries are passed over, and so are links to folders, which could lead round in circles. A path that does not
/// exist is answered as a file, whose reading then says so.
#[must_use]
pub fn find(path: &Path) -> Vec<Found> {
    if !path.is_dir() {
        return vec![Ok(path.to_owned())];
    }
    let mut found = Vec::new();
    search(path, MAX_DEPTH, &mut found);
    if found.is_empty() {
        found.push(Err(failed(path, Reason::NoFiles)));
    }
    found
}

fn search(folder: &Path, depth: usize, found: &mut Vec<Found>) {
    let entries = match entries(folder) {
        Ok(entries) => entries,
        Err(error) => {
            found.push(Err(failed(folder, Reason::Unreadable(error.to_string()))));
            return;
        }
    };
    for (path, is_folder) in entries {
        if is_folder && depth > 0 {
            search(&path, depth - 1, found);
        } else if !is_folder && path.extension().is_some_and(|end| end == "json") {
            found.push(Ok(path));
        }
    }
}

/// Path, and whether it is a folder itself (not a link to one).
fn entries(folder: &Path) -> io::Result<Vec<(PathBuf, bool)>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
        let path = entry.path();
        let is_folder = entry.file_type()?.is_dir();
        if !hidden && (is_folder || !path.is_dir()) {
            entries.push((path, is_folder));
        }
    }
    entries.sort();
    Ok(entries)
}

fn failed(path: &Path, reason: Reason) -> Failure {
    Failure {
        file: path.display().to_string(),
        case: None,
        reason,
    }
}
