//! The usual route, where there is an NDK: cargo-ndk, and Rust's own library for Android.

use std::path::{Path, PathBuf};

use super::abi::Abi;
use super::{API, Crate, PROFILE, Panic, link_arguments, rust_library, work_dir};
use crate::process::{cargo, output, outside, run};

/// The NDK that `ANDROID_NDK_HOME` names.
pub(super) fn home() -> Option<PathBuf> {
    std::env::var_os("ANDROID_NDK_HOME")
        .map(PathBuf::from)
        .filter(|home| home.is_dir())
}

/// Builds one library, not stripped yet.
pub(super) fn build(what: &Crate, abi: Abi) -> Result<PathBuf, String> {
    if output(&mut cargo(["ndk", "--version"])).is_none() {
        return Err("needs cargo-ndk: cargo install --locked cargo-ndk --version 4.1.2".to_owned());
    }
    let target = work_dir()?.join("ndk");
    let mut command = cargo(["ndk"]);
    command
        .current_dir(what.tree.join(what.folder))
        .args(["--target", abi.name(), "--platform", &API.to_string()])
        .args(["rustc", "--locked", "--package", what.package])
        .args([
            "--lib",
            "--crate-type",
            "cdylib",
            "--features",
            what.features,
        ])
        .args(["--profile", PROFILE])
        .arg("--target-dir")
        .arg(&target)
        .arg("--");
    if what.panic == Panic::Abort {
        command.arg("-Cpanic=abort");
    }
    // The NDK's linker is clang, which passes these on.
    for argument in link_arguments(what) {
        command.arg(format!("-Clink-arg=-Wl,{argument}"));
    }
    run(command.arg("-Clink-arg=-Wl,--no-undefined")).map_err(|problem| {
        format!(
            "{problem}: `rustup target add {}` may be what is missing",
            abi.target()
        )
    })?;
    Ok(target.join(abi.target()).join(PROFILE).join(what.library))
}

/// Writes the stripped form of a library.
pub(super) fn strip(from: &Path, to: &Path) -> Result<(), String> {
    let toolchain = rust_library::sysroot().ok_or("`rustc --print sysroot` failed")?;
    let mut command = outside(rust_library::tool(&toolchain, "rust-objcopy")?);
    command.env("LD_LIBRARY_PATH", toolchain.join("lib"));
    run(command.arg("--strip-all").arg(from).arg(to))
}
