/// Something that is decided once, and those who wait for it.
@MainActor final class Ending<Value: Sendable> {
    private(set) var decided: Result<Value, VinculoError>?
    private var waiting: [Int: CheckedContinuation<Value, any Error>] = [:]
    private var next = 0

    /// The first decision counts.
    func decide(_ decision: Result<Value, VinculoError>) {
        guard decided == nil else { return }
        decided = decision
        waiting.values.forEach { $0.resume(with: decision.mapError { $0 as any Error }) }
        waiting = [:]
    }

    /// Cancelling the task ends its waiting alone.
    func wait() async throws -> Value {
        if let decided { return try decided.get() }
        next += 1
        let id = next
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { continuation in
                if Task.isCancelled {
                    continuation.resume(throwing: CancellationError())
                } else {
                    waiting[id] = continuation
                }
            }
        } onCancel: {
            Task { @MainActor in waiting.removeValue(forKey: id)?.resume(throwing: CancellationError()) }
        }
    }
}
