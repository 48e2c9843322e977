/// What the work answers, or `nil` when the time is over first. The work is cancelled then, and not waited for: whoever wrote it
/// may not listen to that.
func within<Answer: Sendable>(
    _ millis: UInt64, by surroundings: Surroundings, _ work: @escaping @Sendable () async -> Answer
) async -> Answer? {
    await first(of: [
        work,
        {
            // Cancelled: the work was quicker, or nobody waits.
            try? await surroundings.sleep(millis)
            return nil
        },
    ])
}

/// What the quickest answers, or `nil` when the caller's task is cancelled first. The others are cancelled then, and not waited
/// for.
func first<Answer: Sendable>(of works: [@Sendable () async -> Answer?]) async -> Answer? {
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
            // Cancelled before there was anything to resume.
            guard !Task.isCancelled else { return answer(nil) }
            tasks.with { $0 = works.map { work in Task { answer(await work()) } } }
        }
    } onCancel: {
        tasks.with { $0 }.forEach { $0.cancel() }
        answer(nil)
    }
}
