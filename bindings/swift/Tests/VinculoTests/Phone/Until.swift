struct NeverHappened: Error, CustomStringConvertible {
    let what: String
    var description: String { "never: \(what)" }
}

/// Waits until something is so that nobody tells of. No test passes faster or slower for the limit.
@MainActor func until(_ what: String, _ condition: @MainActor () async throws -> Bool) async throws {
    for _ in 0..<6_000 {
        if try await condition() { return }
        try await Task.sleep(nanoseconds: 5_000_000)
    }
    throw NeverHappened(what: what)
}
