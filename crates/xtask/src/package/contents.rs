//! What must be in the repository, and what must not.

use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use super::{
    AAR, COMPOSE, JAR, VERSION, bom, build, empty_dir, files_below, make_dir, read, resources,
};
use crate::android::{self, Abi};
use crate::elf::Elf;
use crate::process::{outside, run};
use crate::tally::Tally;

/// Counts one for each rule and artefact.
pub(crate) fn check(repository: &Path) -> Result<Tally, String> {
    let unpacked = unpack(repository)?;
    let mut faults = Vec::new();
    let mut rules = 0;
    let mut rule = |found: Vec<String>| {
        rules += 1;
        faults.extend(found);
    };
    rule(missing_files(repository)?);
    rule(missing_entries(&unpacked.aar, &aar_entries()));
    rule(missing_entries(&unpacked.jar, &jar_entries()));
    rule(strangers(&unpacked)?);
    rule(wrong_libraries(&unpacked.aar)?);
    rule(resources::faults(
        &unpacked.aar,
        &unpacked.dir.join("classes"),
    )?);
    rule(missing_entries(
        &unpacked.dir.join("compose"),
        &compose_entries(),
    ));
    for name in [JAR, AAR, COMPOSE] {
        rule(pom_faults(name, &read(&file(repository, name, ".pom"))?));
        rule(bom_faults(repository, name)?);
    }
    rule(private_paths(&unpacked.dir)?);
    if faults.is_empty() {
        Tally::of_passed(rules).proven()
    } else {
        Err(faults.join("\n"))
    }
}

/// For people: each file and its size.
pub(crate) fn listing(repository: &Path) -> Result<String, String> {
    let mut text = String::new();
    for file in files_below(repository)? {
        let is_checksum = file
            .extension()
            .is_some_and(|end| end == "md5" || end == "sha1");
        if !is_checksum {
            let size = fs::metadata(repository.join(&file)).map_or(0, |data| data.len());
            let _ = writeln!(text, "{size:>9}  {}", file.display());
        }
    }
    Ok(text)
}

/// One of an artefact's files, by how its name ends, such as `-sources.jar`.
pub(crate) fn file(repository: &Path, name: &str, end: &str) -> PathBuf {
    let folder = repository.join("dev/vinculo").join(name).join(VERSION);
    folder.join(format!("{name}-{VERSION}{end}"))
}

struct Unpacked {
    dir: PathBuf,
    jar: PathBuf,
    aar: PathBuf,
}

fn unpack(repository: &Path) -> Result<Unpacked, String> {
    let dir = empty_dir("unpacked")?;
    let (jar, aar) = (dir.join("jar"), dir.join("aar"));
    extract(&file(repository, JAR, ".jar"), &jar)?;
    let host = format!("-{}.jar", build::host_name()?);
    extract(&file(repository, JAR, &host), &dir.join("host"))?;
    extract(&file(repository, AAR, ".aar"), &aar)?;
    extract(&aar.join("classes.jar"), &dir.join("classes"))?;
    let compose = dir.join("compose");
    extract(&file(repository, COMPOSE, ".aar"), &compose)?;
    extract(&compose.join("classes.jar"), &dir.join("compose-classes"))?;
    Ok(Unpacked { dir, jar, aar })
}

pub(crate) fn extract(archive: &Path, to: &Path) -> Result<(), String> {
    make_dir(to)?;
    run(outside("jar")
        .arg("--extract")
        .arg("--file")
        .arg(archive)
        .current_dir(to))
}

fn missing_files(repository: &Path) -> Result<Vec<String>, String> {
    let host = format!("-{}.jar", build::host_name()?);
    let common = [".pom", "-sources.jar", "-javadoc.jar", "-cyclonedx.json"];
    let mut faults = Vec::new();
    for (name, own) in [
        (JAR, vec![".jar", &host]),
        (AAR, vec![".aar"]),
        (COMPOSE, vec![".aar"]),
    ] {
        for end in common.iter().copied().chain(own) {
            if !file(repository, name, end).is_file() {
                faults.push(format!("the repository has no {name}-{VERSION}{end}"));
            }
        }
    }
    Ok(faults)
}

fn aar_entries() -> Vec<String> {
    let mut entries: Vec<String> = [
        "AndroidManifest.xml",
        "classes.jar",
        "proguard.txt",
        "R.txt",
        "THIRD-PARTY-NOTICES.txt",
        "META-INF/com/android/build/gradle/aar-metadata.properties",
        "res/values/vinculo_theme.xml",
        "res/values-night/vinculo_theme.xml",
        "res/drawable/vinculo_close.xml",
        "../classes/dev/vinculo/android/VinculoAndroid.class",
        "../classes/dev/vinculo/android/VinculoConnect.class",
        "../classes/dev/vinculo/Vinculo.class",
        "../classes/dev/vinculo/core/VinculoKt.class",
        "../classes/META-INF/vinculo.kotlin_module",
    ]
    .map(str::to_owned)
    .into();
    entries.extend(Abi::WIDE.map(|abi| format!("jni/{}/libvinculo.so", abi.name())));
    entries
}

fn compose_entries() -> Vec<String> {
    [
        "AndroidManifest.xml",
        "R.txt",
        "META-INF/com/android/build/gradle/aar-metadata.properties",
        "../compose-classes/dev/vinculo/compose/ConnectSessionViewKt.class",
        "../compose-classes/dev/vinculo/compose/RememberVinculoConnectKt.class",
        // Without it Kotlin finds no function that is in no class.
        "../compose-classes/META-INF/vinculo-compose.kotlin_module",
    ]
    .map(str::to_owned)
    .into()
}

fn jar_entries() -> Vec<String> {
    [
        "dev/vinculo/Vinculo.class",
        "dev/vinculo/core/VinculoKt.class",
    ]
    .map(str::to_owned)
    .into()
}

fn missing_entries(dir: &Path, entries: &[String]) -> Vec<String> {
    entries
        .iter()
        .filter(|entry| fs::metadata(dir.join(entry)).is_err())
        .map(|entry| {
            let name = dir.file_name().unwrap_or_default().to_string_lossy();
            format!("the {name} has no {entry}")
        })
        .collect()
}

/// Classes of others would be found twice in an app.
fn strangers(unpacked: &Unpacked) -> Result<Vec<String>, String> {
    let mut faults = Vec::new();
    for dir in [
        unpacked.dir.join("classes"),
        unpacked.dir.join("compose-classes"),
        unpacked.jar.clone(),
    ] {
        for file in files_below(&dir)? {
            let ours = file.starts_with("dev/vinculo")
                || (file.starts_with("META-INF")
                    && file.extension().is_some_and(|end| end == "kotlin_module"));
            if !ours {
                faults.push(format!("{} is not ours to publish", file.display()));
            }
        }
    }
    Ok(faults)
}

/// The suite `android` looks closer; here it matters that each is in its own folder, and for Android at all.
fn wrong_libraries(aar: &Path) -> Result<Vec<String>, String> {
    let mut faults = Vec::new();
    for abi in android::abis() {
        let file = aar.join("jni").join(abi.name()).join("libvinculo.so");
        let Ok(bytes) = fs::read(&file) else {
            continue;
        };
        let elf = Elf::parse(&bytes)?;
        if elf.machine != abi.machine() {
            faults.push(format!(
                "jni/{} holds a library of another processor",
                abi.name()
            ));
        }
        if let Some(name) = elf.needed.iter().find(|name| name.contains(".so.")) {
            faults.push(format!(
                "jni/{} needs {name}, which Android has not",
                abi.name()
            ));
        }
    }
    Ok(faults)
}

/// Whoever uses it must find everything in it, and JNA in the form that fits.
fn pom_faults(name: &str, pom: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut require = |holds: bool, fault: &str| {
        if !holds {
            faults.push(format!("the POM of {name} {fault}"));
        }
    };
    require(
        !pom.contains("<parent>"),
        "names a parent, which is not published",
    );
    require(
        !pom.contains("${") && !pom.contains('@'),
        "has a placeholder",
    );
    require(
        !pom.contains("vinculo-core"),
        "asks for a module that is not published",
    );
    require(pom.contains("<licenses>"), "names no licence");
    require(
        pom.contains("<packaging>aar</packaging>") == (name != JAR),
        "has the wrong packaging",
    );
    let jna = pom
        .split("</dependency>")
        .find(|part| part.contains("<groupId>net.java.dev.jna<"));
    require(
        jna.is_some_and(is_aar) == (name == AAR),
        "asks for JNA in the wrong form: an AAR on Android, else a jar",
    );
    let mut others = pom.split("</dependency>").filter(|part| Some(*part) != jna);
    require(
        !others.any(is_aar),
        "gives a type to what Gradle knows better, and would give an app twice",
    );
    faults
}

fn is_aar(dependency: &str) -> bool {
    dependency.contains("<type>aar</type>")
}

fn bom_faults(repository: &Path, name: &str) -> Result<Vec<String>, String> {
    let bom = read(&file(repository, name, "-cyclonedx.json"))?;
    let wanted: &[&str] = if name == COMPOSE {
        &[
            "pkg:maven/dev.vinculo/vinculo-android@",
            "pkg:maven/androidx.compose.ui/ui-android@",
        ]
    } else {
        &[
            "pkg:maven/net.java.dev.jna/jna@",
            "pkg:cargo/uniffi_core@",
            "pkg:cargo/url@",
        ]
    };
    let components = bom
        .split_once(bom::COMPONENTS)
        .map_or("", |(_, after)| after);
    Ok(wanted
        .iter()
        .filter(|part| !components.contains(**part))
        .map(|part| format!("the bill of materials of {name} does not list {part}"))
        .collect())
}

/// Compilers like to write down where they were run.
fn private_paths(dir: &Path) -> Result<Vec<String>, String> {
    let private = build::private_paths()?;
    let mut faults = Vec::new();
    for file in files_below(dir)? {
        let bytes = fs::read(dir.join(&file)).map_err(|e| e.to_string())?;
        for path in &private {
            if bytes
                .windows(path.len())
                .any(|part| part == path.as_bytes())
            {
                faults.push(format!("{} names a path of this machine", file.display()));
            }
        }
    }
    Ok(faults)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pom_that_cannot_be_resolved_is_found() {
        let fit = "<licenses></licenses>";
        assert_eq!(pom_faults(JAR, fit), Vec::<String>::new());
        let jna = "<groupId>net.java.dev.jna</groupId><type>aar</type></dependency>";
        for part in [
            "<parent>",
            "${jna.version}",
            "@version@",
            "vinculo-core",
            "<type>aar</type>",
            jna,
        ] {
            assert_eq!(pom_faults(JAR, &format!("{fit}{part}")).len(), 1, "{part}");
        }
        assert_eq!(pom_faults(AAR, fit).len(), 2);
        let fit = format!("{fit}<packaging>aar</packaging>");
        assert_eq!(pom_faults(COMPOSE, &fit), Vec::<String>::new());
        assert_eq!(
            pom_faults(AAR, &format!("{fit}{jna}")),
            Vec::<String>::new()
        );
    }
}
