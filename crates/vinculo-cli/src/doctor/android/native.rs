//! Whether the libraries reach the phone, and keep their classes.

use super::super::callback::matches_pattern;
use super::super::codes::Code;
use super::super::finding::{Edit, Finding};
use super::super::project::gradle::{BuildFile, Entry};
use super::app::App;

/// What the AAR always has.
const OURS: [&str; 2] = ["arm64-v8a", "x86_64"];
const ALL: [&str; 4] = ["arm64-v8a", "x86_64", "armeabi-v7a", "x86"];

pub(super) fn check(app: &App, findings: &mut Vec<Finding>) {
    let Some(build) = app.build else { return };
    processors(build, findings);
    for entry in &build.entries {
        dropped(build, entry, findings);
        rules(build, entry, findings);
    }
}

fn processors(build: &BuildFile, findings: &mut Vec<Finding>) {
    let filters: Vec<(&Entry, Vec<&str>)> = build
        .entries
        .iter()
        .filter(|entry| {
            let text = entry.text.as_str();
            text.contains("abiFilters")
                || (entry.is_in("abi") && entry.is_in("splits") && text.starts_with("include"))
        })
        .map(|entry| {
            (
                entry,
                entry
                    .strings()
                    .into_iter()
                    .filter(|name| ALL.contains(name))
                    .collect(),
            )
        })
        .filter(|(_, names): &(_, Vec<_>)| !names.is_empty())
        .collect();
    let named: Vec<&str> = filters
        .iter()
        .flat_map(|(_, names)| names.iter().copied())
        .collect();
    let first = filters.first().map(|(entry, _)| *entry);
    let add = if build.is_kotlin() {
        r#"ndk { abiFilters += listOf("arm64-v8a", "x86_64") }"#
    } else {
        "ndk { abiFilters 'arm64-v8a', 'x86_64' }"
    };
    if named.is_empty() {
        let what = "JNA brings libraries for old processors (armeabi-v7a, x86), so such phones install the app; Vinculo has none for them, and the \
                    first call ends with UnsatisfiedLinkError.";
        let finding = match build.block("android.defaultConfig") {
            Some((entry, body)) => Finding::at(
                Code::ANDROID_ABI_WITHOUT_LIBRARY,
                build.source,
                entry.span.start,
                what,
            )
            .edit([build.with_statement(&body, add)]),
            None => Finding::in_file(Code::ANDROID_ABI_WITHOUT_LIBRARY, &build.source.path, what),
        };
        findings.push(
            finding
                .say("Add to defaultConfig (with armeabi-v7a too if your AAR was built with an NDK; then --allow android-abi-without-library):")
                .text(add),
        );
        return;
    }
    let Some(first) = first else { return };
    if !named.contains(&OURS[0]) {
        let what = format!(
            "The app is built for {} and not for arm64-v8a, which phones have: there it ends with UnsatisfiedLinkError, or is not offered.",
            named.join(" and ")
        );
        findings.push(
            Finding::at(
                Code::ANDROID_ABI_EXCLUDED,
                build.source,
                first.span.start,
                what,
            )
            .say("Add arm64-v8a:")
            .text(add)
            .edit(in_strings(build, first, named[0], "arm64-v8a")),
        );
    }
    for (entry, names) in &filters {
        for name in names.iter().filter(|name| !OURS.contains(name)) {
            let what = format!(
                "Phones with {name} install the app, and Vinculo has no library for them: the first call ends with UnsatisfiedLinkError."
            );
            let edit = (names.len() > 1)
                .then(|| without(build, entry, name))
                .flatten();
            findings.push(
                Finding::at(Code::ANDROID_ABI_WITHOUT_LIBRARY, build.source, entry.span.start, what)
                    .say(format!(
                        "Leave {name} out. If your AAR was built with an NDK it has armeabi-v7a: then --allow android-abi-without-library."
                    ))
                    .edit(edit),
            );
        }
    }
}

/// Puts another name beside one that is there.
fn in_strings(build: &BuildFile, entry: &Entry, beside: &str, name: &str) -> Option<Edit> {
    let raw = build.source.text.get(entry.span.clone())?;
    let at = entry.span.start + raw.find(beside)?;
    let quote = build.source.text.get(at - 1..at)?;
    Some(Edit::insert(
        build.source,
        at - 1,
        format!("{quote}{name}{quote}, "),
    ))
}

/// Takes a name out of a list, with its comma.
fn without(build: &BuildFile, entry: &Entry, name: &str) -> Option<Edit> {
    let raw = build.source.text.get(entry.span.clone())?;
    let quoted = [format!("\"{name}\""), format!("'{name}'")];
    let (at, quoted) = quoted
        .iter()
        .find_map(|quoted| Some((raw.find(quoted.as_str())?, quoted)))?;
    let (before, after) = (&raw[..at], &raw[at + quoted.len()..]);
    let start = entry.span.start;
    if let Some(kept) = before.trim_end().strip_suffix(',') {
        return Some(Edit::replace(
            build.source,
            start + kept.len()..start + at + quoted.len(),
            "",
        ));
    }
    let comma = after.len() - after.trim_start().strip_prefix(',')?.trim_start().len();
    Some(Edit::replace(
        build.source,
        start + at..start + at + quoted.len() + comma,
        "",
    ))
}

/// `packaging { jniLibs { excludes += … } }` and its older forms.
fn dropped(build: &BuildFile, entry: &Entry, findings: &mut Vec<Finding>) {
    let is_packaging = entry.is_in("packaging")
        || entry.is_in("packagingOptions")
        || entry.text.starts_with("packaging");
    let excludes = entry.text.contains("exclude");
    // Resources hold no libraries of the app.
    if !is_packaging || !excludes || entry.is_in("resources") || entry.body.is_some() {
        return;
    }
    let drops = |pattern: &&str| {
        let libraries = [
            "lib/arm64-v8a/libjnidispatch.so",
            "lib/arm64-v8a/libvinculo.so",
            "lib/x86_64/libjnidispatch.so",
            "lib/x86_64/libvinculo.so",
        ];
        let pattern = pattern
            .trim_start_matches('/')
            .replace("**/", "*")
            .replace("**", "*");
        libraries
            .iter()
            .any(|library| matches_pattern(&pattern, library))
    };
    let strings = entry.strings();
    let Some(pattern) = strings.iter().find(|pattern| drops(pattern)) else {
        return;
    };
    let what = format!(
        "\"{pattern}\" leaves libraries of Vinculo or JNA out of the app, which then ends with UnsatisfiedLinkError."
    );
    let edit = (strings.len() == 1).then(|| Edit::remove(build.source, entry.span.clone()));
    findings.push(
        Finding::at(
            Code::ANDROID_LIBRARY_DROPPED,
            build.source,
            entry.span.start,
            what,
        )
        .say("Leave it out, or name the libraries that are meant.")
        .edit(edit),
    );
}

/// `optimization { keepRules { ignoreFrom(…) } }`
fn rules(build: &BuildFile, entry: &Entry, findings: &mut Vec<Finding>) {
    let text = entry.text.as_str();
    let all = text.contains("ignoreFromAllExternalDependencies")
        || text.contains("ignoreAllExternalDependencies");
    let ours = (text.contains("ignoreFrom") || text.contains("ignoreExternalDependencies"))
        && text.contains("dev.vinculo");
    if !(ours || all)
        || text.ends_with("false")
        || text.ends_with("(false)")
        || entry.body.is_some()
    {
        return;
    }
    let what = "R8 is told to ignore the rules that come with Vinculo. It then removes what the native library reaches by name, and the release \
                build crashes at the first session.";
    findings.push(
        Finding::at(
            Code::ANDROID_RULES_IGNORED,
            build.source,
            entry.span.start,
            what,
        )
        .say("Leave it out, or name other libraries than dev.vinculo.")
        .edit([Edit::remove(build.source, entry.span.clone())]),
    );
}
