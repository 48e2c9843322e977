import Dispatch
import Foundation
import VinculoGenerated

/// The outcomes on disk, on a queue of their own, because disks block.
final class Journal: Sendable {
    private enum State {
        case unopened
        case open(OutcomeOutbox)
        case closed
    }

    private static let closed = VinculoError.storageUnusable(
        code: "closed", detail: "this Vinculo is closed: make another one")

    private let queue = DispatchQueue(label: "dev.vinculo.outbox", qos: .userInitiated)
    private let state = Guarded(State.unopened)
    private let folder: URL?
    let user: PrivateText
    private let others: OtherUsers
    private let diagnose: @Sendable (Diagnostic) -> Void

    init(folder: URL?, user: String, others: OtherUsers, diagnose: @escaping @Sendable (Diagnostic) -> Void) {
        self.folder = folder
        self.user = PrivateText(user)
        self.others = others
        self.diagnose = diagnose
    }

    /// Does something with the journal, in its turn. It is opened at the first, and tried again at each until that works: a
    /// device may be locked.
    func use<Answer: Sendable>(_ work: @escaping @Sendable (OutcomeOutbox) throws -> Answer) async throws -> Answer {
        try await withCheckedThrowingContinuation { continuation in
            begin(work) { continuation.resume(with: $0) }
        }
    }

    /// The same for who cannot wait: it has its turn already when this returns, so that a close that follows comes after it.
    func begin<Answer: Sendable>(
        _ work: @escaping @Sendable (OutcomeOutbox) throws -> Answer,
        then done: @escaping @Sendable (Result<Answer, any Error>) -> Void
    ) {
        queue.async { [self] in
            done(Result { try work(try outbox()) }.mapError { VinculoError($0) as any Error })
        }
    }

    func refuseIfClosed() throws {
        if case .closed = state.with({ $0 }) { throw Self.closed }
    }

    /// Lets go of the file for good, after what was begun before.
    func close() async {
        await withCheckedContinuation { continuation in
            queue.async { [self] in
                state.with { $0 = .closed }
                continuation.resume()
            }
        }
    }

    private func outbox() throws -> OutcomeOutbox {
        switch state.with({ $0 }) {
        case .unopened: return try open()
        case .open(let outbox): return outbox
        case .closed: throw Self.closed
        }
    }

    private func open() throws -> OutcomeOutbox {
        let path: String
        do {
            path = try JournalFolder.prepare(try folder ?? JournalFolder.standard())
        } catch {
            // Its text may name the path.
            throw VinculoError.storageUnusable(code: "store", detail: "storage: the folder cannot be made")
        }
        let outbox = try OutcomeOutbox.open(path: path, user: user.value, others: others)
        state.with { $0 = .open(outbox) }
        let found = try outbox.recovery().detail()
        if !found.isEmpty {
            diagnose(Diagnostic(code: "outbox_recovered", detail: found))
        }
        return outbox
    }
}
