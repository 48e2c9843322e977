/// Moments at which waiting longer makes no sense: the network is back, the app came to the front.
final class Wakes: Sendable {
    private struct State {
        var count = 0
        var nextWaiter = 0
        var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
    }

    private let state = Guarded(State())

    /// How many there were.
    var count: Int { state.with { $0.count } }

    func wake() {
        let waiters = state.with { state in
            state.count += 1
            defer { state.waiters = [:] }
            return state.waiters.values
        }
        waiters.forEach { $0.resume() }
    }

    /// Waits until there were more than `count`, or the task is cancelled.
    func next(after count: Int) async {
        let id = state.with { state in
            state.nextWaiter += 1
            return state.nextWaiter
        }
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isOver = state.with { state in
                    if state.count > count || Task.isCancelled { return true }
                    state.waiters[id] = continuation
                    return false
                }
                if isOver { continuation.resume() }
            }
        } onCancel: {
            state.with { $0.waiters.removeValue(forKey: id) }?.resume()
        }
    }
}
