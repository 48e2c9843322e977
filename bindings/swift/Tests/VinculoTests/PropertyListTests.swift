import Foundation
import Testing

/// The files that an XCFramework is made of, read by the platform's own reader: a Mac would say it only when it is too late.
@Suite struct PropertyListTests {
    private func read(_ path: String) throws -> [String: Any] {
        let swift = (1...3).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }
        let data = try Data(contentsOf: swift.appendingPathComponent(path))
        let list = try PropertyListSerialization.propertyList(from: data, format: nil)
        return try #require(list as? [String: Any])
    }

    @Test func theFrameworkSaysWhatItIs() throws {
        let info = try read("Framework/Info.plist")
        #expect(info["CFBundlePackageType"] as? String == "FMWK")
        #expect(info["CFBundleExecutable"] as? String == "VinculoFFI")
        #expect(info["CFBundleName"] as? String == "VinculoFFI")
        #expect(info["CFBundleIdentifier"] as? String == "dev.vinculo.VinculoFFI")
        #expect(info["CFBundleInfoDictionaryVersion"] as? String == "6.0")
        #expect(info["MinimumOSVersion"] as? String == "15.0")
        // Put in by `cargo xtask ios`, for each slice.
        #expect(info["CFBundleSupportedPlatforms"] as? [String] == ["@PLATFORM@"])
        #expect(info["CFBundleVersion"] as? String == "@VERSION@")
        #expect(info["CFBundleShortVersionString"] as? String == "@VERSION@")
    }

    @Test func thePrivacyManifestIsOne() throws {
        let privacy = try read("Sources/Vinculo/PrivacyInfo.xcprivacy")
        #expect(privacy["NSPrivacyTracking"] as? Bool == false)
        #expect((privacy["NSPrivacyTrackingDomains"] as? [String])?.isEmpty == true)
        #expect((privacy["NSPrivacyCollectedDataTypes"] as? [Any])?.isEmpty == true)
        let accessed = try #require(privacy["NSPrivacyAccessedAPITypes"] as? [[String: Any]])
        let reasons = accessed.map { ($0["NSPrivacyAccessedAPIType"] as? String, $0["NSPrivacyAccessedAPITypeReasons"] as? [String]) }
        #expect(reasons.count == 1)
        #expect(reasons[0].0 == "NSPrivacyAccessedAPICategoryFileTimestamp")
        #expect(reasons[0].1 == ["C617.1"])
    }
}
