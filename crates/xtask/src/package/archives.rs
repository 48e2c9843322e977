//! The AARs and the jars.
//!
//! `vinculo` and `vinculo-android` hold all of our classes, so that each is of one build with the library it calls, and so that nothing but JNA differs
//! between them: Android needs it as an AAR, a JVM as a jar, and a build that gets both finds its classes twice. It follows that
//! an app depends on one of the two. `vinculo-compose` holds its own alone, and depends on `vinculo-android`.

use std::path::{Path, PathBuf};

use super::build::{Built, host_name, rust_version};
use super::crates::Linked;
use super::{
    AAR, COMPOSE, JAR, VERSION, copy, empty_dir, files_below, kotlin, make_dir, notices, write,
};
use crate::android;
use crate::process::{outside, run};

/// The time of every entry; `bindings/kotlin/pom.xml` has the same.
const TIME: &str = "2026-01-01T00:00:00Z";

/// The modules whose classes an artefact holds.
const JAR_MODULES: [&str; 2] = ["core", "vinculo"];
const AAR_MODULES: [&str; 3] = ["core", "vinculo", "vinculo-android"];

/// One artefact: its file, and those beside it by classifier.
pub(crate) struct Artefact {
    pub(crate) name: &'static str,
    pub(crate) packaging: &'static str,
    pub(crate) file: PathBuf,
    pub(crate) beside: Vec<(String, PathBuf)>,
    pub(crate) crates: Linked,
}

/// Makes all archives in `target/package/<place>`.
pub(crate) fn make(built: &Built, place: &str) -> Result<Vec<Artefact>, String> {
    let dir = empty_dir(place)?;
    Ok(vec![
        jar(built, &dir)?,
        aar(built, &dir)?,
        compose(built, &dir)?,
    ])
}

fn jar(built: &Built, dir: &Path) -> Result<Artefact, String> {
    let linked = Linked::for_target(host_target()?)?;
    let staged = dir.join(JAR);
    classes(built, &JAR_MODULES, &staged)?;
    let file = dir.join(format!("{JAR}-{VERSION}.jar"));
    zip(&staged, &file)?;

    let host = host_name()?;
    let native = dir.join(host);
    let name = built.host.file_name().unwrap_or_default();
    copy(&built.host, &native.join(host).join(name))?;
    let notices = notices::text(&linked, &rust_version()?)?;
    make_dir(&native.join("META-INF/dev.vinculo"))?;
    write(
        &native.join("META-INF/dev.vinculo").join(notices::FILE),
        &notices,
    )?;
    let native_file = dir.join(format!("{JAR}-{VERSION}-{host}.jar"));
    zip(&native, &native_file)?;

    Ok(Artefact {
        name: JAR,
        packaging: "jar",
        file,
        beside: vec![
            ("sources".to_owned(), sources(&JAR_MODULES, JAR, dir)?),
            ("javadoc".to_owned(), docs(built, JAR, dir)?),
            (host.to_owned(), native_file),
        ],
        crates: linked,
    })
}

fn aar(built: &Built, dir: &Path) -> Result<Artefact, String> {
    let linked = Linked::for_target("aarch64-linux-android")?;
    let staged = dir.join(AAR);
    make_dir(&staged)?;
    let inner = dir.join("classes");
    classes(built, &AAR_MODULES, &inner)?;
    zip(&inner, &staged.join("classes.jar"))?;
    own_files(AAR, &staged)?;
    copy(
        &kotlin().join(AAR).join("aar/proguard.txt"),
        &staged.join("proguard.txt"),
    )?;
    // The module compiles AndroidX's resources too; this list is of ours alone.
    copy(
        &kotlin().join("androidx/target/R.txt"),
        &staged.join("R.txt"),
    )?;
    let resources = kotlin().join("vinculo-android/src/main/res");
    for file in files_below(&resources)? {
        copy(&resources.join(&file), &staged.join("res").join(&file))?;
    }
    let core = android::Crate::core();
    for abi in android::abis() {
        let place = staged.join("jni").join(abi.name()).join("libvinculo.so");
        copy(&core.stripped(*abi)?, &place)?;
    }
    let notices = notices::text(&linked, &rust_version()?)?;
    write(&staged.join(notices::FILE), &notices)?;
    let file = dir.join(format!("{AAR}-{VERSION}.aar"));
    zip(&staged, &file)?;
    Ok(Artefact {
        name: AAR,
        packaging: "aar",
        file,
        beside: vec![
            ("sources".to_owned(), sources(&AAR_MODULES, AAR, dir)?),
            ("javadoc".to_owned(), docs(built, AAR, dir)?),
        ],
        crates: linked,
    })
}

fn compose(built: &Built, dir: &Path) -> Result<Artefact, String> {
    let staged = dir.join(COMPOSE);
    make_dir(&staged)?;
    let inner = dir.join("compose-classes");
    classes(built, &[COMPOSE], &inner)?;
    zip(&inner, &staged.join("classes.jar"))?;
    own_files(COMPOSE, &staged)?;
    write(&staged.join("R.txt"), "")?;
    let file = dir.join(format!("{COMPOSE}-{VERSION}.aar"));
    zip(&staged, &file)?;
    Ok(Artefact {
        name: COMPOSE,
        packaging: "aar",
        file,
        beside: vec![
            ("sources".to_owned(), sources(&[COMPOSE], COMPOSE, dir)?),
            ("javadoc".to_owned(), docs(built, COMPOSE, dir)?),
        ],
        crates: Linked { crates: Vec::new() },
    })
}

/// The manifest, and what the app's build must be able to do.
fn own_files(module: &str, staged: &Path) -> Result<(), String> {
    let ours = kotlin().join(module).join("aar");
    copy(
        &ours.join("AndroidManifest.xml"),
        &staged.join("AndroidManifest.xml"),
    )?;
    copy(
        &ours.join("aar-metadata.properties"),
        &staged.join("META-INF/com/android/build/gradle/aar-metadata.properties"),
    )
}

fn classes(built: &Built, modules: &[&str], to: &Path) -> Result<(), String> {
    for module in modules {
        let from = built.classes(module);
        for file in files_below(&from)? {
            copy(&from.join(&file), &to.join(&file))?;
        }
    }
    Ok(())
}

fn sources(modules: &[&str], name: &str, dir: &Path) -> Result<PathBuf, String> {
    let staged = dir.join(format!("{name}-sources"));
    for module in modules {
        for tree in ["src/generated/kotlin", "src/main/kotlin"] {
            let from = kotlin().join(module).join(tree);
            if !from.is_dir() {
                continue;
            }
            for file in files_below(&from)? {
                copy(&from.join(&file), &staged.join(&file))?;
            }
        }
    }
    let file = dir.join(format!("{name}-{VERSION}-sources.jar"));
    zip(&staged, &file)?;
    Ok(file)
}

/// Dokka's jar has the time of its making in it, so it is packed anew.
fn docs(built: &Built, name: &str, dir: &Path) -> Result<PathBuf, String> {
    let staged = dir.join(format!("{name}-javadoc"));
    make_dir(&staged)?;
    let from = built.docs(name);
    run(outside("jar")
        .arg("--extract")
        .arg("--file")
        .arg(&from)
        .current_dir(&staged))?;
    let file = dir.join(format!("{name}-{VERSION}-javadoc.jar"));
    zip(&staged, &file)?;
    Ok(file)
}

/// The JDK's tool sorts entries and takes their time; without a manifest, since that would name the JDK.
fn zip(dir: &Path, file: &Path) -> Result<(), String> {
    let mut command = outside("jar");
    command.args(["--create", "--no-manifest", "--date", TIME, "--file"]);
    run(command.arg(file).arg("-C").arg(dir).arg("."))
}

fn host_target() -> Result<&'static str, String> {
    match (std::env::consts::OS, std::env::consts::ARCH) {
        ("linux", "x86_64") => Ok("x86_64-unknown-linux-gnu"),
        ("linux", "aarch64") => Ok("aarch64-unknown-linux-gnu"),
        ("macos", "x86_64") => Ok("x86_64-apple-darwin"),
        ("macos", "aarch64") => Ok("aarch64-apple-darwin"),
        (system, machine) => Err(format!(
            "no Rust target is known here for {system} on {machine}"
        )),
    }
}
