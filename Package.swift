// swift-tools-version: 6.0
import Foundation
import PackageDescription

// The Rust library reaches Swift in one of two ways:
//   on Apple platforms as an XCFramework, which `cargo xtask ios` builds on a Mac and leaves in this folder;
//   elsewhere as the library that cargo builds for the machine itself, which the linker is told to find (`cargo xtask swift`).
// There is no published release to download yet, so an app on an Apple platform needs a clone in which the first was built.
let framework = "bindings/swift/VinculoFFI.xcframework"
let hasFramework = FileManager.default.fileExists(atPath: "\(Context.packageDirectory)/\(framework)")
/// Set by `cargo xtask swift`: tests run on the machine itself, for which the XCFramework has no slice.
let isForThisMachine = Context.environment["VINCULO_THIS_MACHINE"] != nil

#if os(macOS)
if !hasFramework && !isForThisMachine {
    fatalError(
        """
        Vinculo has no published release yet, so its library must be built once: clone the repository, run `cargo xtask ios` \
        in it, and add that folder as a local package.
        """)
}
#endif

let usesFramework = hasFramework && !isForThisMachine
let ffi: Target =
    usesFramework
    ? .binaryTarget(name: "VinculoFFI", path: framework)
    : .systemLibrary(name: "VinculoFFI", path: "bindings/swift/Sources/VinculoFFI")

let package = Package(
    name: "Vinculo",
    defaultLocalization: "en",
    platforms: [.iOS(.v15), .macOS(.v12)],
    products: [
        .library(name: "Vinculo", targets: ["Vinculo"]),
        .library(name: "VinculoUI", targets: ["VinculoUI"]),
    ],
    targets: [
        ffi,
        .target(
            name: "VinculoGenerated",
            dependencies: ["VinculoFFI"],
            path: "bindings/swift/Sources/VinculoGenerated",
            // What uniffi writes is made for this mode.
            swiftSettings: [.swiftLanguageMode(.v5)],
            linkerSettings: usesFramework ? [] : [.linkedLibrary("vinculo")]
        ),
        .target(
            name: "Vinculo",
            dependencies: ["VinculoGenerated"],
            path: "bindings/swift/Sources/Vinculo",
            resources: [.copy("PrivacyInfo.xcprivacy")]
        ),
        // Nothing but texts where there is no UIKit. `cargo xtask swift` compiles it there against stubs.
        .target(
            name: "VinculoUI",
            dependencies: ["Vinculo"],
            path: "bindings/swift/Sources/VinculoUI",
            resources: [.process("Resources")]
        ),
        .testTarget(
            name: "VinculoVectorTests",
            dependencies: ["VinculoGenerated"],
            path: "bindings/swift/Tests/VinculoVectorTests"
        ),
        .testTarget(
            name: "VinculoTests",
            dependencies: ["Vinculo", "VinculoGenerated"],
            path: "bindings/swift/Tests/VinculoTests",
            exclude: ["plain-texts.txt"]
        ),
        .testTarget(
            name: "VinculoSoakTests",
            dependencies: ["Vinculo"],
            path: "bindings/swift/Tests/VinculoSoakTests"
        ),
    ] + (isForThisMachine ? [benchmarks, demo, demoTests] : [])
)

/// What a call costs; for `cargo xtask bench`.
var benchmarks: Target {
    .executableTarget(
        name: "VinculoBenchmarks",
        dependencies: ["VinculoFFI", "VinculoGenerated"],
        path: "bindings/swift/Benchmarks"
    )
}

/// What the demo app for iOS knows and does, without its screens. Xcode builds the app from `ios-demo/Lumen.xcodeproj`.
var demo: Target {
    .target(
        name: "Lumen",
        dependencies: ["Vinculo"],
        path: "ios-demo/Lumen/Model",
        // The Observation library of Swift 6.0 on Linux lacks a function that it calls before it aborts (swiftlang/swift #75670).
        linkerSettings: [.unsafeFlags(["-Xlinker", "--allow-shlib-undefined"], .when(platforms: [.linux]))]
    )
}

var demoTests: Target {
    .testTarget(name: "DemoTests", dependencies: ["Lumen", "Vinculo"], path: "bindings/swift/Tests/DemoTests")
}
