import Dispatch

/// One for all, so that cancelling many starts no threads.
private let timers = DispatchQueue(label: "dev.vinculo.timers", qos: .userInitiated)

/// Waits. `Task.sleep` keeps what was cancelled until its time would have come (swiftlang/swift#60441), and nearly every timer of
/// a session is cancelled.
func cancellableSleep(millis: UInt64) async throws {
    let waiting = Guarded<CheckedContinuation<Void, any Error>?>(nil)
    let end = { @Sendable (result: Result<Void, any Error>) in
        let continuation = waiting.with { waiting in
            defer { waiting = nil }
            return waiting
        }
        continuation?.resume(with: result)
    }
    let timer = DispatchSource.makeTimerSource(queue: timers)
    timer.setEventHandler { end(.success(())) }
    defer { timer.cancel() }
    try await withTaskCancellationHandler {
        try await withCheckedThrowingContinuation { continuation in
            waiting.with { $0 = continuation }
            timer.schedule(deadline: .now() + .milliseconds(Int(clamping: millis)))
            timer.activate()
            // Cancelled before there was anything to resume.
            if Task.isCancelled { end(.failure(CancellationError())) }
        }
    } onCancel: {
        end(.failure(CancellationError()))
    }
}
