//! Good projects have no findings: no wolf is cried.

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
