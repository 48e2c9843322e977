//! Files of anybody's making: each is a finding or an error, never a panic, and never without end.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::os::unix::fs::symlink;
use std::process::Command;

use proptest::prelude::*;
use vinculo_cli::doctor::callback::Callback;
use vinculo_cli::doctor::project::Project;
use vinculo_cli::doctor::{Finding, Options, Platform, examine};

use crate::support::{copy, doctor, files, of_code, sample, write};

const SAMPLES: [(Platform, &str); 3] = [
    (Platform::Android, "android-groovy"),
    (Platform::Android, "android-kts"),
    (Platform::Ios, "ios"),
];

fn findings(platform: Platform, files: &[(String, Vec<u8>)]) -> Option<Vec<Finding>> {
    let project = Project::from_files(files.iter().cloned());
    let callbacks = [
        "https://app.example.com/belvo/success",
        "com.example.bank://exit",
    ];
    let options = Options {
        callbacks: callbacks.map(|url| Callback::read(url).unwrap()).to_vec(),
        ..Options::default()
    };
    let findings = examine(platform, &project, &options);
    let texts: BTreeMap<&String, &str> = files
        .iter()
        .filter_map(|(path, bytes)| Some((path, std::str::from_utf8(bytes).ok()?)))
        .collect();
    for finding in findings.iter().flatten() {
        for edit in &finding.fix.edits {
            let replaced = texts[&edit.file].get(edit.offset..edit.offset + edit.length);
            assert!(
                replaced.is_some(),
                "an edit that cannot be applied: {finding:?}"
            );
        }
    }
    findings
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn any_bytes_in_any_file_are_answered(
        sample_index in 0..SAMPLES.len(),
        file in any::<prop::sample::Index>(),
        bytes in prop::collection::vec(any::<u8>(), 0..512),
    ) {
        let (platform, name) = SAMPLES[sample_index];
        let mut files = files(&sample(name));
        let at = file.index(files.len());
        files[at].1 = bytes;
        let _ = findings(platform, &files);
    }

    #[test]
    fn a_file_with_something_in_it_cut_out_or_put_in_is_answered(
        sample_index in 0..SAMPLES.len(),
        file in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
        cut in 0_usize..40,
        put in "([<>&\"'{}()\\[\\];=,:/*!?$é\u{202e}\n ]|<!--|-->|]]>|&#0;|\"\"\"|/\\*|dev\\.vinculo:vinculo|android:scheme=\"|<data ){0,6}",
    ) {
        let (platform, name) = SAMPLES[sample_index];
        let mut files = files(&sample(name));
        let index = file.index(files.len());
        let bytes = &mut files[index].1;
        let from = at.index(bytes.len() + 1);
        let to = (from + cut).min(bytes.len());
        bytes.splice(from..to, put.bytes());
        let _ = findings(platform, &files);
    }

    #[test]
    fn a_torn_file_is_answered(
        sample_index in 0..SAMPLES.len(),
        file in any::<prop::sample::Index>(),
        at in any::<prop::sample::Index>(),
    ) {
        let (platform, name) = SAMPLES[sample_index];
        let mut files = files(&sample(name));
        let index = file.index(files.len());
        let end = at.index(files[index].1.len() + 1);
        files[index].1.truncate(end);
        let _ = findings(platform, &files);
    }
}

/// What a file of this name is answered with, in an otherwise good project.
fn with_file(platform: Platform, name: &str, path: &str, bytes: &[u8]) -> Vec<String> {
    let mut files = files(&sample(name));
    let known = files.iter_mut().find(|(file, _)| file == path);
    known.unwrap_or_else(|| panic!("no {path}")).1 = bytes.to_vec();
    let findings = findings(platform, &files).unwrap();
    findings
        .iter()
        .filter(|finding| finding.file.as_deref() == Some(path))
        .map(|finding| format!("{}: {}", finding.code.name, finding.what))
        .collect()
}

#[test]
fn files_that_cannot_be_read_are_named_with_the_reason() {
    const MANIFEST: &str = "app/src/main/AndroidManifest.xml";
    let mut bomb = "<!DOCTYPE m [<!ENTITY e0 \"aaaaaaaaaa\">".to_owned();
    for level in 1..10 {
        let below = format!("&e{};", level - 1).repeat(10);
        let _ = write!(bomb, "<!ENTITY e{level} \"{below}\">");
    }
    bomb.push_str("]><manifest>&e9;</manifest>");
    let plist_bomb = bomb
        .replace("manifest", "plist")
        .replace("<!DOCTYPE m", "<!DOCTYPE plist");
    let nested = |open: &str, times: usize| open.repeat(times).into_bytes();
    for (platform, name, path, bytes, says) in [
        (
            Platform::Android,
            "android-groovy",
            MANIFEST,
            bomb.into_bytes(),
            "no XML that can be read",
        ),
        (
            Platform::Android,
            "android-groovy",
            MANIFEST,
            nested("<a>", 1_000_000),
            "no XML that can be read",
        ),
        (
            Platform::Android,
            "android-groovy",
            MANIFEST,
            b"\xff\xfe<\0m\0".to_vec(),
            "is not UTF-8",
        ),
        (
            Platform::Android,
            "android-groovy",
            MANIFEST,
            Vec::new(),
            "no XML that can be read",
        ),
        (
            Platform::Android,
            "android-groovy",
            MANIFEST,
            vec![b' '; (4 << 20) + 1],
            "larger than 4 MiB",
        ),
        (
            Platform::Android,
            "android-kts",
            "gradle/libs.versions.toml",
            nested("a = [", 500_000),
            "no TOML that can be read",
        ),
        (
            Platform::Android,
            "android-kts",
            "gradle/libs.versions.toml",
            b"[versions\n".to_vec(),
            "no TOML that can be read",
        ),
        (
            Platform::Android,
            "android-kts",
            ".well-known/assetlinks.json",
            nested("[", 1_000_000),
            "is no JSON",
        ),
        (
            Platform::Ios,
            "ios",
            "Bank/Info.plist",
            plist_bomb.into_bytes(),
            "no XML that can be read",
        ),
        (
            Platform::Ios,
            "ios",
            "Bank/Info.plist",
            b"bplist00\xd1\x01\x02".to_vec(),
            "binary property list",
        ),
        (
            Platform::Ios,
            "ios",
            "Bank/Info.plist",
            b"<plist></plist>".to_vec(),
            "no property list",
        ),
        (
            Platform::Ios,
            "ios",
            "Bank/Info.plist",
            b"<a/>".to_vec(),
            "no property list",
        ),
        (
            Platform::Ios,
            "ios",
            "Bank.xcodeproj/project.pbxproj",
            nested("{ a = ", 500_000),
            "cannot be read from here on",
        ),
        (
            Platform::Ios,
            "ios",
            "Bank.xcodeproj/project.pbxproj",
            b"{ a = b".to_vec(),
            "cannot be read from here on",
        ),
        (
            Platform::Ios,
            "ios",
            "website/.well-known/apple-app-site-association",
            nested("[", 1_000_000),
            "is no JSON",
        ),
    ] {
        let found = with_file(platform, name, path, &bytes);
        assert!(
            found.iter().any(|finding| finding.contains(says)),
            "{path}: {says}: {found:?}"
        );
    }
}

#[test]
fn deep_and_long_files_end() {
    // Well-formed, as deep as the limit of bytes lets it be.
    let deep = format!(
        "<plist>{}{}</plist>",
        "<array>".repeat(90_000),
        "</array>".repeat(90_000)
    );
    let found = with_file(Platform::Ios, "ios", "Bank/Info.plist", deep.as_bytes());
    assert!(
        found
            .iter()
            .any(|finding| finding.starts_with("ios-callback-undeclared")),
        "{found:?}"
    );
    let config = "app/src/main/res/xml/network_security_config.xml";
    let deep = format!(
        "<network-security-config>{}{}</network-security-config>",
        "<base-config>".repeat(90_000),
        "</base-config>".repeat(90_000)
    );
    assert_eq!(
        with_file(Platform::Android, "android-groovy", config, deep.as_bytes()),
        Vec::<String>::new()
    );
    for text in ["{", "(", "\"", "/*", "a\n", "implementation(", "'''"] {
        let long = text.repeat((4 << 20) / text.len());
        let _ = with_file(
            Platform::Android,
            "android-groovy",
            "app/build.gradle",
            long.as_bytes(),
        );
    }
}

#[test]
fn many_findings_end() {
    const MANIFEST: &str = "app/src/main/AndroidManifest.xml";
    let mut text =
        "<manifest xmlns:android=\"http://schemas.android.com/apk/res/android\">\n<application>\n"
            .to_owned();
    for number in 0..10_000 {
        let _ = writeln!(
            text,
            "<activity android:name=\"A{number}\"><intent-filter><action android:name=\"android.intent.action.VIEW\"/>\
             <data android:scheme=\"Com.example.bank\"/></intent-filter></activity>"
        );
    }
    text.push_str("</application></manifest>");
    let found = with_file(
        Platform::Android,
        "android-groovy",
        MANIFEST,
        text.as_bytes(),
    );
    assert!(found.len() > 40_000, "{}", found.len());
    let mut list = "<plist><dict><key>CFBundleURLTypes</key><array><dict><key>CFBundleURLSchemes</key><array>\n".to_owned();
    for number in 0..30_000 {
        let _ = writeln!(list, "<string>{number}</string>");
    }
    list.push_str("</array></dict></array></dict></plist>");
    let found = with_file(Platform::Ios, "ios", "Bank/Info.plist", list.as_bytes());
    assert!(found.len() >= 30_000, "{}", found.len());
}

#[test]
fn links_in_the_file_system_are_not_followed() {
    let folder = copy("android-groovy", "links");
    symlink(".", folder.join("app/again")).unwrap();
    symlink("..", folder.join("app/src/up")).unwrap();
    symlink("/dev/zero", folder.join("endless.gradle")).unwrap();
    symlink("nowhere", folder.join("app/src/main/res/values/gone.xml")).unwrap();
    let pipe = folder.join("pipe.gradle");
    assert!(
        Command::new("mkfifo")
            .arg(&pipe)
            .status()
            .unwrap()
            .success()
    );

    let ran = doctor("android", &folder, &["--json"]);
    let report = ran.json();
    assert_eq!(ran.code, 0, "{report:#}");
    let skipped: Vec<_> = of_code(&report, "link-skipped")
        .iter()
        .map(|finding| finding["file"].clone())
        .collect();
    assert_eq!(
        skipped,
        ["endless.gradle", "app/src/main/res/values/gone.xml"]
    );
}

#[test]
fn what_tools_made_is_not_looked_at() {
    let folder = copy("android-groovy", "generated");
    for place in ["app/build/intermediates", ".gradle", "node_modules/x"] {
        write(&folder.join(place).join("AndroidManifest.xml"), b"no XML");
    }
    assert_eq!(doctor("android", &folder, &["--strict"]).code, 0);
}

#[test]
fn a_very_deep_project_is_read_in_part_and_says_so() {
    let folder = copy("android-groovy", "deep");
    let mut deep = folder.clone();
    deep.extend(std::iter::repeat_n("d", 40));
    fs::create_dir_all(&deep).unwrap();
    let ran = doctor("android", &folder, &["--json"]);
    assert_eq!(ran.code, 0);
    assert_eq!(of_code(&ran.json(), "project-partly-read").len(), 1);
    assert_eq!(doctor("android", &folder, &["--strict"]).code, 1);
}

#[test]
fn names_of_files_cannot_steer_the_terminal() {
    let folder = copy("android-groovy", "names");
    write(
        &folder.join("a\u{1b}[2J\nb\u{9b}/AndroidManifest.xml"),
        b"no XML",
    );
    let ran = doctor("android", &folder, &[]);
    assert_eq!(ran.code, 1);
    assert!(
        ran.out
            .contains("a\\u001b[2J\\u000ab\\u009b/AndroidManifest.xml:1"),
        "{}",
        ran.out
    );
    assert!(!ran.out.contains(['\u{1b}', '\u{9b}']));

    let ran = doctor("android", &folder, &["--json"]);
    assert!(!ran.out.contains(['\u{1b}', '\u{9b}']));
    let file = ran.json()["findings"][0]["file"].clone();
    assert_eq!(file, "a\u{1b}[2J\nb\u{9b}/AndroidManifest.xml");
}
