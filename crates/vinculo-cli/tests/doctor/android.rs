//! Android projects, each broken in one way: links.

use crate::broken::{Broken, Fix, change, check, groovy, kts};
use crate::support::{copy, doctor, of_code};

const MANIFEST: &str = "app/src/main/AndroidManifest.xml";
const BUILD: &str = "app/build.gradle";
const CONNECT: &str = "connect/src/main/AndroidManifest.xml";
const LINKS: &str = ".well-known/assetlinks.json";
const CALLBACK: &[&str] = &["--callback", "com.example.bank://success"];
const WEB: &[&str] = &["--callback", "https://app.example.com/belvo/success"];

const FILTER: &str = "            <intent-filter>
                <action android:name=\"android.intent.action.VIEW\" />
                <category android:name=\"android.intent.category.DEFAULT\" />
                <category android:name=\"android.intent.category.BROWSABLE\" />
                <data android:scheme=\"${callbackScheme}\" />
            </intent-filter>
";

const OTHERS: &str = "        <activity
            android:name=\".ShareActivity\"
            android:exported=\"true\">
            <intent-filter>
                <action android:name=\"android.intent.action.SEND\" />
                <category android:name=\"android.intent.category.DEFAULT\" />
                <data android:mimeType=\"image/*\" />
            </intent-filter>
        </activity>

        <activity android:name=\".SettingsActivity\" />
";

const SHARE: &str = "            android:name=\".ShareActivity\"
            android:exported=\"true\">";
const WITH_FILTER: &str = "            android:name=\".ShareActivity\"
            android:launchMode=\"singleTop\"
            android:exported=\"true\">
            <intent-filter>
                <action android:name=\"android.intent.action.VIEW\" />
                <category android:name=\"android.intent.category.DEFAULT\" />
                <category android:name=\"android.intent.category.BROWSABLE\" />
                <data android:scheme=\"com.example.bank\" />
            </intent-filter>";
const WITH_OTHER_FILTER: &str = "            android:name=\".ShareActivity\"
            android:launchMode=\"singleTop\"
            android:exported=\"true\">
            <intent-filter>
                <action android:name=\"android.intent.action.VIEW\" />
                <category android:name=\"android.intent.category.DEFAULT\" />
                <category android:name=\"android.intent.category.BROWSABLE\" />
                <data android:scheme=\"com.example.shares\" />
            </intent-filter>";

const ALIAS: &str = "        <activity android:name=\".SettingsActivity\" />
        <activity-alias android:name=\".Return\" android:targetActivity=\".SettingsActivity\" android:exported=\"true\">
            <intent-filter>
                <action android:name=\"android.intent.action.VIEW\" />
                <category android:name=\"android.intent.category.DEFAULT\" />
                <category android:name=\"android.intent.category.BROWSABLE\" />
                <data android:scheme=\"${callbackScheme}\" />
            </intent-filter>
        </activity-alias>";
const CLOSED_ALIAS: &str = "        <activity android:name=\".SettingsActivity\" android:launchMode=\"singleTop\" />
        <activity-alias android:name=\".Return\" android:targetActivity=\".SettingsActivity\" android:exported=\"false\">
            <intent-filter>
                <action android:name=\"android.intent.action.VIEW\" />
                <category android:name=\"android.intent.category.DEFAULT\" />
                <category android:name=\"android.intent.category.BROWSABLE\" />
                <data android:scheme=\"${callbackScheme}\" />
            </intent-filter>
        </activity-alias>";

/// What is proposed where several would do, or where what is written must keep working.
#[test]
fn what_is_proposed() {
    const LAUNCHER: &str = "            <intent-filter>
                <action android:name=\"android.intent.action.MAIN\" />
                <category android:name=\"android.intent.category.LAUNCHER\" />
            </intent-filter>
";
    const LAUNCHER_ALIAS: &str = "        <activity-alias android:name=\".Icon\" android:targetActivity=\".MainActivity\" android:exported=\"true\">
            <intent-filter>
                <action android:name=\"android.intent.action.MAIN\" />
                <category android:name=\"android.intent.category.LAUNCHER\" />
            </intent-filter>
        </activity-alias>
    </application>";
    const LAUNCHED: &str = "            android:launchMode=\"singleTask\">";
    for (sample, code, changes, args, says, text) in [
        (
            "android-groovy",
            "android-launch-mode",
            &[(MANIFEST, LAUNCHED, "            >")][..],
            &[][..],
            "one instance",
            "android:launchMode=\"singleTop\"",
        ),
        (
            "android-groovy",
            "android-launch-mode",
            &[
                (MANIFEST, LAUNCHED, "            >"),
                (MANIFEST, LAUNCHER, ""),
                (MANIFEST, "    </application>", LAUNCHER_ALIAS),
            ],
            &[],
            "one instance",
            "android:launchMode=\"singleTop\"",
        ),
        (
            "android-kts",
            "android-launch-mode",
            &[(
                CONNECT,
                "            android:launchMode=\"singleTask\"\n            android:theme=\"@android:style/Theme.NoDisplay\">",
                "            >",
            )],
            &[],
            "shows nothing and finishes",
            "android:launchMode=\"singleTask\"\nandroid:theme=\"@android:style/Theme.NoDisplay\"",
        ),
        (
            "android-kts",
            "android-callback-path",
            &[(CONNECT, "\"/belvo/\"", "\"/other/\"")],
            WEB,
            "Add to the filter:",
            "<data android:pathPrefix=\"/belvo/success/\" />",
        ),
        (
            "android-groovy",
            "android-scheme-generic",
            &[
                (MANIFEST, "${callbackScheme}", "myapp"),
                (
                    BUILD,
                    "applicationId \"com.example.bank\"",
                    "applicationId \"com.example.My_Bank\"",
                ),
            ],
            &[],
            "Add a scheme that is only yours",
            "<data android:scheme=\"com.example.my-bank\" />",
        ),
    ] {
        let folder = copy(sample, &format!("proposed-{code}-{sample}"));
        change(&folder, changes);
        let report = doctor("android", &folder, &[args, &["--json"]].concat()).json();
        let found = of_code(&report, code);
        assert_eq!(found.len(), 1, "{code}: {report:#}");
        let fix = &found[0]["fix"];
        assert!(fix["say"].as_str().unwrap().contains(says), "{code}: {fix}");
        assert_eq!(fix["text"], text, "{code}");
    }
}

#[test]
fn no_filter_is_edited_in_by_the_id_of_a_variant() {
    let folder = copy("android-groovy", "no-edit-by-a-variant");
    change(
        &folder,
        &[
            (MANIFEST, FILTER, ""),
            (MANIFEST, OTHERS, ""),
            (
                BUILD,
                "        release {\n",
                "        release {\n            applicationIdSuffix '.pro'\n",
            ),
        ],
    );
    let report = doctor("android", &folder, &["--json"]).json();
    let found = of_code(&report, "android-no-deep-link");
    assert_eq!(found.len(), 1, "{report:#}");
    assert_eq!(found[0]["fix"]["edits"], serde_json::json!([]));
}

#[test]
fn links_that_do_not_reach_the_app() {
    check(
        "android",
        &[
            Broken {
                // Which of three activities has the session is not written anywhere.
                fix: Fix::ByHand(&[(MANIFEST, SHARE, WITH_FILTER)]),
                ..groovy(
                    "android-no-deep-link",
                    "no filter for links",
                    &[(MANIFEST, FILTER, "")],
                    "AndroidManifest.xml No activity opens links",
                )
            },
            groovy(
                "android-no-deep-link",
                "no filter for links of the only activity",
                &[(MANIFEST, FILTER, ""), (MANIFEST, OTHERS, "")],
                "AndroidManifest.xml:13 No activity opens links",
            ),
            Broken {
                args: CALLBACK,
                fix: Fix::ByHand(&[(MANIFEST, "com.example.other", "${callbackScheme}")]),
                ..groovy(
                    "android-callback-undeclared",
                    "another scheme of two activities",
                    &[
                        (MANIFEST, "${callbackScheme}", "com.example.other"),
                        (MANIFEST, SHARE, WITH_OTHER_FILTER),
                    ],
                    "AndroidManifest.xml No activity takes com.example.bank://success",
                )
            },
            groovy(
                "android-launch-mode",
                "an alias of a standard activity",
                &[
                    (MANIFEST, FILTER, ""),
                    (
                        MANIFEST,
                        "        <activity android:name=\".SettingsActivity\" />",
                        ALIAS,
                    ),
                ],
                "AndroidManifest.xml:33 A link opens a second SettingsActivity",
            ),
            groovy(
                "android-exported-false",
                "an alias that is not exported",
                &[
                    (MANIFEST, FILTER, ""),
                    (
                        MANIFEST,
                        "        <activity android:name=\".SettingsActivity\" />",
                        CLOSED_ALIAS,
                    ),
                ],
                "Return has a filter for links",
            ),
            Broken {
                args: CALLBACK,
                ..groovy(
                    "android-callback-undeclared",
                    "another host",
                    &[(
                        MANIFEST,
                        "\"${callbackScheme}\" />",
                        "\"${callbackScheme}\" android:host=\"done\" />",
                    )],
                    "No activity takes com.example.bank://success",
                )
            },
            Broken {
                args: CALLBACK,
                ..groovy(
                    "android-callback-undeclared",
                    "another scheme by placeholder",
                    &[(
                        BUILD,
                        "[callbackScheme: 'com.example.bank']",
                        "[callbackScheme: 'com.example.other']",
                    )],
                    "com.example.bank://success",
                )
            },
            Broken {
                args: WEB,
                ..kts(
                    "android-callback-path",
                    "an exact path",
                    &[(
                        CONNECT,
                        "android:pathPrefix=\"/belvo/\"",
                        "android:path=\"/belvo/success\"",
                    )],
                    "nonce",
                )
            },
            Broken {
                args: WEB,
                ..kts(
                    "android-callback-path",
                    "another path",
                    &[(CONNECT, "\"/belvo/\"", "\"/other/\"")],
                    "AndroidManifest.xml:15 The filter takes other paths",
                )
            },
            kts(
                "android-callback-path",
                "an exact path and no callbacks",
                &[(
                    CONNECT,
                    "android:pathPrefix=\"/belvo/\"",
                    "android:path=\"/belvo/success\"",
                )],
                "matched exactly",
            ),
            groovy(
                "android-filter-incomplete",
                "not browsable",
                &[(
                    MANIFEST,
                    "                <category android:name=\"android.intent.category.BROWSABLE\" />\n",
                    "",
                )],
                "lacks BROWSABLE",
            ),
            groovy(
                "android-filter-incomplete",
                "no action and no default category",
                &[(
                    MANIFEST,
                    "                <action android:name=\"android.intent.action.VIEW\" />\n                <category android:name=\"android.intent.category.DEFAULT\" />\n",
                    "",
                )],
                "lacks VIEW and DEFAULT",
            ),
            groovy(
                "android-exported-missing",
                "a filter without exported",
                &[(
                    MANIFEST,
                    "            android:name=\".MainActivity\"\n            android:exported=\"true\"",
                    "            android:name=\".MainActivity\"",
                )],
                "MainActivity has an intent filter",
            ),
            kts(
                "android-exported-false",
                "not exported",
                &[(
                    CONNECT,
                    "\"true\"\n            android:launchMode",
                    "\"false\"\n            android:launchMode",
                )],
                "connect/src/main/AndroidManifest.xml:12 CallbackActivity",
            ),
            kts(
                "android-launch-mode",
                "the standard launch mode",
                &[(
                    CONNECT,
                    "            android:launchMode=\"singleTask\"\n            android:theme=\"@android:style/Theme.NoDisplay\">",
                    "            >",
                )],
                "second CallbackActivity",
            ),
            kts(
                "android-launch-mode",
                "the standard launch mode in words",
                &[
                    (CONNECT, "singleTask", "standard"),
                    (
                        CONNECT,
                        "\n            android:theme=\"@android:style/Theme.NoDisplay\"",
                        "",
                    ),
                ],
                "second CallbackActivity",
            ),
        ],
    );
}

#[test]
fn schemes() {
    check(
        "android",
        &[
            groovy("android-scheme-case", "upper case scheme", &[(MANIFEST, "${callbackScheme}", "com.Example.bank")], "never matched"),
            groovy("android-scheme-case", "upper case host", &[(MANIFEST, "\"${callbackScheme}\" />", "\"${callbackScheme}\" android:host=\"Success\" />")], "a host in lower case"),
            groovy("android-scheme-invalid", "scheme with slashes", &[(MANIFEST, "${callbackScheme}", "com.example.bank://")], "is no scheme"),
            groovy("android-scheme-invalid", "scheme with underscores", &[(MANIFEST, "${callbackScheme}", "your_deeplink_here")], "is no scheme"),
            Broken {
                fix: Fix::ByHand(&[(MANIFEST, "myapp", "com.example.bank")]),
                ..groovy("android-scheme-generic", "the documentation's scheme", &[(MANIFEST, "${callbackScheme}", "myapp")], "AndroidManifest.xml:25 Other apps")
            },
            groovy("android-scheme-collision", "two activities of one scheme", &[(MANIFEST, "        <activity android:name=\".SettingsActivity\" />", "        <activity android:name=\".OtherActivity\" android:exported=\"true\" android:launchMode=\"singleTop\">
            <intent-filter>
                <action android:name=\"android.intent.action.VIEW\" />
                <category android:name=\"android.intent.category.DEFAULT\" />
                <category android:name=\"android.intent.category.BROWSABLE\" />
                <data android:scheme=\"com.example.bank\" android:host=\"x\" />
            </intent-filter>
        </activity>
        <activity android:name=\".SettingsActivity\" />")], "MainActivity and OtherActivity both take com.example.bank:"),
            Broken {
                fix: Fix::ByHand(&[(BUILD, "manifestPlaceholders = [callbackScheme: scheme]", "manifestPlaceholders = [callbackScheme: 'a.b']")]),
                ..groovy("unknown-value", "a computed scheme", &[(BUILD, "manifestPlaceholders = [callbackScheme: 'com.example.bank']", "manifestPlaceholders = [callbackScheme: scheme]")], "AndroidManifest.xml:25 The scheme's value (callbackScheme)")
            },
        ],
    );
}

#[test]
fn app_links() {
    check(
        "android",
        &[
            Broken {
                args: WEB,
                ..kts(
                    "android-app-link-unverified",
                    "a callback that is not verified",
                    &[(CONNECT, " android:autoVerify=\"true\"", "")],
                    "From Android 12 on",
                )
            },
            kts(
                "android-web-link-unverified",
                "not verified",
                &[(CONNECT, " android:autoVerify=\"true\"", "")],
                "From Android 12 on",
            ),
            kts(
                "android-web-link-unverified",
                "verification off",
                &[(CONNECT, "autoVerify=\"true\"", "autoVerify=\"false\"")],
                "From Android 12 on",
            ),
            kts(
                "android-assetlinks-app",
                "another package",
                &[(LINKS, "com.example.bank", "com.example.old")],
                "gives no links to com.example.bank",
            ),
            Broken {
                fix: Fix::ByHand(&[(
                    LINKS,
                    "\"AB:CD\"",
                    "\"14:6D:E9:83:C5:73:06:50:D8:EE:B9:95:2F:34:FC:64:16:A0:83:42:E6:1D:BE:A8:8A:04:96:B2:3F:CF:44:E5\"",
                )]),
                ..kts(
                    "android-assetlinks-app",
                    "a fingerprint cut short",
                    &[(
                        LINKS,
                        "\"14:6D:E9:83:C5:73:06:50:D8:EE:B9:95:2F:34:FC:64:16:A0:83:42:E6:1D:BE:A8:8A:04:96:B2:3F:CF:44:E5\"",
                        "\"AB:CD\"",
                    )],
                    "32 bytes",
                )
            },
            Broken {
                fix: Fix::ByHand(&[(
                    LINKS,
                    "\"relation\": []",
                    "\"relation\": [\"delegate_permission/common.handle_all_urls\"]",
                )]),
                ..kts(
                    "android-assetlinks-app",
                    "no relation",
                    &[(
                        LINKS,
                        "\"relation\": [\"delegate_permission/common.handle_all_urls\"]",
                        "\"relation\": []",
                    )],
                    "gives no links",
                )
            },
            Broken {
                fix: Fix::ByHand(&[(LINKS, "", GOOD_LINKS)]),
                ..kts(
                    "android-assetlinks-malformed",
                    "torn assetlinks",
                    &[(LINKS, "", "[ {")],
                    "is no JSON",
                )
            },
            Broken {
                fix: Fix::ByHand(&[(LINKS, "", GOOD_LINKS)]),
                ..kts(
                    "android-assetlinks-malformed",
                    "an object for a list",
                    &[(LINKS, "", "{}")],
                    "must begin with [",
                )
            },
            Broken {
                fix: Fix::ByHand(&[(LINKS, "", GOOD_LINKS)]),
                ..kts(
                    "android-assetlinks-not-found",
                    "no assetlinks",
                    &[(LINKS, "", "-")],
                    "- The app takes https links",
                )
            },
        ],
    );
}

const GOOD_LINKS: &str = include_str!("android-kts/.well-known/assetlinks.json");
