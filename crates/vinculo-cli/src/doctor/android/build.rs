//! What the build says: the oldest Android, the compiler, whether what ships can be debugged.

use super::super::codes::Code;
use super::super::finding::{Edit, Finding};
use super::super::project::gradle::{BuildFile, Entry, strings};
use super::super::project::{Source, is_older};
use super::app::{App, accessor};

/// The AAR's own `minSdkVersion`.
const MIN_SDK: u32 = 24;
/// The oldest compiler that reads the AAR's classes.
const KOTLIN: (u32, u32) = (2, 1);
/// The one that is proposed.
const NEW_KOTLIN: &str = "2.1.21";
const KOTLIN_PLUGIN: &str = "org.jetbrains.kotlin.android";

/// What the app says that it was tested for; `None` if it is computed, or nowhere.
pub(super) fn target_sdk(app: &App) -> Option<u32> {
    let build = app.build?;
    let (value, _) = build.value("android.defaultConfig", &["targetSdk", "targetSdkVersion"])?;
    number(app, value)
}

pub(super) fn check(app: &App, findings: &mut Vec<Finding>) {
    min_sdk(app, findings);
    kotlin(app, findings);
    debuggable(app, findings);
}

fn number(app: &App, value: &str) -> Option<u32> {
    value
        .parse()
        .ok()
        .or_else(|| app.parsed.literal(value)?.parse().ok())
}

fn min_sdk(app: &App, findings: &mut Vec<Finding>) {
    let what = |value: u32| {
        format!(
            "The oldest Android of the app is API {value}; Vinculo's is API {MIN_SDK} (Android 7.0), and the manifest merger refuses the build."
        )
    };
    let found = app.build.and_then(|build| {
        let value = build.value("android.defaultConfig", &["minSdk", "minSdkVersion"]);
        Some((build, value?))
    });
    let Some((build, (value, entry))) = found else {
        let mut manifests = app.manifests.iter();
        if let Some(build) = app.build
            && manifests.all(|manifest| manifest.min_sdk.is_none())
        {
            let what = "minSdk is not in the app's build file, so it was not judged.";
            let finding = Finding::in_file(Code::UNKNOWN_VALUE, &build.source.path, what);
            findings.push(finding.say(format!("Check by hand that it is {MIN_SDK} or more.")));
        }
        for manifest in &app.manifests {
            let Some(attr) = &manifest.min_sdk else {
                continue;
            };
            if let Ok(value) = attr.value.parse::<u32>()
                && value < MIN_SDK
            {
                findings.push(
                    Finding::at(
                        Code::ANDROID_MIN_SDK,
                        manifest.source,
                        attr.span.start,
                        what(value),
                    )
                    .say("Write instead:")
                    .text(format!("android:minSdkVersion=\"{MIN_SDK}\""))
                    .edit([Edit::replace(
                        manifest.source,
                        attr.span.clone(),
                        MIN_SDK.to_string(),
                    )]),
                );
            }
        }
        return;
    };
    match number(app, value) {
        None => unknown(build, entry, "minSdk", value, findings),
        Some(number) if number < MIN_SDK => {
            let mut finding = Finding::at(
                Code::ANDROID_MIN_SDK,
                build.source,
                entry.span.start,
                what(number),
            );
            finding = match in_catalog(app, value) {
                Some((edit, line)) => finding
                    .say("Write in the version catalogue:")
                    .text(line)
                    .edit([edit]),
                None => finding
                    .say("Write instead:")
                    .text(entry.text.replacen(value, &MIN_SDK.to_string(), 1))
                    .edit(in_statement(build, entry, value, &MIN_SDK.to_string())),
            };
            findings.push(finding);
        }
        Some(_) => {}
    }
}

/// The version of a catalogue that a value names.
fn in_catalog(app: &App, value: &str) -> Option<(Edit, String)> {
    let mut catalogs = app.parsed.catalogs.iter();
    let (catalog, version) =
        catalogs.find_map(|catalog| Some((catalog, catalog.version(value)?)))?;
    let line = catalog.line_of(&version.key)?;
    let text = format!("{} = \"{MIN_SDK}\"", version.key);
    Some((Edit::replace(catalog.source, line, text.clone()), text))
}

/// Replaces a value that is written in a statement, once.
fn in_statement(build: &BuildFile, entry: &Entry, value: &str, text: &str) -> Option<Edit> {
    let raw = build.source.text.get(entry.span.clone())?;
    let at = entry.span.start + raw.find(value)?;
    Some(Edit::replace(build.source, at..at + value.len(), text))
}

fn unknown(build: &BuildFile, entry: &Entry, name: &str, value: &str, findings: &mut Vec<Finding>) {
    let what = format!("{name} is computed ({value}), so it was not judged.");
    findings.push(
        Finding::at(Code::UNKNOWN_VALUE, build.source, entry.span.start, what)
            .say(format!("Check by hand that it is {MIN_SDK} or more.")),
    );
}

fn kotlin(app: &App, findings: &mut Vec<Finding>) {
    for build in &app.parsed.builds {
        for entry in &build.entries {
            if let Some(version) = written_kotlin(entry)
                && is_older(version, KOTLIN)
            {
                findings.push(
                    too_old(build.source, entry.span.start, version)
                        .text(entry.text.replacen(version, NEW_KOTLIN, 1))
                        .edit(in_statement(build, entry, version, NEW_KOTLIN)),
                );
            }
            let name = accessor(&entry.text);
            findings.extend(name.and_then(|name| catalogued_kotlin(app, name)));
        }
    }
}

/// The version of the compiler that a statement names, by plugin or by the plugin's artefact.
fn written_kotlin(entry: &Entry) -> Option<&str> {
    let text = entry.text.as_str();
    let is_plugin = entry.path.last().is_some_and(|block| block == "plugins");
    let names_kotlin = text.contains(KOTLIN_PLUGIN) || text.contains("kotlin(\"android\")");
    if is_plugin && names_kotlin {
        return strings(text.split("version").nth(1)?).first().copied();
    }
    let mut strings = entry.strings().into_iter();
    strings.find_map(|text| text.strip_prefix("org.jetbrains.kotlin:kotlin-gradle-plugin:"))
}

/// The compiler, if a plugin of a catalogue is an old one. Each module that applies it has the same finding.
fn catalogued_kotlin(app: &App, name: &str) -> Option<Finding> {
    let mut catalogs = app.parsed.catalogs.iter();
    let (catalog, item) = catalogs.find_map(|catalog| Some((catalog, catalog.plugin(name)?)))?;
    let version = item.version.as_deref()?;
    if item.module != KOTLIN_PLUGIN || !is_older(version, KOTLIN) {
        return None;
    }
    let key = item.version_key.as_deref().unwrap_or(&item.key);
    let Some(line) = catalog.line_of(key) else {
        let text = format!("kotlin = \"{NEW_KOTLIN}\"");
        return Some(too_old(catalog.source, 0, version).text(text));
    };
    let better = catalog.source.text[line.clone()].replacen(version, NEW_KOTLIN, 1);
    Some(
        too_old(catalog.source, line.start, version)
            .text(better.clone())
            .edit([Edit::replace(catalog.source, line, better)]),
    )
}

fn too_old(source: &Source, offset: usize, version: &str) -> Finding {
    let what = format!(
        "Kotlin {version} does not read the classes of the AAR; {}.{} and newer do.",
        KOTLIN.0, KOTLIN.1
    );
    Finding::at(Code::ANDROID_KOTLIN_OLD, source, offset, what).say("Write instead:")
}

fn debuggable(app: &App, findings: &mut Vec<Finding>) {
    let what = "What ships can be debugged: whoever has the phone can read the widget's page, bank passwords included.";
    for manifest in &app.manifests {
        let attr = manifest
            .application
            .as_ref()
            .and_then(|application| application.debuggable.as_ref());
        if let Some(attr) = attr.filter(|attr| attr.value == "true") {
            findings.push(
                Finding::at(
                    Code::ANDROID_DEBUGGABLE,
                    manifest.source,
                    attr.span.start,
                    what,
                )
                .say("Leave it out, since the build says it for debug builds; or write:")
                .text("android:debuggable=\"false\"")
                .edit([Edit::replace(manifest.source, attr.span.clone(), "false")]),
            );
        }
    }
    let Some(build) = app.build else { return };
    let release = build.value(
        "android.buildTypes.release",
        &["isDebuggable", "debuggable"],
    );
    if let Some((value, entry)) = release.filter(|(value, _)| *value == "true") {
        findings.push(
            Finding::at(
                Code::ANDROID_DEBUGGABLE,
                build.source,
                entry.span.start,
                what,
            )
            .say("Write instead:")
            .text(entry.text.replacen(value, "false", 1))
            .edit(in_statement(build, entry, value, "false")),
        );
    }
}
