/// What is shown, and who watches it.
@MainActor final class Shown {
    private(set) var value = ConnectState.initial
    private var watchers: [Int: AsyncStream<ConnectState>.Continuation] = [:]
    private var next = 0
    private var isFinished = false

    func change(_ change: (inout ConnectState) -> Void) {
        let before = value
        change(&value)
        if value != before {
            watchers.values.forEach { $0.yield(value) }
        }
        if value.phase == .finished {
            finish()
        }
    }

    /// The present value first; of those that follow, the newest.
    func values() -> AsyncStream<ConnectState> {
        AsyncStream(bufferingPolicy: .bufferingNewest(1)) { watcher in
            watcher.yield(value)
            guard !isFinished else { return watcher.finish() }
            next += 1
            let id = next
            watchers[id] = watcher
            watcher.onTermination = { [weak self] _ in
                Task { @MainActor in self?.watchers[id] = nil }
            }
        }
    }

    func finish() {
        isFinished = true
        watchers.values.forEach { $0.finish() }
        watchers = [:]
    }

    deinit {
        watchers.values.forEach { $0.finish() }
    }
}
