//! Good projects have no findings: no wolf is cried.

use std::path::Path;

use crate::support::{doctor, sample};

#[test]
fn nothing_is_found_in_good_projects() {
    for (platform, name, callbacks) in [
        (
            "android",
            "android-groovy",
            &["com.example.bank://success", "com.example.bank://exit"][..],
        ),
        (
            "android",
            "android-kts",
            &[
                "https://app.example.com/belvo/success",
                "https://app.example.com/belvo/exit",
            ],
        ),
        (
            "ios",
            "ios",
            &[
                "com.example.bank://success",
                "https://app.example.com/belvo/success",
            ],
        ),
    ] {
        let mut args = vec!["--strict"];
        for with_callbacks in [false, true] {
            if with_callbacks {
                args.extend(callbacks.iter().flat_map(|url| ["--callback", *url]));
            }
            let ran = doctor(platform, &sample(name), &args);
            assert_eq!(
                (ran.code, ran.out.as_str()),
                (0, "Nothing is missing.\n"),
                "{name}"
            );
            assert_eq!(ran.err, "");
        }
    }
}

/// As they are after a build, too: what this repository's own build leaves beside their sources is none of theirs.
#[test]
fn nothing_is_found_in_the_demo_apps() {
    for platform in ["android", "ios"] {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../{platform}-demo"));
        let mut args = vec!["--strict"];
        for callback in [
            "dev.vinculo.lumen://success",
            "dev.vinculo.lumen://exit",
            "dev.vinculo.lumen://event",
        ] {
            args.extend(["--callback", callback]);
        }
        let ran = doctor(platform, &folder, &args);
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (0, "Nothing is missing.\n"),
            "{platform}"
        );
    }
}
