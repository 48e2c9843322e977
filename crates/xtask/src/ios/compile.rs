//! The static libraries, compiled without a Mac: Rust's own library along with the core. Nothing is linked, so it needs nothing of
//! Apple's; what a linker would say only a Mac can tell.

use std::path::PathBuf;

use super::macho;
use super::slice::{MIN_IOS, TARGETS};
use super::{device_kind, out_dir};
use crate::android::rust_library;
use crate::process::{outside, root, run};

/// Compiles all, looks at each, and returns them by target.
pub(super) fn all() -> Result<Vec<(&'static str, PathBuf)>, String> {
    let toolchain = rust_library::fetch()?;
    let out = out_dir()?.join("compiled");
    let mut built = Vec::new();
    for target in TARGETS {
        println!("\n── the static library for {target} ──");
        let mut command = outside(toolchain.join("bin/cargo"));
        command
            .current_dir(root())
            .args(["rustc", "--locked", "--package", "vinculo", "--lib"])
            .args(["--crate-type", "staticlib", "--features", "ffi"])
            .args(["--profile", "mobile", "--target", target])
            .args([
                "-Zbuild-std=std,panic_unwind",
                "-Zbuild-std-features=panic-unwind",
            ])
            .arg("--target-dir")
            .arg(&out)
            // A stable compiler takes `-Z` by this alone.
            .env("RUSTC_BOOTSTRAP", "1")
            .env("RUSTC", toolchain.join("bin/rustc"))
            .env("IPHONEOS_DEPLOYMENT_TARGET", MIN_IOS);
        run(&mut command)?;
        let library = out.join(target).join("mobile/libvinculo.a");
        let looked_at = macho::look(&library, device_kind(target))?;
        println!("{target}: {looked_at} objects for iOS {MIN_IOS}");
        built.push((target, library));
    }
    Ok(built)
}
