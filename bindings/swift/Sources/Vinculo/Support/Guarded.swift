import Foundation

/// A value behind a lock. `Mutex` and `OSAllocatedUnfairLock` need newer systems than iOS 15.
final class Guarded<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value

    init(_ value: Value) {
        self.value = value
    }

    /// Nothing that waits may be done in there.
    func with<Answer>(_ work: (inout Value) throws -> Answer) rethrows -> Answer {
        lock.lock()
        defer { lock.unlock() }
        return try work(&value)
    }
}
