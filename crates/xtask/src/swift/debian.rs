//! A Debian 13 with Swift in a folder, for machines that have no Swift of their own: Debian 12 has no package of it.
//!
//! Made once by debootstrap and kept. Commands run in it by chroot, in a mount namespace of their own: whatever is
//! mounted there is gone with the last process in it, however that ended.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::cache;
use crate::mirror;
use crate::process::{output, outside, root as workspace, run};

const RELEASE: &str = "trixie";

/// `swiftlang` is 6.0.3 in this release; `g++` brings the linker and the C++ library that Foundation wants.
const PACKAGES: &[&str] = &[
    "swiftlang",
    "swiftlang-dev",
    "libc6-dev",
    "g++",
    "git",
    "ca-certificates",
];

/// Read by dpkg in there: nobody reads manuals in it, and it can be made again after a power cut.
const DPKG: &str = "force-unsafe-io\n\
    path-exclude=/usr/share/doc/*\n\
    path-exclude=/usr/share/man/*\n\
    path-exclude=/usr/share/locale/*\n";

/// In the root, once it is complete. Holds what it was made of, so that another list makes another root.
const STAMP: &str = "vinculo-root";

/// Mounts, and runs the command.
const ENTER: &str = "crates/xtask/src/swift/enter.sh";

/// The root, if it is complete.
pub(super) fn ready() -> Option<PathBuf> {
    let root = folder().ok()?;
    let made_of = fs::read_to_string(root.join(STAMP)).ok()?;
    (made_of == recipe()).then_some(root)
}

/// Makes the root anew.
pub(super) fn make() -> Result<PathBuf, String> {
    let root = folder()?;
    if output(outside("debootstrap").arg("--version")).is_none() {
        run(outside("apt-get").args(["-qq", "update"]))?;
        let install = ["-qq", "-y", "--no-install-recommends", "install"];
        let mut command = outside("apt-get");
        command.env("DEBIAN_FRONTEND", "noninteractive");
        run(command.args(install).arg("debootstrap"))?;
    }
    // What an interrupted run left: debootstrap does not go on from it.
    if root.exists() {
        run(outside("rm").args(["-rf", "--one-file-system"]).arg(&root))?;
    }
    fs::create_dir_all(&root).map_err(|e| format!("cannot make {}: {e}", root.display()))?;
    let mut base = outside("debootstrap");
    base.args(["--variant=minbase", RELEASE]).arg(&root);
    run(base.arg(mirror::debian()?))?;
    for file in ["etc/resolv.conf", "etc/hosts"] {
        // Copied through links, and absent on machines that need none.
        let _ = fs::copy(Path::new("/").join(file), root.join(file));
    }
    write(&root.join("etc/dpkg/dpkg.cfg.d/vinculo"), DPKG)?;
    run(enter(&root, &[]).args(["apt-get", "-qq", "update"]))?;
    let install = ["apt-get", "-qq", "-y", "--no-install-recommends", "install"];
    run(enter(&root, &[]).args(install).args(PACKAGES))?;
    run(enter(&root, &[]).args(["apt-get", "clean"]))?;
    write(&root.join(STAMP), &recipe())?;
    Ok(root)
}

/// A command in the root, to which program and arguments are added. The folders are seen in there under the same paths.
pub(super) fn enter(root: &Path, folders: &[&Path]) -> Command {
    let mut command = outside("unshare");
    command.args(["--mount", "--propagation", "private"]);
    // What a test leaves behind ends with it: the test runner of Swift runs no exit handlers.
    command.args(["--pid", "--fork", "--kill-child"]);
    command.args(["sh", "-eu", ENTER]);
    command.arg(root).args(folders).arg("--");
    command.current_dir(workspace());
    command
}

fn folder() -> Result<PathBuf, String> {
    Ok(cache::dir()?.join(format!("debian-{RELEASE}-swift")))
}

fn recipe() -> String {
    format!("{RELEASE} {}\n{DPKG}", PACKAGES.join(" "))
}

fn write(file: &Path, text: &str) -> Result<(), String> {
    fs::write(file, text).map_err(|e| format!("cannot write {}: {e}", file.display()))
}
