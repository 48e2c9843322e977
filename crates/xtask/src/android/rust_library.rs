//! A Rust toolchain with the sources of its standard library, of exactly its release: an input of the build, never a part of
//! this repository.

use std::fs;
use std::path::{Path, PathBuf};

use super::debian::{self, Apt};
use super::{make_dir, write};
use crate::cache;
use crate::exported::collect;
use crate::process::{output, outside, run};

/// Names a folder or a tarball that holds `library/`.
const NAMED: &str = "VINCULO_RUST_LIBRARY";

/// Where rustup's component `rust-src` puts it, and where cargo looks.
const PLACE: &str = "lib/rustlib/src/rust/library";

/// A release whose sources Debian has.
struct Pin {
    rust: &'static str,
    /// The package `rust-src`, and the release of Debian that has it.
    package: &'static str,
    suite: &'static str,
    /// Of the package.
    checksum: &'static str,
    /// Of all files of `library/`, without its `vendor/`: see [`tree_checksum`].
    tree: &'static str,
}

const PINS: [Pin; 1] = [Pin {
    rust: "1.95.0",
    package: "1.95.0+dfsg1-2~bpo13+1",
    suite: "trixie-backports",
    checksum: "7b76db5b880a77f9e52975d2baa6209d2f76d2c9c2789515c3088cb960e2c83b",
    tree: "3dea21ab873c3b37b03da5b459a59f4ace7d29173e370dc60e9e05272ab803e1",
}];

/// The toolchain to build with: rustup's own where it has the component, else our copy.
pub(super) fn found() -> Option<PathBuf> {
    let own = sysroot()?;
    if has_library(&own) {
        return Some(own);
    }
    let copy = copy_dir(&version()?).ok()?;
    copy.join("done").is_file().then_some(copy)
}

/// The same; where there is none, makes a copy of the toolchain, and puts the sources beside it.
pub(crate) fn fetch() -> Result<PathBuf, String> {
    if let Some(found) = found() {
        return Ok(found);
    }
    let own = sysroot().ok_or("`rustc --print sysroot` failed")?;
    let version = version().ok_or("`rustc --version` failed")?;
    let component = "`rustup component add rust-src`";
    let pin = PINS.iter().find(|pin| pin.rust == version).ok_or_else(|| {
        format!(
            "no checksum for the standard library of Rust {version}: {component} brings its sources"
        )
    })?;
    let copy = copy_dir(&version)?;
    // What an interrupted run left.
    let _ = fs::remove_dir_all(&copy);
    let sources = copy.join("sources");
    let library = match std::env::var_os(NAMED).map(PathBuf::from) {
        Some(named) => library_in(&named, &sources)?,
        None => from_debian(pin, &copy, &sources).map_err(|problem| {
            format!(
                "{problem}; {component}, or {NAMED}=<folder or tarball with library/>, does it too"
            )
        })?,
    };
    let tree = tree_checksum(&library, &copy)?;
    if tree != pin.tree {
        return Err(format!(
            "{} is not the standard library of Rust {version} that we know: its checksum is {tree}",
            library.display()
        ));
    }
    println!("copying the Rust toolchain, by links where it can be");
    for part in ["bin", "lib"] {
        link_all(&own.join(part), &copy.join(part))?;
    }
    let place = copy.join(PLACE);
    let parent = place.parent().unwrap_or(&place);
    make_dir(parent)?;
    link_all(&library, &place)?;
    let _ = fs::remove_dir_all(&sources);
    write(&copy.join("done"), "")?;
    Ok(copy)
}

/// A program that lies in a toolchain's folder for its own machine: its linker, say.
pub(super) fn tool(toolchain: &Path, name: &str) -> Result<PathBuf, String> {
    let host = format!("{}-unknown-linux-gnu", std::env::consts::ARCH);
    let tool = toolchain
        .join("lib/rustlib")
        .join(host)
        .join("bin")
        .join(name);
    if tool.is_file() {
        Ok(tool)
    } else {
        Err(format!("no {name} in the Rust toolchain; rustup's has it"))
    }
}

fn from_debian(pin: &Pin, dir: &Path, sources: &Path) -> Result<PathBuf, String> {
    println!("fetching Debian's rust-src {}: 50 MB", pin.package);
    let apt = Apt::of(&dir.join("apt"), pin.suite)?;
    let package = apt.download(&format!("rust-src={}", pin.package))?;
    let checksum = checksum_of(&package)?;
    if checksum != pin.checksum {
        return Err(format!("{}: its checksum is {checksum}", package.display()));
    }
    debian::unpack(&package, sources)?;
    library_below(sources)
}

/// A folder as it is, or a tarball unpacked.
fn library_in(named: &Path, sources: &Path) -> Result<PathBuf, String> {
    if named.is_dir() {
        return library_below(named);
    }
    make_dir(sources)?;
    let mut tar = outside("tar");
    run(tar
        .arg("--extract")
        .arg("--file")
        .arg(named)
        .arg("--directory")
        .arg(sources))?;
    library_below(sources)
}

/// The folder `library`: this one, or a few folders down.
fn library_below(dir: &Path) -> Result<PathBuf, String> {
    let mut candidates = vec![dir.to_owned()];
    for _ in 0..5 {
        if let Some(found) = candidates
            .iter()
            .find(|dir| dir.join("std/Cargo.toml").is_file())
        {
            return Ok(found.clone());
        }
        candidates = candidates
            .iter()
            .filter_map(|dir| fs::read_dir(dir).ok())
            .flatten()
            .filter_map(|entry| entry.ok().map(|entry| entry.path()))
            .filter(|path| path.is_dir())
            .collect();
    }
    Err(format!("no library/ of Rust in {}", dir.display()))
}

/// One checksum over the names and checksums of all files, so that any way to get them is the same.
fn tree_checksum(library: &Path, scratch: &Path) -> Result<String, String> {
    let mut files = Vec::new();
    collect(library, &mut files)?;
    let names = files
        .iter()
        .filter_map(|file| file.strip_prefix(library).ok());
    let mut command = outside("sha256sum");
    command.current_dir(library);
    command.args(names.filter(|name| !name.starts_with("vendor")));
    let sums = output(&mut command).ok_or("`sha256sum` failed")?;
    let list = scratch.join("checksums");
    write(&list, &sums)?;
    checksum_of(&list)
}

fn checksum_of(file: &Path) -> Result<String, String> {
    output(outside("sha256sum").arg(file))
        .and_then(|line| line.split_whitespace().next().map(str::to_owned))
        .ok_or_else(|| format!("cannot read {}", file.display()))
}

/// Hard links cost nothing; across file systems they are copies. `vendor/` holds what cargo fetches itself.
fn link_all(from: &Path, to: &Path) -> Result<(), String> {
    let mut files = Vec::new();
    collect(from, &mut files)?;
    for file in files {
        let name = file.strip_prefix(from).unwrap_or(&file);
        if name.starts_with("vendor") {
            continue;
        }
        let copy = to.join(name);
        let dir = copy.parent().unwrap_or(&copy);
        fs::create_dir_all(dir)
            .and_then(|()| {
                fs::hard_link(&file, &copy).or_else(|_| fs::copy(&file, &copy).map(|_| ()))
            })
            .map_err(|e| format!("cannot copy {}: {e}", file.display()))?;
    }
    Ok(())
}

fn has_library(toolchain: &Path) -> bool {
    toolchain.join(PLACE).join("Cargo.lock").is_file()
}

fn copy_dir(version: &str) -> Result<PathBuf, String> {
    Ok(cache::dir()?.join(format!("android/rust-{version}")))
}

pub(super) fn sysroot() -> Option<PathBuf> {
    output(outside("rustc").args(["--print", "sysroot"])).map(|path| path.trim().into())
}

/// `rustc 1.95.0 (…)` → `1.95.0`.
fn version() -> Option<String> {
    let text = output(outside("rustc").arg("--version"))?;
    text.split_whitespace().nth(1).map(str::to_owned)
}
