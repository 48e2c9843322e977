//! Other good ways of writing a project: nothing is found, or a note and no more, and no edit is proposed for it.

use crate::broken::{Change, change};
use crate::support::{copy, doctor};

struct Variant {
    name: &'static str,
    platform: &'static str,
    sample: &'static str,
    change: Change,
    args: &'static [&'static str],
    /// The notes that it has.
    notes: &'static [&'static str],
}

const ANDROID: Variant = Variant {
    name: "",
    platform: "android",
    sample: "android-groovy",
    change: &[],
    args: &["--callback", "com.example.bank://success"],
    notes: &[],
};

const MANIFEST: &str = "app/src/main/AndroidManifest.xml";
const BUILD: &str = "app/build.gradle";
const CONNECT: &str = "connect/src/main/AndroidManifest.xml";
const CATALOG: &str = "gradle/libs.versions.toml";
const WEB: &[&str] = &["--callback", "https://app.example.com/belvo/success"];
const BY_ID: (&str, &str, &str) = (MANIFEST, "${callbackScheme}", "${applicationId}");
const OTHER_ID: (&str, &str, &str) = (
    BUILD,
    "applicationId \"com.example.bank\"",
    "applicationId \"com.example\"",
);
const NO_OTHER_SCHEME: (&str, &str, &str) = (
    BUILD,
    "        manifestPlaceholders = [callbackScheme: 'com.example.bank']\n",
    "",
);
const ALIAS: &str = "        <activity android:name=\".SettingsActivity\" android:launchMode=\"singleTop\" />
        <activity-alias android:name=\".Return\" android:targetActivity=\".SettingsActivity\" android:exported=\"true\">
            <intent-filter>
                <action android:name=\"android.intent.action.VIEW\" />
                <category android:name=\"android.intent.category.DEFAULT\" />
                <category android:name=\"android.intent.category.BROWSABLE\" />
                <data android:scheme=\"com.example.bank\" />
            </intent-filter>
        </activity-alias>";

#[test]
fn nothing_worse_than_a_note_is_found() {
    for variant in [
        Variant {
            name: "our modifier takes the links",
            platform: "ios",
            sample: "ios",
            change: &[
                ("Bank/SceneDelegate.swift", "", "-"),
                ("Bank/BankApp.swift", "", BANK_APP),
                (
                    "Bank.xcodeproj/project.pbxproj",
                    "productName = Vinculo;",
                    "productName = VinculoUI;",
                ),
            ],
            ..ANDROID
        },
        Variant {
            name: "a generic scheme beside the own one",
            change: &[(
                MANIFEST,
                "<data android:scheme=\"${callbackScheme}\" />",
                "<data android:scheme=\"myapp\" /><data android:scheme=\"${callbackScheme}\" />",
            )],
            ..ANDROID
        },
        Variant {
            name: "an alias of a singleTop activity",
            change: &[
                (
                    MANIFEST,
                    "<data android:scheme=\"${callbackScheme}\" />",
                    "<data android:scheme=\"com.example.other\" />",
                ),
                (
                    MANIFEST,
                    "        <activity android:name=\".SettingsActivity\" />",
                    ALIAS,
                ),
            ],
            ..ANDROID
        },
        Variant {
            name: "a suffix of a build type",
            change: &[
                BY_ID,
                OTHER_ID,
                NO_OTHER_SCHEME,
                (
                    BUILD,
                    "        release {\n",
                    "        release {\n            applicationIdSuffix '.bank'\n",
                ),
            ],
            notes: &["unknown-value"],
            ..ANDROID
        },
        Variant {
            name: "an id of a flavour",
            change: &[
                BY_ID,
                OTHER_ID,
                NO_OTHER_SCHEME,
                (
                    BUILD,
                    "    buildTypes {\n",
                    "    productFlavors {\n        bank { applicationId 'com.example.bank' }\n        shop { applicationId 'com.example.shop' }\n    }\n\n    buildTypes {\n",
                ),
            ],
            notes: &["unknown-value"],
            ..ANDROID
        },
        Variant {
            name: "a computed id",
            change: &[
                BY_ID,
                NO_OTHER_SCHEME,
                (
                    BUILD,
                    "namespace 'com.example.bank'",
                    "namespace 'com.example.code'",
                ),
                (
                    BUILD,
                    "applicationId \"com.example.bank\"",
                    "applicationId bank.id",
                ),
            ],
            notes: &["unknown-value"],
            ..ANDROID
        },
        Variant {
            name: "a suffix of what does not ship",
            change: &[
                BY_ID,
                NO_OTHER_SCHEME,
                (
                    BUILD,
                    "        release {\n",
                    "        debug {\n            applicationIdSuffix '.debug'\n        }\n        release {\n",
                ),
            ],
            ..ANDROID
        },
        Variant {
            name: "a path with the id of variants",
            sample: "android-kts",
            change: &[
                (CONNECT, "\"/belvo/\"", "\"/${applicationId}/\""),
                (
                    "app/build.gradle.kts",
                    "            isDebuggable = false",
                    "            isDebuggable = false\n            applicationIdSuffix = \".bank\"",
                ),
            ],
            args: WEB,
            // The path, and the package of the website's file.
            notes: &["unknown-value", "unknown-value"],
            ..ANDROID
        },
        Variant {
            name: "a bundle of a catalogue",
            sample: "android-kts",
            change: &[
                (
                    CATALOG,
                    "[plugins]",
                    "[bundles]\nbank-ui = [\"vinculo-android\", \"browser\"]\n\n[plugins]",
                ),
                (
                    "connect/build.gradle.kts",
                    "    api(libs.vinculo.android)\n    implementation(libs.browser)\n",
                    "    api(libs.bundles.bank.ui)\n",
                ),
            ],
            args: WEB,
            ..ANDROID
        },
    ] {
        let folder = copy(variant.sample, &variant.name.replace(' ', "-"));
        change(&folder, variant.change);
        let args = [&["--strict", "--json"], variant.args].concat();
        let ran = doctor(variant.platform, &folder, &args);
        let report = ran.json();
        let findings = report["findings"].as_array().unwrap();
        let codes: Vec<_> = findings
            .iter()
            .map(|finding| finding["code"].as_str().unwrap())
            .collect();
        assert_eq!(codes, variant.notes, "{}: {report:#}", variant.name);
        assert!(findings.iter().all(|finding| finding["severity"] == "note"));
        assert!(
            findings
                .iter()
                .all(|finding| finding["fix"]["edits"] == serde_json::json!([]))
        );
        assert_eq!(ran.code, 0, "{}", variant.name);
    }
}

const BANK_APP: &str = "import SwiftUI
import VinculoUI

@main
struct BankApp: App {
    @State private var isConnecting = false

    var body: some Scene {
        WindowGroup {
            Accounts(isConnecting: $isConnecting)
                .vinculoConnect(isPresented: $isConnecting, with: vinculo, options: options) { outcome in
                    show(outcome)
                }
        }
    }
}
";
