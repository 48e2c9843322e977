import Foundation
import Testing

/// The app's words: every language has all of them, each is used, and no screen asks for one that is not there.
@Suite struct WordsTests {
    private let app = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().appendingPathComponent("../../../../ios-demo/Lumen").standardized

    private func words(_ language: String) throws -> [String: String] {
        let table = app.appendingPathComponent("Resources/\(language).lproj/Localizable.strings")
        var words: [String: String] = [:]
        for line in try String(contentsOf: table, encoding: .utf8).split(separator: "\n") {
            let parts = line.components(separatedBy: "\" = \"")
            try #require(parts.count == 2 && line.hasPrefix("\"") && line.hasSuffix("\";"), "\(language): \(line)")
            #expect(words.updateValue(String(parts[1].dropLast(2)), forKey: String(parts[0].dropFirst())) == nil, "\(line)")
        }
        return words
    }

    @Test(arguments: ["es", "pt"]) func everyLanguageHasTheSameWords(_ language: String) throws {
        let (english, other) = (try words("en"), try words(language))
        #expect(english.count > 40)
        #expect(Set(english.keys) == Set(other.keys))
        #expect(!other.values.contains { $0.isEmpty })
        // What is left in English is a translation that was forgotten.
        #expect(Set(english.filter { other[$0.key] == $0.value }.keys).subtracting(["no", "outcome.id"]).isEmpty)
    }

    @Test func whatScreensAskForIsThere() throws {
        let known = Set(try words("en").keys)
        let folder = app.appendingPathComponent("Screens")
        let files = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
        let text = try files.map { try String(contentsOf: $0, encoding: .utf8) }.joined()
        // Every string literal that looks like a key.
        let literals = text.components(separatedBy: "\"").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
        let groups = Set(known.map { $0.prefix { $0 != "." } })
        let asked = literals.filter { known.contains($0) || ($0.contains(".") && groups.contains($0.prefix { $0 != "." })) }
        #expect(Set(asked).subtracting(known) == [])
        #expect(known.subtracting(asked) == [])
    }
}
