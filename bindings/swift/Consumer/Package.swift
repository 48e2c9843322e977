// swift-tools-version: 6.0
import PackageDescription

// An app of somebody else's: `cargo xtask swift` copies it out of this repository, and tells where the package lies.
let package = Package(
    name: "Consumer",
    platforms: [.macOS(.v12)],
    dependencies: [.package(name: "Vinculo", path: Context.environment["VINCULO_PACKAGE"] ?? "../../..")],
    targets: [
        .executableTarget(name: "Consumer", dependencies: [.product(name: "Vinculo", package: "Vinculo")], path: "Sources")
    ]
)
