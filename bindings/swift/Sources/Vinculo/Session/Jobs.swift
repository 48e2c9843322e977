/// Tasks of a session that are under way, to end them together.
final class Jobs: Sendable {
    private struct State {
        var isOver = false
        var next = 0
        var tasks: [Int: Task<Void, Never>] = [:]
    }

    private let state = Guarded(State())

    /// An error ends the job, and nothing else: it was cancelled.
    func start(_ work: @escaping @MainActor @Sendable () async throws -> Void) {
        state.with { state in
            guard !state.isOver else { return }
            state.next += 1
            let id = state.next
            state.tasks[id] = Task { @MainActor [weak self] in
                try? await work()
                self?.state.with { $0.tasks[id] = nil }
            }
        }
    }

    func cancel() {
        let tasks = state.with { state in
            state.isOver = true
            defer { state.tasks = [:] }
            return state.tasks.values
        }
        tasks.forEach { $0.cancel() }
    }
}
