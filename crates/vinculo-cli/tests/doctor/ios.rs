//! iOS projects, each broken in one way.

use crate::broken::{Broken, Fix, change, check};
use crate::support::{copy, doctor, of_code, write};

const INFO: &str = "Bank/Info.plist";
const PROJECT: &str = "Bank.xcodeproj/project.pbxproj";
const ENTITLEMENTS: &str = "Bank/Bank.entitlements";
const AASA: &str = "website/.well-known/apple-app-site-association";
const SCENE: &str = "Bank/SceneDelegate.swift";
const CALLBACK: &[&str] = &["--callback", "com.example.bank://success"];
const WEB: &[&str] = &["--callback", "https://app.example.com/belvo/success"];
const GOOD_AASA: &str = include_str!("ios/website/.well-known/apple-app-site-association");
const GOOD_SCENE: &str = include_str!("ios/Bank/SceneDelegate.swift");
const GOOD_PROJECT: &str = include_str!("ios/Bank.xcodeproj/project.pbxproj");

/// Without callbacks, with edits.
const fn ios(
    code: &'static str,
    name: &'static str,
    change: &'static [(&'static str, &'static str, &'static str)],
    says: &'static str,
) -> Broken {
    Broken {
        name,
        code,
        sample: "ios",
        change,
        args: &[],
        says,
        fix: Fix::Edits,
    }
}

const TYPES: &str = "	<key>CFBundleURLTypes</key>
	<array>
		<dict>
			<key>CFBundleTypeRole</key>
			<string>Viewer</string>
			<key>CFBundleURLSchemes</key>
			<array>
				<string>$(CALLBACK_SCHEME)</string>
			</array>
		</dict>
	</array>
";

#[test]
fn schemes() {
    check(
        "ios",
        &[
            Broken {
                args: CALLBACK,
                ..ios(
                    "ios-callback-undeclared",
                    "another scheme",
                    &[(INFO, "$(CALLBACK_SCHEME)", "com.example.other")],
                    "Bank/Info.plist:6 Bank does not declare",
                )
            },
            Broken {
                args: CALLBACK,
                ..ios(
                    "ios-callback-undeclared",
                    "no URL types",
                    &[(INFO, TYPES, "")],
                    "Bank/Info.plist Bank does not declare",
                )
            },
            ios(
                "ios-no-deep-link",
                "no links",
                &[
                    (INFO, TYPES, ""),
                    (
                        ENTITLEMENTS,
                        "	<key>com.apple.developer.associated-domains</key>
	<array>
		<string>applinks:app.example.com</string>
		<string>webcredentials:example.com</string>
	</array>
",
                        "",
                    ),
                ],
                "No link opens the app",
            ),
            Broken {
                fix: Fix::ByHand(&[(INFO, "your-url-here", "com.example.bank")]),
                ..ios(
                    "ios-scheme-generic",
                    "documentation's iOS scheme",
                    &[(INFO, "$(CALLBACK_SCHEME)", "your-url-here")],
                    "Info.plist:12 Other apps",
                )
            },
            ios(
                "ios-scheme-invalid",
                "iOS scheme with slashes",
                &[(INFO, "$(CALLBACK_SCHEME)", "com.example.bank://")],
                "is no scheme",
            ),
            ios(
                "ios-scheme-invalid",
                "https as URL type",
                &[(
                    INFO,
                    "		</dict>
	</array>
	<key>NSApp",
                    "		</dict>
		<dict>
			<key>CFBundleURLSchemes</key>
			<array>
				<string>https</string>
			</array>
		</dict>
	</array>
	<key>NSApp",
                )],
                "cannot take https",
            ),
            ios(
                "ios-scheme-duplicate",
                "declared twice",
                &[(
                    INFO,
                    "		</dict>
	</array>
	<key>NSApp",
                    "		</dict>
		<dict>
			<key>CFBundleURLSchemes</key>
			<array>
				<string>com.example.bank</string>
			</array>
		</dict>
	</array>
	<key>NSApp",
                )],
                "declared twice",
            ),
            Broken {
                fix: Fix::ByHand(&[(
                    "Config/Bank.xcconfig",
                    "",
                    "// For all\nCALLBACK_SCHEME = com.example.bank // ours\n",
                )]),
                ..ios(
                    "unknown-value",
                    "a setting of no file",
                    &[
                        (
                            PROJECT,
                            "				CALLBACK_SCHEME = com.example.bank;
				CODE_SIGN_ENTITLEMENTS = Bank/Bank.entitlements;
				INFOPLIST_FILE = \"$(SRCROOT)/Bank/Info.plist\";
				INFOPLIST_KEY",
                            "				CODE_SIGN_ENTITLEMENTS = Bank/Bank.entitlements;
				INFOPLIST_FILE = \"$(SRCROOT)/Bank/Info.plist\";
				INFOPLIST_KEY",
                        ),
                        (PROJECT, "				CALLBACK_SCHEME = com.example.bank;\n", ""),
                    ],
                    "(CALLBACK_SCHEME)",
                )
            },
            Broken {
                fix: Fix::ByHand(&[(
                    PROJECT,
                    "PLACEHOLDER",
                    "com.example.bank;\n				CALLBACK_SCHEME = com.example.bank",
                )]),
                ..ios(
                    "unknown-value",
                    "configurations that differ",
                    &[(
                        PROJECT,
                        "				CALLBACK_SCHEME = com.example.bank;
				CODE_SIGN_ENTITLEMENTS = Bank/Bank.entitlements;
				INFOPLIST_FILE = \"$(SRCROOT)/Bank/Info.plist\";
				INFOPLIST_KEY",
                        "				CALLBACK_SCHEME = PLACEHOLDER;
				CODE_SIGN_ENTITLEMENTS = Bank/Bank.entitlements;
				INFOPLIST_FILE = \"$(SRCROOT)/Bank/Info.plist\";
				INFOPLIST_KEY",
                    )],
                    "(CALLBACK_SCHEME)",
                )
            },
        ],
    );
}

#[test]
fn proposed_schemes_are_in_lower_case() {
    let folder = copy("ios", "proposed-scheme");
    let upper = GOOD_PROJECT.replace(
        "PRODUCT_BUNDLE_IDENTIFIER = com.example.bank;",
        "PRODUCT_BUNDLE_IDENTIFIER = com.example.Bank;",
    );
    assert_ne!(upper, GOOD_PROJECT);
    write(&folder.join(PROJECT), upper.as_bytes());
    change(
        &folder,
        &[
            (INFO, TYPES, ""),
            (ENTITLEMENTS, "associated-domains", "other"),
        ],
    );
    let report = doctor("ios", &folder, &["--json"]).json();
    let found = of_code(&report, "ios-no-deep-link");
    assert_eq!(found.len(), 1, "{report:#}");
    let fix = &found[0]["fix"];
    let lower = "<string>com.example.bank</string>";
    assert!(fix["text"].as_str().unwrap().contains(lower), "{fix}");
    assert!(
        fix["edits"][0]["text"].as_str().unwrap().contains(lower),
        "{fix}"
    );

    let folder = copy("ios", "proposed-spelling");
    change(
        &folder,
        &[(INFO, "$(CALLBACK_SCHEME)", "Com.Example.Bank://")],
    );
    let report = doctor("ios", &folder, &["--json"]).json();
    let found = of_code(&report, "ios-scheme-invalid");
    assert_eq!(found.len(), 1, "{report:#}");
    assert_eq!(found[0]["fix"]["text"], lower);
}

#[test]
fn universal_links() {
    check(
        "ios",
        &[
            Broken {
                args: WEB,
                ..ios(
                    "ios-associated-domain-missing",
                    "another domain",
                    &[(
                        ENTITLEMENTS,
                        "applinks:app.example.com",
                        "applinks:www.example.com",
                    )],
                    "Bank.entitlements:6 Bank is not associated",
                )
            },
            ios(
                "ios-associated-domain-malformed",
                "a domain with a scheme",
                &[(
                    ENTITLEMENTS,
                    "applinks:app.example.com",
                    "applinks:https://app.example.com/",
                )],
                "host alone",
            ),
            ios(
                "ios-associated-domain-developer",
                "developer mode",
                &[(
                    ENTITLEMENTS,
                    "applinks:app.example.com",
                    "applinks:app.example.com?mode=developer",
                )],
                "Bank.entitlements:7 mode=developer",
            ),
            Broken {
                args: WEB,
                fix: Fix::ByHand(&[(PROJECT, "", GOOD_PROJECT)]),
                ..ios(
                    "ios-entitlements-unused",
                    "entitlements of nobody",
                    &[
                        (
                            PROJECT,
                            "				CALLBACK_SCHEME = com.example.bank;
				CODE_SIGN_ENTITLEMENTS = Bank/Bank.entitlements;
				INFOPLIST_FILE = \"$(SRCROOT)/Bank/Info.plist\";
				INFOPLIST_KEY",
                            "				CALLBACK_SCHEME = com.example.bank;
				INFOPLIST_FILE = \"$(SRCROOT)/Bank/Info.plist\";
				INFOPLIST_KEY",
                        ),
                        (
                            PROJECT,
                            "				CODE_SIGN_ENTITLEMENTS = Bank/Bank.entitlements;\n",
                            "",
                        ),
                    ],
                    "has no CODE_SIGN_ENTITLEMENTS",
                )
            },
            Broken {
                fix: Fix::ByHand(&[(AASA, "", GOOD_AASA)]),
                ..ios(
                    "ios-aasa-malformed",
                    "torn association",
                    &[(AASA, "", "{ \"applinks\": ")],
                    "is no JSON",
                )
            },
            Broken {
                fix: Fix::ByHand(&[(AASA, "", GOOD_AASA)]),
                ..ios(
                    "ios-aasa-malformed",
                    "no appIDs",
                    &[(AASA, "appIDs", "apps")],
                    "without `appIDs`",
                )
            },
            ios(
                "ios-aasa-app",
                "another bundle",
                &[(
                    AASA,
                    "ABCDE12345.com.example.bank",
                    "ABCDE12345.com.example.bank.beta",
                )],
                "names no app com.example.bank",
            ),
            Broken {
                args: WEB,
                ..ios(
                    "ios-aasa-path",
                    "an exact universal path",
                    &[(AASA, "/belvo/*", "/belvo/success")],
                    "nonce",
                )
            },
            Broken {
                args: WEB,
                ..ios(
                    "ios-aasa-path",
                    "another universal path",
                    &[(AASA, "\"/belvo/*\"", "\"/shop/*\"")],
                    "do not cover",
                )
            },
            Broken {
                fix: Fix::ByHand(&[(AASA, "", GOOD_AASA)]),
                ..ios(
                    "ios-aasa-not-found",
                    "no association",
                    &[(AASA, "", "-")],
                    "- The app takes https links",
                )
            },
        ],
    );
}

#[test]
fn code_that_takes_links() {
    check(
        "ios",
        &[
            Broken {
                fix: Fix::ByHand(&[(
                    SCENE,
                    "",
                    "import SwiftUI\nstruct Root: View { var body: some View { Text(\"\").onOpenURL { url in open(url) } } }\n",
                )]),
                ..ios(
                    "ios-link-not-handled",
                    "nobody takes links",
                    &[(
                        SCENE,
                        "",
                        "import UIKit\n// func scene(_ scene: UIScene, openURLContexts\n",
                    )],
                    "Bank/Info.plist The app declares links, and no code takes them",
                )
            },
            Broken {
                fix: Fix::ByHand(&[(
                    SCENE,
                    "",
                    "import SwiftUI\nstruct Root: View { var body: some View { Text(\"\").vinculoConnect(isPresented: $isConnecting, with: vinculo) } }\n",
                )]),
                ..ios(
                    "ios-link-not-handled",
                    "nobody takes links, and no modifier of ours",
                    &[(SCENE, "", "import UIKit\n")],
                    "Bank/Info.plist The app declares links, and no code takes them",
                )
            },
            Broken {
                fix: Fix::ByHand(&[(SCENE, "", GOOD_SCENE)]),
                ..ios(
                    "ios-scene-link-not-handled",
                    "the app delegate takes them",
                    &[(
                        SCENE,
                        "",
                        "func application(_ app: UIApplication, open url: URL, options: [UIApplication.OpenURLOptionsKey: Any] = [:]) -> Bool { true }\n",
                    )],
                    "is never called",
                )
            },
            Broken {
                fix: Fix::ByHand(&[(SCENE, "", GOOD_SCENE)]),
                ..ios(
                    "ios-cold-start-link",
                    "cold start forgotten",
                    &[(
                        SCENE,
                        "        self.scene(scene, openURLContexts: connectionOptions.urlContexts)\n",
                        "",
                    )],
                    "SceneDelegate.swift A link that starts the app",
                )
            },
            Broken {
                fix: Fix::ByHand(&[(
                    INFO,
                    "	<key>NSAppTransportSecurity</key>",
                    "	<key>LSApplicationQueriesSchemes</key><array><string>x</string></array>\n	<key>NSAppTransportSecurity</key>",
                )]),
                ..ios(
                    "ios-queries-schemes",
                    "canOpenURL unannounced",
                    &[(
                        SCENE,
                        "import UIKit",
                        "import UIKit\nlet can = UIApplication.shared.canOpenURL(url)",
                    )],
                    "SceneDelegate.swift asks canOpenURL",
                )
            },
        ],
    );
}

#[test]
fn the_package_and_the_network() {
    check(
        "ios",
        &[
            Broken {
                fix: Fix::ByHand(&[(PROJECT, "", GOOD_PROJECT)]),
                ..ios("ios-package-missing", "no package", &[(PROJECT, "productName = Vinculo;", "productName = Other;")], "No target links")
            },
            Broken {
                fix: Fix::ByHand(&[(PROJECT, "productName = Vinculo;", "productName = VinculoUI;")]),
                ..ios("ios-package-missing", "the views not linked", &[(SCENE, "import UIKit", "import UIKit\nimport VinculoUI")], "SceneDelegate.swift imports VinculoUI")
            },
            ios("ios-deployment-target", "iOS 14", &[(PROJECT, "				IPHONEOS_DEPLOYMENT_TARGET = 15.0;
				SDKROOT = iphoneos;
				SWIFT_VERSION = 6.0;
			};
			name = Debug;", "				IPHONEOS_DEPLOYMENT_TARGET = 14.0;
				SDKROOT = iphoneos;
				SWIFT_VERSION = 6.0;
			};
			name = Debug;")], "The oldest iOS of Bank is 14.0"),
            ios("ios-arbitrary-loads", "arbitrary loads", &[(INFO, "NSAllowsLocalNetworking", "NSAllowsArbitraryLoads")], "Bank/Info.plist:19 Every server"),
            ios("ios-arbitrary-loads", "an exception", &[(INFO, "		<key>NSAllowsLocalNetworking</key>
		<true/>", "		<key>NSExceptionDomains</key>
		<dict><key>bank.example.com</key><dict><key>NSExceptionAllowsInsecureHTTPLoads</key><true/></dict></dict>")], "bank.example.com may be spoken to in clear"),
            Broken {
                fix: Fix::ByHand(&[(INFO, "", include_str!("ios/Bank/Info.plist"))]),
                ..ios("file-unreadable", "a torn Info.plist", &[(INFO, "<plist version=\"1.0\">", "<plist version=>")], "is no XML that can be read")
            },
        ],
    );
}

#[test]
fn what_an_app_overrides_or_is_not_for_phones_is_not_judged() {
    let folder = crate::support::copy("ios", "overrides");
    let path = folder.join(PROJECT);
    let text = GOOD_PROJECT
        .replace(
            "IPHONEOS_DEPLOYMENT_TARGET = 15.0",
            "IPHONEOS_DEPLOYMENT_TARGET = 12.0",
        )
        .replace(
            "CALLBACK_SCHEME =",
            "IPHONEOS_DEPLOYMENT_TARGET = 16.4;\n\t\t\t\tCALLBACK_SCHEME =",
        );
    crate::support::write(&path, text.as_bytes());
    let ran = crate::support::doctor("ios", &folder, &["--strict"]);
    assert_eq!(ran.out, "Nothing is missing.\n");

    crate::support::write(
        &path,
        GOOD_PROJECT.replace("iphoneos", "appletvos").as_bytes(),
    );
    let ran = crate::support::doctor("ios", &folder, &[]);
    assert!(
        ran.code == 2 && ran.err.contains("does not hold an iOS app"),
        "{ran:?}"
    );
}
