import Foundation

/// Where the journal of outcomes lies: private, readable once the device was unlocked after a start, and in no backup, since a
/// backup would bring back what another device has reported meanwhile.
enum JournalFolder {
    private static let file = "outcomes.journal"

    /// Application Support of the app itself. Not an app group's container: iOS kills an app that is suspended while it holds a
    /// lock on a file there.
    static func standard() throws -> URL {
        let support = try FileManager.default.url(
            for: .applicationSupportDirectory, in: .userDomainMask, appropriateFor: nil, create: true)
        return support.appendingPathComponent("Vinculo", isDirectory: true)
    }

    /// Makes the folder, and answers the path of the journal in it.
    static func prepare(_ folder: URL) throws -> String {
        try FileManager.default.createDirectory(
            at: folder, withIntermediateDirectories: true, attributes: attributes)
        #if canImport(Darwin)
        // For a folder of an earlier start. What is made in a folder gets its class of protection.
        try FileManager.default.setAttributes(attributes, ofItemAtPath: folder.path)
        var values = URLResourceValues()
        values.isExcludedFromBackup = true
        var excluded = folder
        try excluded.setResourceValues(values)
        #endif
        return folder.appendingPathComponent(file).path
    }

    private static var attributes: [FileAttributeKey: Any] {
        #if canImport(Darwin)
        [.protectionKey: FileProtectionType.completeUntilFirstUserAuthentication]
        #else
        [.posixPermissions: 0o700]
        #endif
    }
}
