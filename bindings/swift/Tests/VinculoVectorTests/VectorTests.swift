import Foundation
import Testing

/// The golden files of `vectors/`, against the library: what Rust says of a URL, Swift says.
@Suite struct VectorTests {
    @Test func everyCaseIsAsRustHasIt() throws {
        let answers = try files().flatMap { try VectorFile($0).run() }
        let failures = answers.compactMap { $0 }
        for failure in failures {
            Issue.record("\(failure)")
        }
        // Read by whoever runs the tests: the count is the same in every language.
        print("vectors: \(answers.count - failures.count) passed, \(failures.count) failed")
        let countOfRust = try countOfRust()
        #expect(answers.count == countOfRust)
    }

    @Test func aDifferenceIsSeen() throws {
        let expected: JSON = ["a": ["b", ["c": "é"]], "d": true]
        let others: [JSON] = [
            ["a": ["b", ["c": "e\u{301}"]], "d": true], ["a": ["b", ["c": "é"]]], ["a": ["b"], "d": true],
            ["a": ["b", ["c": "é"]], "d": true, "e": "f"], ["a": ["b", ["c": "é"]], "d": "true"],
        ]
        for other in others {
            #expect(expected.firstDifference(from: other) != nil, "\(other)")
        }
        #expect(expected.firstDifference(from: ["a": ["b", ["c": "é"]], "d": true]) == nil)
    }

    private var root: URL {
        // …/bindings/swift/Tests/VinculoVectorTests/VectorTests.swift
        (1...5).reduce(URL(fileURLWithPath: #filePath)) { url, _ in url.deletingLastPathComponent() }
    }

    private func files() throws -> [URL] {
        let folder = root.appendingPathComponent("vectors")
        let all = FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil)
        let files = all?.compactMap { $0 as? URL }.filter { $0.pathExtension == "json" } ?? []
        return files.sorted { $0.path < $1.path }
    }

    /// What the tool of the same build counts: `1482 passed, 0 failed`.
    private func countOfRust() throws -> Int {
        let tool = try #require(ProcessInfo.processInfo.environment["VINCULO_TOOL"], "run me by `cargo xtask swift`")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: tool)
        process.arguments = ["vectors", root.appendingPathComponent("vectors").path]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        let closing = try #require(text.split(separator: "\n").last)
        return try #require(Int(closing.prefix { $0.isNumber }))
    }
}
