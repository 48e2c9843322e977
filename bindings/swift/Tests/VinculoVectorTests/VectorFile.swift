import Foundation
import VinculoGenerated

/// What a case expects, and what came.
struct Comparison {
    let expected: JSON
    let actual: JSON
}

/// What stands on a file and counts for every case that has none of its own.
struct Shared {
    var callbackURLs: CallbackUrls?
    var policy: Policy?
}

/// One vector file.
struct VectorFile {
    let name: String
    private let kind: String
    private let shared: Shared
    private let cases: [JSON]

    init(_ url: URL) throws {
        name = url.lastPathComponent
        let fields = try Fields(try JSON.read(Data(contentsOf: url)), at: "")
        kind = try fields.required("kind", fields.text("kind"))
        _ = try fields.text("about")
        var shared = Shared()
        if kind == "callbacks" || kind == "navigations" {
            shared.callbackURLs = try fields.object("callback_urls").map(callbackURLs)
        }
        if kind == "navigations" {
            shared.policy = try fields.object("policy").map(policy)
        }
        self.shared = shared
        cases = try fields.required("cases", fields.list("cases"))
        try fields.end()
    }

    /// Runs every case; one answer each, `nil` for what is as expected.
    func run() -> [String?] {
        cases.enumerated().map { index, value in
            var title = "\(name) [\(index)]"
            do {
                let fields = try Fields(value, at: "")
                title = "\(name) › \(try fields.required("name", fields.text("name")))"
                _ = try fields.text("source")
                let comparison = try run(fields)
                return comparison.expected.firstDifference(from: comparison.actual).map { "\(title): \($0)" }
            } catch {
                return "\(title): \(error)"
            }
        }
    }

    private func run(_ fields: Fields) throws -> Comparison {
        switch kind {
        case "callbacks": try runCallback(fields, shared)
        case "page_messages": try runPageMessage(fields)
        case "start_urls": try runStartURL(fields)
        case "navigations": try runNavigation(fields, shared)
        case "sessions": try runSession(fields)
        case "snapshots": try runSnapshot(fields)
        default: throw VectorProblem(place: "kind", what: "is unknown: \(kind)")
        }
    }
}
