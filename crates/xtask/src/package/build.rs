//! Compiles what goes into the archives.

use std::path::{Path, PathBuf};

use super::{kotlin, maven, target};
use crate::process::{cargo, output, outside, root, run};

/// The modules with documentation.
const DOCUMENTED: [&str; 3] = ["vinculo", "vinculo-android", "vinculo-compose"];

/// What was compiled, and where it is.
pub(crate) struct Built {
    /// The Kotlin modules.
    kotlin: PathBuf,
    /// The library of this machine.
    pub(crate) host: PathBuf,
}

impl Built {
    pub(crate) fn classes(&self, module: &str) -> PathBuf {
        self.kotlin.join(module).join("target/classes")
    }

    pub(crate) fn docs(&self, module: &str) -> PathBuf {
        let name = format!("target/{module}-{}-javadoc.jar", super::VERSION);
        self.kotlin.join(module).join(name)
    }
}

pub(crate) fn all() -> Result<Built, String> {
    let host = host()?;
    classes()?;
    Ok(Built {
        kotlin: kotlin(),
        host,
    })
}

/// Compiles the Kotlin modules and writes their documentation. The suite `kotlin` tests them. Clean, because the compiler keeps
/// classes whose sources are gone.
pub(crate) fn classes() -> Result<(), String> {
    run(maven(&kotlin()).args(["-Pdocs", "-Dmaven.test.skip=true", "clean", "package"]))?;
    for module in DOCUMENTED {
        let docs = kotlin().join(format!(
            "{module}/target/{module}-{}-javadoc.jar",
            super::VERSION
        ));
        if !docs.is_file() {
            return Err(format!("Dokka wrote no {}", docs.display()));
        }
    }
    Ok(())
}

/// The library for tests on developers' machines, with the settings of the ones for phones.
fn host() -> Result<PathBuf, String> {
    let home = home()?;
    let remap = format!(
        "--remap-path-prefix={}=vinculo --remap-path-prefix={}=cargo",
        root().display(),
        home.display()
    );
    let mut command = cargo([
        "rustc",
        "-p",
        "vinculo",
        "--lib",
        "--crate-type",
        "cdylib",
        "--features",
        "ffi",
        "--profile",
        "mobile",
    ]);
    command.args(["--", "-C", "strip=symbols"]);
    run(command.env("RUSTFLAGS", remap))?;
    let name = format!(
        "{}vinculo{}",
        std::env::consts::DLL_PREFIX,
        std::env::consts::DLL_SUFFIX
    );
    Ok(target()?.join("mobile").join(name))
}

/// Cargo's folder, whose path a panic's message would name.
fn home() -> Result<PathBuf, String> {
    std::env::var_os("CARGO_HOME")
        .map(PathBuf::from)
        .or_else(|| std::env::var_os("HOME").map(|home| PathBuf::from(home).join(".cargo")))
        .ok_or_else(|| "neither CARGO_HOME nor HOME is set".to_owned())
}

/// This machine as JNA calls it: where it looks for a library within a jar.
pub(crate) fn host_name() -> Result<&'static str, String> {
    match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => Ok("linux-x86-64"),
        ("linux", "aarch64") => Ok("linux-aarch64"),
        ("macos", "x86_64") => Ok("darwin-x86-64"),
        ("macos", "aarch64") => Ok("darwin-aarch64"),
        (system, machine) => Err(format!(
            "JNA's name for {system} on {machine} is not known here"
        )),
    }
}

/// Which compiler's standard library is in the libraries.
pub(crate) fn rust_version() -> Result<String, String> {
    output(outside("rustc").arg("--version").current_dir(root()))
        .and_then(|text| text.split_whitespace().nth(1).map(str::to_owned))
        .ok_or_else(|| "`rustc --version` says nothing".to_owned())
}

/// Paths of this machine, which nothing that is published may name.
pub(crate) fn private_paths() -> Result<Vec<String>, String> {
    let shown = |path: &Path| path.display().to_string();
    Ok(vec![shown(&root()), shown(&home()?)])
}
