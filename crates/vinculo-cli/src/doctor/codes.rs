//! Every code, with how bad it is. `docs/doctor.md` says why each is one; a test holds the two together.

use super::finding::Severity;
use super::finding::Severity::{Error, Note, Warning};

/// The stable name of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Code {
    /// As it is printed.
    pub name: &'static str,
    /// How bad it is.
    pub severity: Severity,
}

macro_rules! codes {
    ($($constant:ident = $name:literal, $severity:ident;)*) => {
        impl Code {
            $(
                #[doc = concat!("`", $name, "`")]
                pub const $constant: Self = Self { name: $name, severity: $severity };
            )*
            /// All of them.
            pub const ALL: &[Self] = &[$(Self::$constant),*];
        }
    };
}

codes! {
    UNREADABLE = "file-unreadable", Error;
    PARTLY_READ = "project-partly-read", Warning;
    LINK_SKIPPED = "link-skipped", Note;
    UNKNOWN_VALUE = "unknown-value", Note;

    ANDROID_DEPENDENCY_MISSING = "android-dependency-missing", Error;
    ANDROID_REPOSITORY_MISSING = "android-repository-missing", Error;
    ANDROID_BOTH_ARTEFACTS = "android-both-artefacts", Error;
    ANDROID_VERSIONS_DIFFER = "android-versions-differ", Error;
    ANDROID_JNA_JAR = "android-jna-jar", Error;
    ANDROID_JNA_OLD = "android-jna-old", Error;
    ANDROID_KOTLIN_OLD = "android-kotlin-old", Error;
    ANDROID_MIN_SDK = "android-min-sdk", Error;
    ANDROID_ABI_EXCLUDED = "android-abi-excluded", Error;
    ANDROID_ABI_WITHOUT_LIBRARY = "android-abi-without-library", Warning;
    ANDROID_LIBRARY_DROPPED = "android-library-dropped", Error;
    ANDROID_RULES_IGNORED = "android-rules-ignored", Error;
    ANDROID_INTERNET_REMOVED = "android-internet-removed", Error;
    ANDROID_NO_PROVIDER = "android-no-provider", Error;
    ANDROID_NO_DEEP_LINK = "android-no-deep-link", Warning;
    ANDROID_CALLBACK_UNDECLARED = "android-callback-undeclared", Error;
    ANDROID_CALLBACK_PATH = "android-callback-path", Error;
    ANDROID_SCHEME_GENERIC = "android-scheme-generic", Warning;
    ANDROID_SCHEME_CASE = "android-scheme-case", Error;
    ANDROID_SCHEME_INVALID = "android-scheme-invalid", Error;
    ANDROID_SCHEME_COLLISION = "android-scheme-collision", Error;
    ANDROID_EXPORTED_MISSING = "android-exported-missing", Error;
    ANDROID_EXPORTED_FALSE = "android-exported-false", Error;
    ANDROID_LAUNCH_MODE = "android-launch-mode", Warning;
    ANDROID_FILTER_INCOMPLETE = "android-filter-incomplete", Error;
    ANDROID_APP_LINK_UNVERIFIED = "android-app-link-unverified", Error;
    ANDROID_WEB_LINK_UNVERIFIED = "android-web-link-unverified", Warning;
    ANDROID_ASSETLINKS_MALFORMED = "android-assetlinks-malformed", Error;
    ANDROID_ASSETLINKS_APP = "android-assetlinks-app", Error;
    ANDROID_ASSETLINKS_NOT_FOUND = "android-assetlinks-not-found", Note;
    ANDROID_QUERIES_MISSING = "android-queries-missing", Warning;
    ANDROID_CLEARTEXT = "android-cleartext", Warning;
    ANDROID_USER_CERTIFICATES = "android-user-certificates", Error;
    ANDROID_DEBUGGABLE = "android-debuggable", Error;

    IOS_PACKAGE_MISSING = "ios-package-missing", Error;
    IOS_DEPLOYMENT_TARGET = "ios-deployment-target", Error;
    IOS_NO_DEEP_LINK = "ios-no-deep-link", Warning;
    IOS_CALLBACK_UNDECLARED = "ios-callback-undeclared", Error;
    IOS_SCHEME_GENERIC = "ios-scheme-generic", Warning;
    IOS_SCHEME_INVALID = "ios-scheme-invalid", Error;
    IOS_SCHEME_DUPLICATE = "ios-scheme-duplicate", Warning;
    IOS_LINK_NOT_HANDLED = "ios-link-not-handled", Error;
    IOS_SCENE_LINK_NOT_HANDLED = "ios-scene-link-not-handled", Error;
    IOS_COLD_START_LINK = "ios-cold-start-link", Warning;
    IOS_QUERIES_SCHEMES = "ios-queries-schemes", Warning;
    IOS_ARBITRARY_LOADS = "ios-arbitrary-loads", Warning;
    IOS_ASSOCIATED_DOMAIN_MISSING = "ios-associated-domain-missing", Error;
    IOS_ASSOCIATED_DOMAIN_MALFORMED = "ios-associated-domain-malformed", Error;
    IOS_ASSOCIATED_DOMAIN_DEVELOPER = "ios-associated-domain-developer", Warning;
    IOS_ENTITLEMENTS_UNUSED = "ios-entitlements-unused", Error;
    IOS_AASA_MALFORMED = "ios-aasa-malformed", Error;
    IOS_AASA_APP = "ios-aasa-app", Error;
    IOS_AASA_PATH = "ios-aasa-path", Error;
    IOS_AASA_NOT_FOUND = "ios-aasa-not-found", Note;
}
