//! Android projects whose widget is on the package's own screen: who takes the links, and who tells whose session it is.

use crate::broken::{Broken, Fix, change, check, groovy, kts};
use crate::support::{copy, doctor, of_code};

const MANIFEST: &str = "app/src/main/AndroidManifest.xml";
const MAIN: &str = "app/src/main/java/com/example/bank/MainActivity.java";
const KTS_APP: &str = "app/src/main/kotlin/com/example/bank/BankApp.kt";
const KTS_MAIN: &str = "app/src/main/kotlin/com/example/bank/MainActivity.kt";
const CONNECT: &str = "connect/src/main/AndroidManifest.xml";
const CALLBACK: &[&str] = &["--callback", "com.example.bank://success"];

const SINGLE_TASK: &str = "            android:launchMode=\"singleTask\">";
const NAME: &str = " android:name=\".BankApp\"";
/// No session of the app's own: the package's screen has it.
const NO_OWN: (&str, &str, &str) = (
    MAIN,
    "        Session.current().openLink(intent.getDataString());\n",
    "",
);

const CALLBACK_ACTIVITY: &str = "
        <activity
            android:name=\".CallbackActivity\"
            android:exported=\"true\"
            android:launchMode=\"singleTask\"
            android:theme=\"@android:style/Theme.NoDisplay\">
            <intent-filter>
                <action android:name=\"android.intent.action.VIEW\" />
                <category android:name=\"android.intent.category.DEFAULT\" />
                <category android:name=\"android.intent.category.BROWSABLE\" />
                <data android:scheme=\"com.example.bank\" />
            </intent-filter>
        </activity>
    </application>";
const OTHER_CALLBACK: &str = "
        <activity
            android:name=\".CallbackActivity\"
            android:exported=\"true\"
            android:launchMode=\"singleTask\"
            android:theme=\"@android:style/Theme.NoDisplay\">
            <intent-filter>
                <action android:name=\"android.intent.action.VIEW\" />
                <category android:name=\"android.intent.category.DEFAULT\" />
                <category android:name=\"android.intent.category.BROWSABLE\" />
                <data android:scheme=\"com.example.other\" />
            </intent-filter>
        </activity>
    </application>";
const FILTER: &str = "            <intent-filter>
                <action android:name=\"android.intent.action.VIEW\" />
                <category android:name=\"android.intent.category.DEFAULT\" />
                <category android:name=\"android.intent.category.BROWSABLE\" />
                <data android:scheme=\"${callbackScheme}\" />
            </intent-filter>
";
const LAUNCHER: &str = "            <intent-filter>
                <action android:name=\"android.intent.action.MAIN\" />
                <category android:name=\"android.intent.category.LAUNCHER\" />
            </intent-filter>
";
const ICON: &str = "        <activity-alias android:name=\".Icon\" android:targetActivity=\".MainActivity\" android:exported=\"true\">
            <intent-filter>
                <action android:name=\"android.intent.action.MAIN\" />
                <category android:name=\"android.intent.category.LAUNCHER\" />
            </intent-filter>
        </activity-alias>
    </application>";
const TAKEN: &str =
    "        <activity android:name=\".CallbackActivity\" android:theme=\"@style/Theme.Bank\" />
    </application>";
const SETTINGS: &str = "        <activity android:name=\".SettingsActivity\" />";
const SETTINGS_ALIAS: &str = "        <activity android:name=\".SettingsActivity\" />
        <activity-alias android:name=\".Return\" android:targetActivity=\".SettingsActivity\" android:exported=\"true\">
            <intent-filter>
                <action android:name=\"android.intent.action.VIEW\" />
                <category android:name=\"android.intent.category.DEFAULT\" />
                <category android:name=\"android.intent.category.BROWSABLE\" />
                <data android:scheme=\"${callbackScheme}\" />
            </intent-filter>
        </activity-alias>";

const MODE: &str = "android-launch-mode";
const PROVIDER: &str = "android-no-provider";

#[test]
fn a_screen_of_the_apps_own_takes_no_links() {
    check(
        "android",
        &[
            groovy(
                MODE,
                "a singleTask launcher below the widget",
                &[NO_OWN],
                "AndroidManifest.xml:13 MainActivity is singleTask and lies below the widget",
            ),
            groovy(
                MODE,
                "a singleTop launcher below the widget",
                &[NO_OWN, (MANIFEST, "singleTask", "singleTop")],
                "second MainActivity",
            ),
            groovy(
                MODE,
                "a standard launcher below the widget",
                &[NO_OWN, (MANIFEST, SINGLE_TASK, "            >")],
                "second MainActivity",
            ),
            groovy(
                MODE,
                "a launcher by an alias below the widget",
                &[
                    NO_OWN,
                    (MANIFEST, LAUNCHER, ""),
                    (MANIFEST, "    </application>", ICON),
                ],
                "MainActivity is singleTask",
            ),
            groovy(
                MODE,
                "an alias of a standard screen below the widget",
                &[
                    NO_OWN,
                    (MANIFEST, FILTER, ""),
                    (MANIFEST, SETTINGS, SETTINGS_ALIAS),
                ],
                "second SettingsActivity",
            ),
            Broken {
                args: CALLBACK,
                ..groovy(
                    MODE,
                    "a launcher and a callback",
                    &[NO_OWN],
                    "MainActivity is singleTask",
                )
            },
            Broken {
                // What the other is for is not written anywhere.
                fix: Fix::ByHand(&[(MANIFEST, FILTER, ""), (MANIFEST, TAKEN, CALLBACK_ACTIVITY)]),
                ..groovy(
                    MODE,
                    "a launcher and another CallbackActivity",
                    &[NO_OWN, (MANIFEST, "    </application>", TAKEN)],
                    "MainActivity is singleTask",
                )
            },
            groovy(
                "android-no-deep-link",
                "no filter and the widget on its own screen",
                &[NO_OWN, (MANIFEST, FILTER, "")],
                "No activity opens links",
            ),
            Broken {
                args: CALLBACK,
                ..groovy(
                    "android-callback-undeclared",
                    "another scheme of an activity that shows nothing",
                    &[
                        NO_OWN,
                        (MANIFEST, FILTER, ""),
                        (MANIFEST, "    </application>", OTHER_CALLBACK),
                    ],
                    "AndroidManifest.xml:35 No activity takes com.example.bank://success",
                )
            },
        ],
    );
}

#[test]
fn the_fix_is_an_activity_of_its_own() {
    let folder = copy("android-groovy", "an-activity-of-its-own");
    change(&folder, &[NO_OWN]);
    let report = doctor("android", &folder, &["--json"]).json();
    let found = of_code(&report, MODE);
    assert_eq!(found.len(), 1, "{report:#}");
    crate::support::apply(&folder, found[0]);
    let manifest = std::fs::read_to_string(folder.join(MANIFEST)).unwrap();
    let added = CALLBACK_ACTIVITY
        .trim_start_matches('\n')
        .replace("com.example.bank", "${callbackScheme}");
    assert!(manifest.contains(&added), "{manifest}");
    assert_eq!(
        manifest.matches("${callbackScheme}").count(),
        1,
        "{manifest}"
    );
    let text = found[0]["fix"]["text"].as_str().unwrap();
    for words in [
        "class CallbackActivity : Activity()",
        "VinculoConnect.onNewIntent(",
        "MainActivity::class.java",
        "finish()",
    ] {
        assert!(text.contains(words), "{text}");
    }
}

#[test]
fn nobody_tells_whose_session_it_is() {
    check(
        "android",
        &[
            kts(
                PROVIDER,
                "a provider that the manifest does not name",
                &[(MANIFEST, NAME, "")],
                "AndroidManifest.xml:3 The application has no android:name",
            ),
            Broken {
                fix: Fix::ByHand(&[
                    (KTS_APP, "", APP),
                    (
                        MANIFEST,
                        "<application",
                        "<application android:name=\".BankApp\"",
                    ),
                ]),
                ..kts(
                    PROVIDER,
                    "no application at all",
                    &[(KTS_APP, "", "-"), (MANIFEST, NAME, "")],
                    "MainActivity.kt, throws",
                )
            },
            Broken {
                fix: Fix::ByHand(&[(KTS_APP, "", APP)]),
                ..kts(
                    PROVIDER,
                    "a named application that is none",
                    &[(KTS_APP, "", PLAIN)],
                    "AndroidManifest.xml:3 BankApp is no VinculoProvider",
                )
            },
            Broken {
                fix: Fix::ByHand(&[(KTS_APP, "", APP)]),
                ..kts(
                    PROVIDER,
                    "an application whose base is none",
                    &[
                        (KTS_APP, "", DERIVED),
                        ("app/src/main/kotlin/com/example/bank/BaseApp.kt", "", BASE),
                    ],
                    "BankApp is no VinculoProvider",
                )
            },
            Broken {
                fix: Fix::ByHand(&[(MANIFEST, "android.app.Application", ".BankApp")]),
                ..kts(
                    PROVIDER,
                    "the application of Android",
                    &[(MANIFEST, ".BankApp", "android.app.Application")],
                    "Application is no VinculoProvider",
                )
            },
        ],
    );
}

#[test]
fn nothing_is_said_where_it_is_right_or_unknown() {
    const BASE_APP: &str = "app/src/main/kotlin/com/example/bank/BaseApp.kt";
    const ELSEWHERE: &str = "package com.example.bank\n\nclass BankApp : CompanyBase()\n";
    const JAVA: &str = "package com.example.bank;\npublic class BankApp extends android.app.Application\n        implements dev.vinculo.android.VinculoProvider {}\n";
    const NO_SCREEN: &str = "package com.example.bank\n\n// VinculoConnect() is for others.\nval view = dev.vinculo.android.ConnectView(context)\n";
    const NO_LINK: &str = "package com.example.bank.connect\n\nval verdict = VinculoConnect.onNewIntent(intent, callbackUrls)\n";
    let class = "connect/src/main/kotlin/com/example/bank/connect/CallbackActivity.kt";
    for (name, changes) in [
        (
            "a provider by its base",
            &[(KTS_APP, "", DERIVED), (BASE_APP, "", GOOD_BASE)][..],
        ),
        (
            "a base that is not in the sources",
            &[(KTS_APP, "", ELSEWHERE)],
        ),
        (
            "an application of a library",
            &[
                (KTS_APP, "", "-"),
                (MANIFEST, ".BankApp", "com.company.App"),
            ],
        ),
        (
            "a name by a placeholder",
            &[(KTS_APP, "", PLAIN), (MANIFEST, ".BankApp", "${app}")],
        ),
        (
            "a provider of Java",
            &[
                (KTS_APP, "", "-"),
                ("app/src/main/java/BankApp.java", "", JAVA),
            ],
        ),
        (
            "a name by a library's manifest",
            &[
                (MANIFEST, NAME, ""),
                (
                    CONNECT,
                    "<application>",
                    "<application android:name=\"com.example.bank.BankApp\">",
                ),
            ],
        ),
        (
            "no screen of the package",
            &[
                (KTS_APP, "", PLAIN),
                (KTS_MAIN, "", NO_SCREEN),
                (class, "", NO_LINK),
            ],
        ),
    ] {
        let folder = copy(
            "android-kts",
            &format!("connect-{}", name.replace(' ', "-")),
        );
        change(&folder, changes);
        let ran = doctor("android", &folder, &["--strict", "--json"]);
        assert_eq!(
            (ran.code, &ran.json()["findings"]),
            (0, &serde_json::json!([])),
            "{name}: {}",
            ran.out
        );
    }
    // Links of the launcher that are none of the session's, beside an activity that passes on.
    let folder = copy("android-groovy", "connect-other-links-of-the-launcher");
    let other = "<data android:scheme=\"com.example.bank.accounts\" />";
    change(
        &folder,
        &[
            NO_OWN,
            (
                MANIFEST,
                "<data android:scheme=\"${callbackScheme}\" />",
                other,
            ),
            (MANIFEST, "    </application>", CALLBACK_ACTIVITY),
        ],
    );
    for args in [&[][..], CALLBACK] {
        let ran = doctor("android", &folder, &[&["--strict"], args].concat());
        assert_eq!(ran.code, 0, "{}", ran.out);
    }
}

const APP: &str = include_str!("android-kts/app/src/main/kotlin/com/example/bank/BankApp.kt");
const PLAIN: &str = "package com.example.bank

// Not yet a VinculoProvider.
class BankApp : android.app.Application()
";
const DERIVED: &str = "package com.example.bank\n\nclass BankApp : BaseApp() {\n}\n";
const BASE: &str =
    "package com.example.bank\n\nopen class BaseApp : android.app.Application() {\n}\n";
const GOOD_BASE: &str = "package com.example.bank\n\nopen class BaseApp : android.app.Application(), dev.vinculo.android.VinculoProvider {\n}\n";
