//! Command and suite `package`: what is published for Android and the JVM, as a Maven repository in `target/maven`.
//!
//! ```text
//! build      the classes and their documentation by Maven, the library of this machine by cargo
//! archives   the AARs and the jars, made of these
//! crates · bom · notices   what is inside them that is not ours
//! publish    POMs, and all of it into the repository
//!
//! contents   what must be in there, and what must not
//! schema     what CycloneDX's own validator says of the bills of materials, and of broken ones
//! twice      the same bytes again
//! min_api    nothing newer than Android 7, dependencies included; and a newer call is found
//! consumer   an app outside of the work tree connects an account at a sandbox
//! shrink     so it does after R8, and does not without any one of our rules
//! ```

mod androidx;
mod archives;
mod bom;
mod build;
mod consumer;
mod contents;
mod crates;
mod min_api;
mod notices;
mod publish;
mod resources;
mod sandbox;
mod schema;
mod shrink;
mod twice;

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::android;
use crate::process::{build_dir, outside, root};
use crate::sizes::{self, Sizes};
use crate::tally::Tally;
use consumer::Apps;

/// What is published, and under which version.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");
const JAR: &str = "vinculo";
const AAR: &str = "vinculo-android";
/// An AAR, too, which has nothing but classes and needs the other.
const COMPOSE: &str = "vinculo-compose";

/// Makes the repository, and says where it is.
pub(crate) fn run() -> Result<(), String> {
    let repository = make()?;
    contents::check(&repository)?;
    println!("{}", contents::listing(&repository)?);
    println!("A Maven repository: {}", repository.display());
    Ok(())
}

/// Suite `package`: makes it, and proves it fit for use.
pub(crate) fn suite() -> Result<Tally, String> {
    let repository = make()?;
    let mut tally = contents::check(&repository)?;
    tally += schema::check(&repository)?;
    tally += twice::check(&repository)?;
    let apps = consumer::make(&repository)?;
    tally += Tally::of_passed(sizes::check(&measure(&repository, &apps)?)?);
    tally += min_api::check(&apps)?;
    let sandbox = sandbox::start()?;
    tally += apps.run(&sandbox)?;
    tally += shrink::check(&apps, &sandbox)?;
    tally.proven()
}

/// For the size ledger.
pub(crate) fn weigh() -> Result<Sizes, String> {
    let repository = make()?;
    measure(&repository, &consumer::make(&repository)?)
}

fn measure(repository: &Path, apps: &Apps) -> Result<Sizes, String> {
    let mut found = Sizes::new();
    for (name, end) in [(JAR, ".jar"), (AAR, ".aar"), (COMPOSE, ".aar")] {
        let file = contents::file(repository, name, end);
        found.insert(format!("maven/{name}{end}"), sizes::weigh(&file)?);
    }
    let dir = empty_dir("weighed")?;
    contents::extract(&contents::file(repository, AAR, ".aar"), &dir)?;
    let classes = sizes::weigh(&dir.join("classes.jar"))?;
    found.insert(format!("maven/{AAR}.aar/classes.jar"), classes);
    found.insert("app/classes.dex".to_owned(), shrink::dex(apps)?);
    Ok(found)
}

fn make() -> Result<PathBuf, String> {
    android::run(android::Task::Build)?;
    let built = build::all()?;
    let repository = target()?.join("maven");
    publish::publish(&archives::make(&built, "package")?, &repository)?;
    Ok(repository)
}

/// The folder that cargo builds in.
fn target() -> Result<PathBuf, String> {
    let build = build_dir()?;
    Ok(build.parent().unwrap_or(&build).to_owned())
}

/// An empty folder below `target/package`.
fn empty_dir(name: &str) -> Result<PathBuf, String> {
    let dir = target()?.join("package").join(name);
    if dir.exists() {
        fs::remove_dir_all(&dir).map_err(|e| format!("cannot empty {}: {e}", dir.display()))?;
    }
    make_dir(&dir)?;
    Ok(dir)
}

fn make_dir(dir: &Path) -> Result<(), String> {
    fs::create_dir_all(dir).map_err(|e| format!("cannot make {}: {e}", dir.display()))
}

fn read(file: &Path) -> Result<String, String> {
    fs::read_to_string(file).map_err(|e| format!("cannot read {}: {e}", file.display()))
}

fn write(file: &Path, text: &str) -> Result<(), String> {
    fs::write(file, text).map_err(|e| format!("cannot write {}: {e}", file.display()))
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    if let Some(dir) = to.parent() {
        make_dir(dir)?;
    }
    fs::copy(from, to)
        .map(drop)
        .map_err(|e| format!("cannot copy {} to {}: {e}", from.display(), to.display()))
}

/// Every file below a folder, sorted, by its path from there.
fn files_below(dir: &Path) -> Result<Vec<PathBuf>, String> {
    let mut found = Vec::new();
    let mut open = vec![dir.to_owned()];
    while let Some(folder) = open.pop() {
        let entries =
            fs::read_dir(&folder).map_err(|e| format!("cannot list {}: {e}", folder.display()))?;
        for entry in entries {
            let path = entry.map_err(|e| e.to_string())?.path();
            if path.is_dir() {
                open.push(path);
            } else {
                found.push(path.strip_prefix(dir).unwrap_or(&path).to_owned());
            }
        }
    }
    found.sort();
    Ok(found)
}

/// Where the Kotlin sources are.
fn kotlin() -> PathBuf {
    root().join("bindings/kotlin")
}

/// Where the projects of this suite are.
fn projects() -> PathBuf {
    root().join("tests/package")
}

/// Maven without questions and colours.
fn maven(dir: &Path) -> Command {
    let mut command = outside("mvn");
    command
        .args([
            "--batch-mode",
            "--no-transfer-progress",
            "--quiet",
            "-Dstyle.color=never",
        ])
        .current_dir(dir);
    command
}
