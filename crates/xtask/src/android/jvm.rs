//! Runs the library that ships on a JVM over glibc: `x86_64` as it is, arm64 under qemu with a JVM of that processor.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use super::abi::Abi;
use super::debian::{self, Apt};
use super::maven::Test;
use super::symbols::{LIBRARIES, Symbols};
use super::zig::Zig;
use super::{API, Crate, DIR, assembly, make_dir, work_dir, write};
use crate::cache;
use crate::process::{outside, root, run, run_tests};
use crate::tally::Tally;

/// Debian's package of qemu has had two names; both hold one program without dependencies.
const QEMU: [(&str, &str); 2] = [
    ("qemu-user-static", "usr/bin/qemu-aarch64-static"),
    ("qemu-user", "usr/bin/qemu-aarch64"),
];

/// Of the release that this machine runs.
const PACKAGES: [&str; 3] = [
    "libc6:arm64",
    "libgcc-s1:arm64",
    "default-jre-headless:arm64",
];

/// What runs arm64 programs here: an emulator, and a JVM with its libraries. Nothing of it is installed.
pub(super) struct Runtime {
    dir: PathBuf,
}

impl Runtime {
    pub(super) fn is_there() -> bool {
        folder().is_ok_and(|dir| dir.join("done").is_file())
    }

    /// Fetches it, unless it is there.
    pub(super) fn fetch() -> Result<Self, String> {
        let dir = folder()?;
        if Self::is_there() {
            return Ok(Self { dir });
        }
        println!("fetching an arm64 JVM and an emulator: 120 MB, 300 MB unpacked");
        // What an interrupted run left.
        let _ = fs::remove_dir_all(&dir);
        let apt = Apt::of(&dir.join("apt"), &debian::release()?)?;
        apt.unpack_with_dependencies(&PACKAGES, &dir.join("root"))?;
        fetch_qemu(&apt, &dir)?;
        let _ = fs::remove_dir_all(dir.join("apt"));
        write(&dir.join("done"), "")?;
        Ok(Self { dir })
    }

    fn java(&self) -> Result<Command, String> {
        let root = self.dir.join("root");
        let machines = root.join("usr/lib/jvm");
        let java = fs::read_dir(&machines)
            .map_err(|e| format!("cannot list {}: {e}", machines.display()))?
            .filter_map(|entry| entry.ok().map(|entry| entry.path().join("bin/java")))
            .find(|java| java.is_file())
            .ok_or_else(|| format!("no JVM in {}", machines.display()))?;
        let mut command = outside(self.dir.join("qemu"));
        command.arg("-L").arg(root).arg(java);
        Ok(command)
    }
}

/// Runs the test over the shipped library of one ABI.
pub(super) fn run_on(abi: Abi, test: &Test) -> Result<Tally, String> {
    let library = Crate::core().stripped(abi)?;
    let stand_ins = make_stand_ins(abi)?;
    let (mut java, processor) = match abi {
        Abi::X86_64 => (outside("java"), "amd64"),
        Abi::Arm64 => (Runtime::fetch()?.java()?, "aarch64"),
        Abi::Armv7 => return Err("there is no JVM of this processor here".to_owned()),
    };
    let place = library.parent().unwrap_or(&library);
    java.arg(format!("-Djna.library.path={}", place.display()))
        .args(["-Djna.nosys=true", "-XX:TieredStopAtLevel=1", "-Xmx256m"])
        .args(["-cp", &test.class_path(), "dev.vinculo.core.MainKt"])
        .arg(&stand_ins)
        .arg(&library)
        .arg(processor)
        .env("RUST_BACKTRACE", "0");
    run_tests(&mut java)
}

/// Android's system libraries as jumps into glibc.
fn make_stand_ins(abi: Abi) -> Result<PathBuf, String> {
    let work = work_dir()?;
    let zig = Zig::fetch(&work)?;
    let dir = work.join("stand-ins").join(abi.name());
    make_dir(&dir)?;
    let symbols = Symbols::read(&root().join(DIR).join("symbols.txt"))?;
    // The oldest glibc of a Debian with what we need; a newer one runs it too.
    let compiler = zig.compiler(&format!("{}-linux-gnu.2.36", abi.processor()))?;
    for library in LIBRARIES {
        let jumps = dir.join(format!("{library}.S"));
        write(&jumps, &assembly::stand_in(symbols.of(library, API), abi))?;
        let name = format!("lib{library}.so");
        let mut command = zig.command(&compiler);
        command.args(["-O1", "-Wall", "-shared", "-fPIC"]);
        command.arg(format!("-DLIB_{library}"));
        command.arg(format!("-Wl,-soname,{name}"));
        command.arg("-o").arg(dir.join(&name));
        command
            .arg(root().join("tests/android/stand-ins.c"))
            .arg(&jumps);
        run(command.arg("-lm"))?;
    }
    Ok(dir)
}

fn fetch_qemu(apt: &Apt, dir: &Path) -> Result<(), String> {
    for (package, program) in QEMU {
        let unpacked = dir.join("unpacked");
        // A release that lacks the one has the other.
        let fetched = apt
            .download(&format!("{package}:amd64"))
            .and_then(|file| debian::unpack(&file, &unpacked));
        let program = unpacked.join(program);
        let is_program = fetched.is_ok() && program.symlink_metadata().is_ok_and(|it| it.is_file());
        let kept = is_program && fs::rename(&program, dir.join("qemu")).is_ok();
        let _ = fs::remove_dir_all(&unpacked);
        if kept {
            return Ok(());
        }
    }
    Err("Debian has no emulator of arm64 under the names we know".to_owned())
}

fn folder() -> Result<PathBuf, String> {
    Ok(cache::dir()?.join(format!("android/arm64-{}", debian::release()?)))
}
