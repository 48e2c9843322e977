//! Whether the AAR is in the app: once, in one version, from somewhere, with the right form of JNA.

use super::super::codes::Code;
use super::super::finding::{Edit, Finding};
use super::super::project::dependency::Dependency;
use super::super::project::gradle::BuildFile;
use super::super::project::is_older;
use super::app::{App, is_settings};

const AAR: &str = "dev.vinculo:vinculo-android";
const JAR: &str = "dev.vinculo:vinculo";
const JNA: &str = "net.java.dev.jna:jna";
/// The newest, and the one that is built here.
const VERSION: &str = env!("CARGO_PKG_VERSION");
/// What the AAR asks for.
const JNA_OURS: &str = "5.18.1";
/// The oldest that starts on phones with pages of 16 KiB.
const JNA_OLDEST: (u32, u32) = (5, 17);

pub(super) fn check(app: &App, findings: &mut Vec<Finding>) {
    let of = |module: &'static str| {
        app.dependencies
            .iter()
            .filter(move |(_, found)| found.module == module)
    };
    let has_aar = of(AAR).any(|(_, found)| found.ships());
    // An archive in a folder of libraries, a project of a composite build, or a plugin of the project's own.
    let named = app.parsed.builds.iter().any(|build| {
        let mut entries = build.entries.iter();
        entries.any(|entry| {
            entry.text.contains("vinculo-android") || entry.text.contains("vinculo.android")
        })
    }) || app
        .project
        .mentions(
            |path| path.contains("buildSrc/") || path.contains("build-logic/"),
            &[AAR],
        )
        .is_some();
    if !has_aar && !named {
        missing(app, findings);
    }
    if has_aar {
        repository(app, findings);
    }
    both(app, findings);
    versions(app, findings);
    for (build, found) in of(JNA).filter(|(_, found)| found.ships()) {
        jna(build, found, findings);
    }
}

fn missing(app: &App, findings: &mut Vec<Finding>) {
    let what = "The app does not depend on Vinculo.";
    let Some(build) = app.build else {
        findings.push(
            Finding::of_project(Code::ANDROID_DEPENDENCY_MISSING, what)
                .say("Add to the dependencies of the app's module:")
                .text(coordinates(true)),
        );
        return;
    };
    let line = coordinates(build.is_kotlin());
    let edit = match build.block("dependencies") {
        Some((_, body)) => build.with_statement(&body, &line),
        None => Edit::insert(
            build.source,
            build.source.text.len(),
            format!("\ndependencies {{\n    {line}\n}}\n"),
        ),
    };
    findings.push(
        Finding::in_file(Code::ANDROID_DEPENDENCY_MISSING, &build.source.path, what)
            .say("Add to the dependencies:")
            .text(line)
            .edit([edit]),
    );
}

fn coordinates(kotlin: bool) -> String {
    if kotlin {
        format!("implementation(\"{AAR}:{VERSION}\")")
    } else {
        format!("implementation '{AAR}:{VERSION}'")
    }
}

/// Nothing is published to a registry, so a folder or a company's own server must be named.
fn repository(app: &App, findings: &mut Vec<Finding>) {
    let is_elsewhere = |url: &str| {
        [
            "jitpack.io",
            "sonatype",
            "maven.google.com",
            "repo1.maven.org",
            "plugins.gradle.org",
            "dl.google.com",
        ]
        .iter()
        .any(|public| url.contains(public))
    };
    let candidates = app.parsed.builds.iter().flat_map(|build| &build.entries);
    let found = candidates
        .filter(|entry| entry.is_in("repositories") || entry.text.starts_with("repositories."))
        .filter(|entry| !entry.is_in("pluginManagement") && !entry.is_in("buildscript"))
        .any(|entry| {
            let names_one =
                entry.text.starts_with("mavenLocal") || entry.text.starts_with("flatDir");
            let is_url = entry.text.starts_with("url")
                || entry.text.starts_with("maven(")
                || entry.text.starts_with("setUrl");
            names_one || (is_url && !is_elsewhere(&entry.text))
        });
    if found {
        return;
    }
    let what = "No repository of the build can hold dev.vinculo, which is in no public registry: the build ends with \"Could not find\".";
    let place = app.parsed.builds.iter().find_map(|build| {
        let (_, body) = build
            .block("dependencyResolutionManagement.repositories")
            .or_else(|| build.block("allprojects.repositories"))
            .or_else(|| build.block("repositories"))?;
        Some((build, body))
    });
    let settings = app
        .parsed
        .builds
        .iter()
        .find(|build| is_settings(&build.source.path));
    let file = place
        .as_ref()
        .map(|(build, _)| *build)
        .or(settings)
        .or(app.build);
    let line = if file.is_none_or(BuildFile::is_kotlin) {
        "maven(url = uri(\"/path/to/vinculo/target/maven\"))"
    } else {
        "maven { url '/path/to/vinculo/target/maven' }"
    };
    let finding = match &place {
        Some((build, body)) => Finding::at(
            Code::ANDROID_REPOSITORY_MISSING,
            build.source,
            body.start,
            what,
        )
        .edit([build.with_statement(body, line)]),
        None => Finding::of_project(Code::ANDROID_REPOSITORY_MISSING, what),
    };
    findings.push(
        finding
            .say("Make it with `cargo xtask package android`, and add its folder to dependencyResolutionManagement's repositories:")
            .text(line),
    );
}

fn both(app: &App, findings: &mut Vec<Finding>) {
    let ships = |module: &str| {
        let mut found = app.dependencies.iter();
        found.find(|(_, found)| {
            found.module == module && found.classifier.is_none() && found.ships()
        })
    };
    let Some((build, jar)) = ships(JAR) else {
        return;
    };
    let code = Code::ANDROID_BOTH_ARTEFACTS;
    let span = jar.span.clone();
    findings.push(if ships(AAR).is_some() {
        let what = "The app has the jar and the AAR of Vinculo, which hold the same classes: the build ends with \"Duplicate class\".";
        Finding::at(code, build.source, span.start, what)
            .say("Leave the jar out.")
            .edit(own(jar, Edit::remove(build.source, span)))
    } else {
        let what = "The jar of Vinculo is for desktops; Android's library, manifest and R8 rules are in the AAR.";
        let line = coordinates(build.is_kotlin());
        Finding::at(code, build.source, span.start, what)
            .say("Depend on the AAR instead:")
            .edit(own(jar, Edit::replace(build.source, span, line.clone())))
            .text(line)
    });
}

fn versions(app: &App, findings: &mut Vec<Finding>) {
    let mut first: Option<&str> = None;
    for (build, found) in &app.dependencies {
        let Some(version) = found
            .version
            .as_deref()
            .filter(|_| found.module.starts_with("dev.vinculo:"))
        else {
            continue;
        };
        let expected = *first.get_or_insert(version);
        if version == expected {
            continue;
        }
        let what = format!(
            "{} is {version} here and {expected} elsewhere. Classes and library must be of one build, else the library refuses to start.",
            found.module
        );
        let edit = found.literal.as_ref().map(|literal| {
            let written = build.source.text.get(literal.clone()).unwrap_or_default();
            Edit::replace(
                build.source,
                literal.clone(),
                written.replacen(version, expected, 1),
            )
        });
        findings.push(
            Finding::at(
                Code::ANDROID_VERSIONS_DIFFER,
                build.source,
                found.span.start,
                what,
            )
            .say(format!("Use one version: {expected}"))
            .edit(edit),
        );
    }
}

fn jna(build: &BuildFile, found: &Dependency, findings: &mut Vec<Finding>) {
    let version = found.version.as_deref();
    if !found.is_aar {
        let better = format!("{JNA}:{}@aar", version.unwrap_or(JNA_OURS));
        let what = "JNA is asked for as a jar, whose libraries are for desktops. The AAR brings JNA's own AAR: together the build ends with \
                    \"Duplicate class\", alone the app with UnsatisfiedLinkError.";
        let edit = match &found.literal {
            Some(literal) => Edit::replace(build.source, literal.clone(), better.clone()),
            None => Edit::remove(build.source, found.span.clone()),
        };
        findings.push(
            Finding::at(Code::ANDROID_JNA_JAR, build.source, found.span.start, what)
                .say("Leave it out, since Vinculo brings it; or ask for the AAR:")
                .text(format!("{}(\"{better}\")", found.configuration))
                .edit(own(found, edit)),
        );
    }
    if let Some(version) = version.filter(|version| is_older(version, JNA_OLDEST))
        && found.is_strict
    {
        let what =
            format!("JNA is held at {version}, which crashes on phones with pages of 16 KiB.");
        findings.push(
            Finding::at(Code::ANDROID_JNA_OLD, build.source, found.span.start, what)
                .say(format!("Leave it out, since Vinculo brings {JNA_OURS}."))
                .edit(own(
                    found,
                    Edit::remove(build.source, statement(build, found)),
                )),
        );
    }
}

/// A bundle's other libraries stay, so what to do about one of them is a person's decision.
fn own(found: &Dependency, edit: Edit) -> Option<Edit> {
    (!found.is_of_bundle).then_some(edit)
}

/// The statement, with its block if it has one.
fn statement(build: &BuildFile, found: &Dependency) -> std::ops::Range<usize> {
    let entry = build.entries.iter().find(|entry| entry.span == found.span);
    let end = entry
        .and_then(|entry| entry.body.as_ref())
        .map_or(found.span.end, |body| body.end + 1);
    found.span.start..end.min(build.source.text.len())
}
