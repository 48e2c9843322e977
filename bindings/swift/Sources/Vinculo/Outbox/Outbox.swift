import VinculoGenerated

/// Outcomes on disk, on their way to your backend. From any thread; the disk is read and written on a queue of its own.
public final class Outbox: Sendable {
    private let journal: Journal
    private let exchange: Exchange
    private let courier: Courier

    init(journal: Journal, exchange: Exchange, courier: Courier) {
        self.journal = journal
        self.exchange = exchange
        self.courier = courier
    }

    /// Sends what is pending, and comes back when each was tried. Call it when the network is back, when the app comes to the
    /// front, and when the user has signed in again; a new ``Vinculo`` and each session do it by themselves when they start. If
    /// the caller's task is cancelled, it comes back at once, and sending goes on.
    @discardableResult
    public func deliver() async -> Delivery {
        exchange.wake()
        return await courier.deliver()
    }

    /// What the journal holds, oldest first, for a developer's screen or a support ticket.
    ///
    /// - Throws: ``VinculoError/storageUnusable(code:detail:)``.
    public func entries() async throws -> [OutboxEntry] {
        try await journal.use { try $0.entries() }.map(OutboxEntry.init)
    }

    /// Has a refused outcome sent again, say after your backend was mended. Comes back when that is on disk, and does not wait
    /// until it is sent. Answers whether there was one.
    ///
    /// - Throws: ``VinculoError/storageUnusable(code:detail:)``; it stays refused.
    @discardableResult
    public func retry(_ id: String) async throws -> Bool {
        let wasRefused = try await journal.use { try $0.retry(outcomeId: id) }
        exchange.wake()
        courier.wake()
        return wasRefused
    }
}

/// How far a delivery came.
public enum Delivery: Equatable, Sendable {
    /// The backend has everything, or has refused it for good.
    case done
    /// Something is left: try again later, when the network is back.
    case later
    /// Something is left, and the backend wants the user to sign in first.
    case signIn
}

/// An outcome in the journal. Prints no link and no institution.
public struct OutboxEntry: Equatable, Sendable {
    /// The outcome's id: the key under which your backend hears of it.
    public let id: String
    /// How its session ended: `connected`, `exited` or `failed`.
    public let ending: String
    /// Whether it is to be sent, was refused, or is another user's.
    public let state: OutboxEntryState
    /// How often it was sent in this process.
    public let attempts: Int
    /// When it was recorded, in milliseconds since 1970.
    public let recordedMillis: Int64

    init(_ entry: VinculoGenerated.OutboxEntry) {
        id = entry.outcomeId
        ending = entry.ending
        state = entry.state
        attempts = Int(entry.attempts)
        recordedMillis = entry.recordedMs
    }
}
