//! Android projects, each broken in one way: the package, libraries and the network.

use crate::broken::{Broken, Fix, check, groovy, kts};

const MANIFEST: &str = "app/src/main/AndroidManifest.xml";
const BUILD: &str = "app/build.gradle";
const CONNECT: &str = "connect/src/main/AndroidManifest.xml";

#[test]
fn the_package() {
    const KTS: &str = "app/build.gradle.kts";
    const SETTINGS: &str = "settings.gradle";
    check(
        "android",
        &[
            groovy(
                "android-dependency-missing",
                "no dependency",
                &[(
                    BUILD,
                    "    implementation 'dev.vinculo:vinculo-android:0.1.0'\n",
                    "",
                )],
                "app/build.gradle The app does not depend",
            ),
            groovy(
                "android-repository-missing",
                "no repository in Groovy",
                &[(
                    SETTINGS,
                    "        maven { url '../vinculo/target/maven' }\n",
                    "",
                )],
                "settings.gradle:10 No repository",
            ),
            kts(
                "android-repository-missing",
                "no repository in Kotlin",
                &[(
                    "settings.gradle.kts",
                    "        maven(url = uri(\"../vinculo/target/maven\"))\n",
                    "        maven(\"https://jitpack.io\")\n",
                )],
                "No repository",
            ),
            groovy(
                "android-both-artefacts",
                "jar and AAR",
                &[(
                    BUILD,
                    "    testImplementation 'junit:junit:4.13.2'",
                    "    implementation 'dev.vinculo:vinculo:0.1.0'\n    testImplementation 'junit:junit:4.13.2'",
                )],
                "Duplicate class",
            ),
            groovy(
                "android-versions-differ",
                "two versions",
                &[(BUILD, "vinculo:0.1.0:linux", "vinculo:0.0.9:linux")],
                "is 0.0.9 here and 0.1.0 elsewhere",
            ),
            groovy(
                "android-jna-jar",
                "JNA as jar",
                &[(
                    BUILD,
                    "    testImplementation 'junit:junit:4.13.2'",
                    "    implementation 'net.java.dev.jna:jna:5.18.1'\n    testImplementation 'junit:junit:4.13.2'",
                )],
                "libraries are for desktops",
            ),
            kts(
                "android-jna-jar",
                "JNA as jar from a catalogue",
                &[(
                    KTS,
                    "    implementation(libs.jna) {\n        artifact { type = \"aar\" }\n    }\n",
                    "    implementation(libs.jna)\n",
                )],
                "libraries are for desktops",
            ),
            Broken {
                fix: Fix::ByHand(&[(
                    "gradle/libs.versions.toml",
                    "\"browser\", \"jna\"",
                    "\"browser\"",
                )]),
                ..kts(
                    "android-jna-jar",
                    "JNA as jar from a bundle",
                    &[
                        (
                            "gradle/libs.versions.toml",
                            "[plugins]",
                            "[bundles]\nbank = [\"vinculo-android\", \"browser\", \"jna\"]\n\n[plugins]",
                        ),
                        (
                            "connect/build.gradle.kts",
                            "    api(libs.vinculo.android)\n    implementation(libs.browser)\n",
                            "    api(libs.bundles.bank)\n",
                        ),
                    ],
                    "connect/build.gradle.kts:15 JNA is asked for as a jar",
                )
            },
            groovy(
                "android-jna-old",
                "old JNA held",
                &[(
                    BUILD,
                    "    testImplementation 'junit:junit:4.13.2'",
                    "    implementation('net.java.dev.jna:jna:5.13.0@aar') {\n        version { strictly '5.13.0' }\n    }\n    testImplementation 'junit:junit:4.13.2'",
                )],
                "16 KiB",
            ),
            groovy(
                "android-kotlin-old",
                "old Kotlin in buildscript",
                &[(
                    "build.gradle",
                    "kotlin-gradle-plugin:2.1.21",
                    "kotlin-gradle-plugin:1.9.24",
                )],
                "Kotlin 1.9.24",
            ),
            kts(
                "android-kotlin-old",
                "old Kotlin in a catalogue",
                &[(
                    "gradle/libs.versions.toml",
                    "kotlin = \"2.1.21\"",
                    "kotlin = \"2.0.21\"",
                )],
                "libs.versions.toml:3 Kotlin 2.0.21",
            ),
            groovy(
                "android-min-sdk",
                "minSdk 21 in Groovy",
                &[(BUILD, "minSdkVersion 24", "minSdkVersion 21")],
                "app/build.gradle:10 ",
            ),
            kts(
                "android-min-sdk",
                "minSdk 21 in a catalogue",
                &[(
                    "gradle/libs.versions.toml",
                    "min-sdk = \"24\"",
                    "min-sdk = \"21\"",
                )],
                "API 21",
            ),
            kts(
                "android-min-sdk",
                "minSdk 23 in Kotlin",
                &[(KTS, "libs.versions.min.sdk.get().toInt()", "23")],
                "API 23",
            ),
            Broken {
                fix: Fix::ByHand(&[(
                    BUILD,
                    "        targetSdkVersion 35\n",
                    "        targetSdkVersion 35\n        minSdkVersion 24\n",
                )]),
                ..groovy(
                    "unknown-value",
                    "minSdk elsewhere",
                    &[(BUILD, "        minSdkVersion 24\n", "")],
                    "app/build.gradle minSdk is not in",
                )
            },
            Broken {
                fix: Fix::ByHand(&[(KTS, "rootProject.extra[\"min\"] as Int", "24")]),
                ..kts(
                    "unknown-value",
                    "a computed minSdk",
                    &[(
                        KTS,
                        "libs.versions.min.sdk.get().toInt()",
                        "rootProject.extra[\"min\"] as Int",
                    )],
                    "minSdk is computed",
                )
            },
        ],
    );
}

#[test]
fn libraries_and_rules() {
    const KTS: &str = "app/build.gradle.kts";
    check(
        "android",
        &[
            groovy(
                "android-abi-excluded",
                "x86_64 alone",
                &[(BUILD, "'arm64-v8a', 'x86_64'", "'x86_64'")],
                "not for arm64-v8a",
            ),
            groovy(
                "android-abi-without-library",
                "armeabi-v7a in Groovy",
                &[(BUILD, "'arm64-v8a', 'x86_64'", "'armeabi-v7a', 'arm64-v8a'")],
                "Phones with armeabi-v7a",
            ),
            kts(
                "android-abi-without-library",
                "x86 in Kotlin",
                &[(KTS, "\"arm64-v8a\", \"x86_64\"", "\"arm64-v8a\", \"x86\"")],
                "Phones with x86 ",
            ),
            kts(
                "android-abi-without-library",
                "no filter of processors",
                &[(
                    KTS,
                    "        ndk {\n            abiFilters += listOf(\"arm64-v8a\", \"x86_64\")\n        }\n",
                    "",
                )],
                "JNA brings libraries",
            ),
            kts(
                "android-abi-without-library",
                "no filter of processors in a block of one line",
                &[(
                    KTS,
                    "    defaultConfig {
        applicationId = \"com.example.bank\"
        minSdk = libs.versions.min.sdk.get().toInt()
        targetSdk = libs.versions.target.sdk.get().toInt()
        ndk {
            abiFilters += listOf(\"arm64-v8a\", \"x86_64\")
        }
    }
",
                    "    defaultConfig { applicationId = \"com.example.bank\"; targetSdk = 35; minSdk = 24 }\n",
                )],
                "JNA brings libraries",
            ),
            groovy(
                "android-library-dropped",
                "all of JNA excluded",
                &[(
                    BUILD,
                    "useLegacyPackaging false",
                    "useLegacyPackaging false\n            excludes += '**/libjnidispatch.so'",
                )],
                "UnsatisfiedLinkError",
            ),
            kts(
                "android-library-dropped",
                "a processor excluded",
                &[(
                    KTS,
                    "            useLegacyPackaging = false",
                    "            useLegacyPackaging = false\n            excludes.add(\"lib/arm64-v8a/*\")",
                )],
                "UnsatisfiedLinkError",
            ),
            kts(
                "android-rules-ignored",
                "rules ignored",
                &[(
                    KTS,
                    "            isMinifyEnabled = true",
                    "            isMinifyEnabled = true\n            optimization { keepRules {\n                ignoreFromAllExternalDependencies(true)\n            } }",
                )],
                "told to ignore the rules",
            ),
        ],
    );
}

#[test]
fn the_network() {
    const CONFIG: &str = "app/src/main/res/xml/network_security_config.xml";
    const APPLICATION: &str = "<application android:name=\".BankApp\" android:label=\"Bank\">";
    check(
        "android",
        &[
            groovy(
                "android-internet-removed",
                "INTERNET removed",
                &[(
                    MANIFEST,
                    "    <uses-permission android:name=\"android.permission.POST",
                    "    <uses-permission android:name=\"android.permission.INTERNET\" tools:node=\"remove\" />\n    <uses-permission android:name=\"android.permission.POST",
                )],
                "nothing of the widget loads",
            ),
            kts(
                "android-cleartext",
                "clear by attribute",
                &[(
                    MANIFEST,
                    APPLICATION,
                    "<application android:name=\".BankApp\" android:label=\"Bank\" android:usesCleartextTraffic=\"true\">",
                )],
                "Every server",
            ),
            groovy(
                "android-cleartext",
                "clear for a domain",
                &[(CONFIG, "10.0.2.2", "bank.example.com")],
                "bank.example.com in clear",
            ),
            groovy(
                "android-cleartext",
                "clear for all",
                &[(
                    CONFIG,
                    "    <debug-overrides>",
                    "    <base-config cleartextTrafficPermitted=\"true\" />\n    <debug-overrides>",
                )],
                "every server",
            ),
            groovy(
                "android-user-certificates",
                "user certificates",
                &[(
                    CONFIG,
                    "    <debug-overrides>",
                    "    <base-config>\n        <trust-anchors>\n            <certificates src=\"user\" />\n        </trust-anchors>\n    </base-config>\n    <debug-overrides>",
                )],
                "network_security_config.xml:8 ",
            ),
            kts(
                "android-debuggable",
                "debuggable by attribute",
                &[(
                    MANIFEST,
                    APPLICATION,
                    "<application android:name=\".BankApp\" android:label=\"Bank\" android:debuggable=\"true\">",
                )],
                "can be debugged",
            ),
            kts(
                "android-debuggable",
                "debuggable release",
                &[(
                    "app/build.gradle.kts",
                    "isDebuggable = false",
                    "isDebuggable = true",
                )],
                "app/build.gradle.kts:22 ",
            ),
            kts(
                "android-queries-missing",
                "no queries",
                &[(CONNECT, "CustomTabsService", "Other")],
                "announce",
            ),
            kts(
                "android-queries-missing",
                "no queries at all",
                &[(
                    CONNECT,
                    "    <queries>\n        <intent>\n            <action android:name=\"android.support.customtabs.action.CustomTabsService\" />\n        </intent>\n    </queries>\n",
                    "",
                )],
                "Browser.kt asks",
            ),
        ],
    );
}
