//! The devices that are built for.

/// The oldest iOS; `Package.swift` and `Info.plist` say the same.
pub(super) const MIN_IOS: &str = "15.0";

/// All of Rust's targets.
pub(super) const TARGETS: [&str; 3] = [
    "aarch64-apple-ios",
    "aarch64-apple-ios-sim",
    "x86_64-apple-ios",
];

/// One framework in the `XCFramework`.
pub(super) struct Slice {
    pub(super) name: &'static str,
    /// As `CFBundleSupportedPlatforms` calls it.
    pub(super) platform: &'static str,
    pub(super) targets: &'static [&'static str],
}

pub(super) const SLICES: [Slice; 2] = [
    Slice {
        name: "device",
        platform: "iPhoneOS",
        targets: &["aarch64-apple-ios"],
    },
    Slice {
        name: "simulator",
        platform: "iPhoneSimulator",
        targets: &["aarch64-apple-ios-sim", "x86_64-apple-ios"],
    },
];
