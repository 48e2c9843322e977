//! The same sources in another folder, built anew: the same bytes?

use std::fs;
use std::path::{Path, PathBuf};

use super::abi::Abi;
use super::hermetic::Hermetic;
use super::{Crate, build, make_dir, ndk, out_dir};
use crate::process::{output, outside, root};

/// Builds what ships two times, and compares.
pub(super) fn run() -> Result<(), String> {
    if ndk::home().is_some() {
        return Err("with an NDK the bytes depend on it: `env -u ANDROID_NDK_HOME cargo xtask android --twice`".to_owned());
    }
    let core = Crate::core();
    build(&core, &Abi::WIDE)?;
    let dir = out_dir()?.join("twice");
    // Another length of every path, too.
    let again = Crate {
        tree: dir.join("a-copy-of-the-sources"),
        ..Crate::core()
    };
    let _ = fs::remove_dir_all(&dir);
    copy_sources(&again.tree)?;
    let route = Hermetic::new(&dir.join("work"))?;
    for abi in Abi::WIDE {
        let file = dir.join(abi.name());
        route.strip(&route.build(&again, abi)?, &file)?;
        same(&core.stripped(abi)?, &file)?;
        println!("{}: the same bytes from another folder", abi.name());
    }
    Ok(())
}

fn same(one: &Path, other: &Path) -> Result<(), String> {
    let read =
        |file: &Path| fs::read(file).map_err(|e| format!("cannot read {}: {e}", file.display()));
    let (first, second) = (read(one)?, read(other)?);
    if first == second {
        return Ok(());
    }
    let at = first.iter().zip(&second).position(|(a, b)| a != b);
    Err(format!(
        "{} and {} differ: {} and {} bytes, first at {}",
        one.display(),
        other.display(),
        first.len(),
        second.len(),
        at.unwrap_or(first.len().min(second.len()))
    ))
}

/// What git knows of, and what it would take.
fn copy_sources(to: &Path) -> Result<(), String> {
    let mut git = outside("git");
    git.args([
        "ls-files",
        "-z",
        "--cached",
        "--others",
        "--exclude-standard",
    ]);
    let listed = output(git.current_dir(root())).ok_or("`git ls-files` failed")?;
    for name in listed.split('\0').filter(|name| !name.is_empty()) {
        let (from, copy): (PathBuf, PathBuf) = (root().join(name), to.join(name));
        // Deleted, and not committed yet.
        if !from.is_file() {
            continue;
        }
        make_dir(copy.parent().unwrap_or(&copy))?;
        fs::copy(&from, &copy).map_err(|e| format!("cannot copy {}: {e}", from.display()))?;
    }
    Ok(())
}
