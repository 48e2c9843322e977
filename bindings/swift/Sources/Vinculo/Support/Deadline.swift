/// What the work answers, or `nil` when the time is over first. The work is cancelled then, and not waited for: whoever wrote it
/// may not listen to that.
func within<Answer: Sendable>(
    _ millis: UInt64, by surroundings: Surroundings, _ work: @escaping @Sendable () async -> Answer
) async -> Answer? {
    let first = Guarded<CheckedContinuation<Answer?, Never>?>(nil)
    let answer = { @Sendable (answer: Answer?) in
        let waiting = first.with { waiting in
            defer { waiting = nil }
            return waiting
        }
        waiting?.resume(returning: answer)
    }
    let tasks = Guarded<[Task<Void, Never>]>([])
    defer { tasks.with { $0 }.forEach { $0.cancel() } }
    return await withTaskCancellationHandler {
        await withCheckedContinuation { continuation in
            first.with { $0 = continuation }
            let working = Task { answer(await work()) }
            let waiting = Task {
                // Cancelled: the work was quicker, or nobody waits.
                try? await surroundings.sleep(millis)
                answer(nil)
            }
            tasks.with { $0 = [working, waiting] }
        }
    } onCancel: {
        tasks.with { $0 }.forEach { $0.cancel() }
        answer(nil)
    }
}
