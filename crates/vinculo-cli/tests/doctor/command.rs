//! The command itself: exit codes, options, and how a report looks.

use std::fs;

use crate::support::{copy, doctor, sample, write};

const BUILD: &str = "app/build.gradle";

fn broken(name: &str) -> std::path::PathBuf {
    let folder = copy("android-groovy", name);
    let text = fs::read_to_string(folder.join(BUILD)).unwrap();
    let text = text
        .replace("minSdkVersion 24", "minSdkVersion 21")
        .replace("'arm64-v8a', 'x86_64'", "'arm64-v8a', 'x86'");
    fs::write(folder.join(BUILD), text).unwrap();
    folder
}

#[test]
fn a_report_is_readable_in_80_columns_and_plain_in_a_pipe() {
    let ran = doctor("android", &broken("text"), &[]);
    assert_eq!(ran.code, 1);
    assert_eq!(
        ran.out,
        "error: android-min-sdk\n\
         \x20 app/build.gradle:10\n\
         \x20 The oldest Android of the app is API 21; Vinculo's is API 24 (Android 7.0),\n\
         \x20 and the manifest merger refuses the build.\n\
         \x20 fix: Write instead:\n\
         \x20     minSdkVersion 24\n\
         \n\
         warning: android-abi-without-library\n\
         \x20 app/build.gradle:16\n\
         \x20 Phones with x86 install the app, and Vinculo has no library for them: the\n\
         \x20 first call ends with UnsatisfiedLinkError.\n\
         \x20 fix: Leave x86 out. If your AAR was built with an NDK it has armeabi-v7a: then\n\
         \x20      --allow android-abi-without-library.\n\
         \n\
         1 error, 1 warning\n"
    );
}

#[test]
fn json_is_one_line_with_all_of_it() {
    let ran = doctor("android", &broken("json"), &["--json"]);
    assert_eq!(ran.out.lines().count(), 1);
    let report = ran.json();
    assert_eq!(
        (&report["errors"], &report["warnings"], &report["notes"]),
        (&1.into(), &1.into(), &0.into())
    );
    let first = &report["findings"][0];
    assert_eq!(first["code"], "android-min-sdk");
    assert_eq!(
        (&first["file"], &first["line"]),
        (&BUILD.into(), &10.into())
    );
    assert_eq!(first["fix"]["edits"][0]["text"], "24");
}

#[test]
fn codes_can_be_allowed_and_warnings_can_fail() {
    let folder = broken("codes");
    let allowed = ["--allow", "android-min-sdk"];
    assert_eq!(doctor("android", &folder, &allowed).code, 0);
    assert_eq!(
        doctor("android", &folder, &[&allowed[..], &["--strict"]].concat()).code,
        1
    );
    let all = [
        &allowed[..],
        &["--allow", "android-abi-without-library", "--strict"],
    ]
    .concat();
    assert_eq!(doctor("android", &folder, &all).code, 0);
}

#[test]
fn what_cannot_be_used_ends_with_2_and_says_why() {
    let empty = copy("android-groovy", "empty").join("app/src/main/res/values");
    let good = sample("android-groovy");
    let gone = good.join("gone");
    for (platform, folder, args, says) in [
        ("android", &empty, &[][..], "does not hold an Android app"),
        ("ios", &good, &[], "does not hold an iOS app"),
        ("android", &gone, &[], "cannot be read"),
        ("windows", &good, &[], "invalid value 'windows'"),
        (
            "android",
            &good,
            &["--callback", "your_deeplink_here://success"],
            "cannot be used",
        ),
        (
            "android",
            &good,
            &["--callback", "http://app.example.com/"],
            "use https",
        ),
        (
            "android",
            &good,
            &["--allow", "nope"],
            "there is no such code",
        ),
        (
            "android",
            &good,
            &["--assetlinks", "/dev/zero"],
            "it is no file",
        ),
        (
            "android",
            &good,
            &["--assetlinks", "gone.json"],
            "gone.json cannot be read",
        ),
    ] {
        let ran = doctor(platform, folder, args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.contains(says), "{says}: {}", ran.err);
    }
}

#[test]
fn the_websites_files_may_lie_elsewhere() {
    let android = copy("android-kts", "website-android");
    let links = android.with_extension("json");
    fs::rename(android.join(".well-known/assetlinks.json"), &links).unwrap();
    let note = doctor("android", &android, &[]);
    assert!(
        note.code == 0 && note.out.contains("note: android-assetlinks-not-found"),
        "{}",
        note.out
    );
    let option = ["--assetlinks", links.to_str().unwrap()];
    assert_eq!(
        doctor("android", &android, &option).out,
        "Nothing is missing.\n"
    );
    write(&links, b"[]");
    assert!(
        doctor("android", &android, &option)
            .out
            .contains("gives no links to com.example.bank")
    );

    let ios = copy("ios", "website-ios");
    let aasa = ios.with_extension("json");
    fs::rename(
        ios.join("website/.well-known/apple-app-site-association"),
        &aasa,
    )
    .unwrap();
    let option = [
        "--aasa",
        aasa.to_str().unwrap(),
        "--callback",
        "https://app.example.com/belvo/success",
    ];
    assert_eq!(doctor("ios", &ios, &option).out, "Nothing is missing.\n");
    let other = [
        "--aasa",
        aasa.to_str().unwrap(),
        "--callback",
        "https://app.example.com/belvo/help/x",
    ];
    assert!(
        doctor("ios", &ios, &other)
            .out
            .contains("error: ios-aasa-path"),
        "excluded before it is included"
    );
}
