//! Zig, which is a C compiler for every processor in one package, and brings LLVM's sources of the unwinder.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::{DIR, make_dir, write};
use crate::cache;
use crate::process::{output, outside, root, run};

/// Also in `zig.txt`, with its checksum.
const VERSION: &str = "0.17.0";

pub(super) struct Zig {
    home: PathBuf,
    /// For what it writes.
    work: PathBuf,
}

impl Zig {
    pub(super) fn is_there() -> bool {
        folder().is_ok_and(|folder| folder.join("done").is_file())
    }

    /// Fetches it, unless it is there. `work` is for what it writes.
    pub(super) fn fetch(work: &Path) -> Result<Self, String> {
        let folder = folder()?;
        if !Self::is_there() {
            install(&folder)?;
        }
        Ok(Self {
            home: folder.join("ziglang"),
            work: work.join("zig"),
        })
    }

    /// What it brings besides the program.
    pub(super) fn library(&self) -> PathBuf {
        self.home.join("lib")
    }

    /// The C compiler for a target, in a file: build scripts want one name without arguments. They add their own spelling
    /// of the target, which Zig does not know.
    pub(super) fn compiler(&self, target: &str) -> Result<PathBuf, String> {
        self.program(
            &format!("cc-{target}"),
            &format!(
                "for a do shift; case $a in --target=*) ;; *) set -- \"$@\" \"$a\";; esac; done\n\
                 exec '{}' cc -target {target} \"$@\"",
                self.home.join("zig").display()
            ),
        )
    }

    pub(super) fn archiver(&self) -> Result<PathBuf, String> {
        let zig = self.home.join("zig");
        self.program("ar", &format!("exec '{}' ar \"$@\"", zig.display()))
    }

    /// A command that runs one of these, or a build that does.
    pub(super) fn command(&self, program: impl AsRef<std::ffi::OsStr>) -> Command {
        let mut command = outside(program);
        for name in ["ZIG_GLOBAL_CACHE_DIR", "ZIG_LOCAL_CACHE_DIR"] {
            command.env(name, self.work.join("cache"));
        }
        command
    }

    fn program(&self, name: &str, script: &str) -> Result<PathBuf, String> {
        let file = self.work.join(name);
        script_file(&file, script)?;
        Ok(file)
    }
}

/// Writes a shell script that can be started.
pub(super) fn script_file(file: &Path, script: &str) -> Result<(), String> {
    write(file, &format!("#!/bin/sh\n{script}\n"))?;
    let mut chmod = outside("chmod");
    output(chmod.arg("+x").arg(file))
        .map(|_| ())
        .ok_or_else(|| format!("cannot make a program of {}", file.display()))
}

fn folder() -> Result<PathBuf, String> {
    Ok(cache::dir()?.join(format!("android/zig-{VERSION}")))
}

fn install(folder: &Path) -> Result<(), String> {
    println!("fetching Zig {VERSION}: 101 MB");
    // What an interrupted run left.
    let _ = fs::remove_dir_all(folder);
    make_dir(folder)?;
    let mut pip = outside("python3");
    pip.args([
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--root-user-action=ignore",
    ]);
    pip.args([
        "--no-deps",
        "--no-compile",
        "--only-binary=:all:",
        "--require-hashes",
    ]);
    pip.arg("--requirement")
        .arg(root().join(DIR).join("zig.txt"));
    run(pip.arg("--target").arg(folder))?;
    let version = output(outside(folder.join("ziglang/zig")).arg("version"));
    if version.as_deref().map(str::trim) != Some(VERSION) {
        return Err(format!("pip brought Zig {version:?} instead of {VERSION}"));
    }
    write(&folder.join("done"), "")
}
