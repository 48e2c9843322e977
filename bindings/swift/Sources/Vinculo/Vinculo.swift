import Foundation
import VinculoGenerated

/// Connects a user's bank through Belvo's widget. Made once for each user who is signed in, and closed when that user signs out:
///
/// ```swift
/// let vinculo = try Vinculo(backend: URL(string: "https://api.example.com/bank")!, user: user.id) {
///     try .bearer(await tokens.current())
/// }
/// let session = try vinculo.session(options)      // show a view for it
/// switch try await session.outcome() {
/// case .connected(let connected): thank(connected.link)
/// case .exited: break
/// case .failed(let failed): apologise(failed.reason)
/// }
/// try await session.acknowledge()
/// ```
public final class Vinculo: Sendable {
    /// Outcomes on their way to your backend.
    public let outbox: Outbox

    let host: Host

    /// Comes back at once. What an earlier process left in the journal is sent from now on.
    ///
    /// - Parameters:
    ///   - backend: Your backend: https, or http to this machine.
    ///   - user: Your own id of the signed-in user, 1 to 256 bytes; it stands in the journal. Not an e-mail address or a tax number.
    ///   - folder: Where the journal of outcomes lies; by default a folder of its own in Application Support. It is made, protected
    ///     until the first unlock, and kept out of backups.
    ///   - otherUsers: What becomes of outcomes that other users of this device left in the journal. They are never sent.
    ///   - client: Another HTTP stack than the platform's own.
    ///   - onDiagnostic: Hears of what was odd and survived, on the main thread.
    ///   - authorization: Gives the authorisation of the user, for each request.
    /// - Throws: ``VinculoError/settingRefused(code:detail:)`` if the backend's URL or the user's id cannot work.
    public convenience init(
        backend: URL, user: String, folder: URL? = nil, otherUsers: OtherUsers = .hold,
        client: any HTTPClient = URLSessionHTTPClient(), onDiagnostic: @escaping @MainActor (Diagnostic) -> Void = { _ in },
        authorization: @escaping AuthorizationProvider
    ) throws {
        try self.init(
            backend: backend, user: user, folder: folder, otherUsers: otherUsers, client: client,
            surroundings: .device, onDiagnostic: onDiagnostic, authorization: authorization)
        host.deliver()
    }

    /// Sends nothing by itself.
    init(
        backend: URL, user: String, folder: URL?, otherUsers: OtherUsers, client: any HTTPClient,
        surroundings: Surroundings, onDiagnostic: @escaping @MainActor (Diagnostic) -> Void,
        authorization: @escaping AuthorizationProvider
    ) throws {
        // The journal is opened later, and would say so then only.
        guard (1...256).contains(user.utf8.count) else { throw VinculoError(OutboxError.User) }
        // In the order in which they came, which tasks do not promise.
        let diagnose = { @Sendable diagnostic in
            DispatchQueue.main.async { MainActor.assumeIsolated { onDiagnostic(diagnostic) } }
        }
        let exchange = try Exchange(
            backend: backend, authorization: authorization, client: client, surroundings: surroundings, diagnose: diagnose)
        let journal = Journal(folder: folder, user: user, others: otherUsers, diagnose: diagnose)
        let courier = Courier(journal: journal, exchange: exchange, surroundings: surroundings, diagnose: diagnose)
        host = Host(exchange: exchange, journal: journal, courier: courier, surroundings: surroundings, diagnose: diagnose)
        outbox = Outbox(journal: journal, exchange: exchange, courier: courier)
    }

    /// The user's links, as your backend tells them. It is asked once.
    ///
    /// - Throws: ``VinculoError/backendUnusable(code:detail:requestID:)``;
    ///   ``VinculoError/storageUnusable(code:detail:)`` (`closed`) after ``close()``.
    public func links() async throws -> [ConnectedLink] {
        try host.journal.refuseIfClosed()
        do {
            return try await host.exchange.links().links.map(ConnectedLink.init)
        } catch {
            throw VinculoError(error)
        }
    }

    /// A new session, which begins at once: it asks your backend for a token.
    ///
    /// - Throws: ``VinculoError/settingRefused(code:detail:)`` names the option that cannot work, and the fix;
    ///   ``VinculoError/storageUnusable(code:detail:)`` (`closed`) after ``close()``.
    @MainActor public func session(_ options: ConnectOptions) throws -> ConnectSession {
        try host.journal.refuseIfClosed()
        return begun(try claimed(Self.unbegun(options, host.surroundings)))
    }

    /// Brings back a session that ``ConnectSession/save()`` has saved, after the process died. The journal is read first: what is
    /// there is decided.
    ///
    /// - Throws: ``VinculoError/savedUnusable(code:detail:)`` if the bytes are none of a session, or of a newer release, or if the
    ///   session is another user's; ``VinculoError/storageUnusable(code:detail:)`` if the journal cannot be read now: trying later is
    ///   better than to decide twice.
    @MainActor public func restore(_ saved: Data) async throws -> ConnectSession {
        let (recorded, acknowledged) = try await host.journal.use { (try $0.recorded(), try $0.acknowledgedByApp()) }
        let core = try claimed(inCore { try VinculoGenerated.ConnectSession.restore(snapshot: saved, recorded: recorded) })
        return begun(core, recorded: Set(recorded.map(\.id)), acknowledged: Set(acknowledged))
    }

    /// A session that has not begun, as bytes for ``restore(_:)``, which begins it: to hand it to a scene that has the user's
    /// ``Vinculo`` only later. Restored twice it is the same session twice, so see to it that it is not. Any thread.
    ///
    /// - Throws: ``VinculoError/settingRefused(code:detail:)`` names the option that cannot work, and the fix.
    public static func prepare(_ options: ConnectOptions) throws -> Data {
        let core = try unbegun(options, .device)
        return try inCore { try core.snapshot() }
    }

    /// The outcome in the saved bytes of a session that told one; `nil` before. To hand it from one scene to another. Any thread.
    ///
    /// - Parameter isRecorded: ``ConnectOutcome/isRecorded`` as it was told, which the bytes do not hold.
    /// - Throws: ``VinculoError/savedUnusable(code:detail:)`` if the bytes are none of a session, or of a newer release.
    public static func outcome(in saved: Data, isRecorded: Bool) throws -> ConnectOutcome? {
        let told = try inCore { try VinculoGenerated.ConnectSession.restore(snapshot: saved, recorded: []).outcome() }
        return told.map { ConnectOutcome($0, isRecorded: isRecorded) }
    }

    /// The user's outcomes, of every kind, that are on disk and that the app has not acknowledged. Ask at the app's start: nobody
    /// may bring their session back, say because the process died after the outcome was told and before you had dealt with it.
    ///
    /// - That of a session in this process which has ended is one of them, so you may be told twice; its ``ConnectOutcome/id`` is the
    ///   same.
    /// - A success that came after an exit is one of them, under an id of its own: its session tells the exit alone.
    /// - Of those that your backend has, the newest 32 are remembered. One that the disk did not take is none of them.
    ///
    /// - Throws: ``VinculoError/storageUnusable(code:detail:)`` if the journal cannot be read now.
    public func unacknowledged() async throws -> [ConnectOutcome] {
        try await host.journal.use { try $0.unacknowledged() }.map { ConnectOutcome($0, isRecorded: true) }
    }

    /// The app has dealt with an outcome of ``unacknowledged()``: it is told no more, in no process, also not by its session. A
    /// second time it changes nothing.
    ///
    /// - Throws: ``VinculoError/storageUnusable(code:detail:)`` if that cannot be written now: it is still one of them.
    public func acknowledge(_ outcome: ConnectOutcome) async throws {
        _ = try await host.journal.use { [id = outcome.id] in try $0.taken(outcomeId: id) }
        await host.told.hearAcknowledged(outcome.id)
    }

    /// What to do with a link from the operating system while no session is running: ``DeepLinkVerdict/noSession`` for one of the
    /// widget's callbacks, ``DeepLinkVerdict/notMine`` for any other.
    ///
    /// - Throws: ``VinculoError/settingRefused(code:detail:)`` if the callback URLs cannot work.
    public static func verdict(on url: String, without callbackURLs: CallbackURLs) throws -> DeepLinkVerdict {
        let urls = CallbackUrls(success: callbackURLs.success, exit: callbackURLs.exit, event: callbackURLs.event)
        return try inCore { try deepLinkWithoutSession(urls: urls, url: url) }
    }

    /// Ends all sending, and lets go of the journal. Nothing is lost: what is recorded is sent when the user's next ``Vinculo``
    /// delivers, and a session comes back from its saved bytes. ``ConnectSession/cancel()`` running sessions first; none begins
    /// after it.
    public func close() async {
        await host.courier.close()
        await host.journal.close()
    }

    private static func unbegun(_ options: ConnectOptions, _ surroundings: Surroundings) throws -> VinculoGenerated.ConnectSession {
        try inCore {
            let id = surroundings.randomHex(bytes: 16)
            let config = try options.config(sessionID: id, nonce: surroundings.randomHex(bytes: 16))
            return try VinculoGenerated.ConnectSession(config: config)
        }
    }

    /// The user's from now on, unless it is another user's already.
    private func claimed(_ core: VinculoGenerated.ConnectSession) throws -> VinculoGenerated.ConnectSession {
        try inCore { try core.claim(user: host.journal.user.value) }
        return core
    }

    @MainActor private func begun(
        _ core: VinculoGenerated.ConnectSession, recorded: Set<String> = [], acknowledged: Set<String> = []
    ) -> ConnectSession {
        let session = ConnectSession(core: core, recorded: recorded, host: host)
        session.begin(acknowledged: acknowledged)
        // Whatever an earlier session or process left behind.
        host.deliver()
        return session
    }
}
