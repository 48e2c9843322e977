import Foundation

/// A session from its start, or its return, to the app's word that it knows the outcome.
@MainActor package final class ConnectFlow {
    /// Hears how it ended; the session is acknowledged once this returns.
    package typealias Listener = @MainActor (ConnectResult) async -> Void

    /// Where the bytes are kept that bring the session back.
    @MainActor package struct Slot {
        let read: @MainActor () -> Data
        let write: @MainActor (Data) -> Void

        package init(read: @escaping @MainActor () -> Data, write: @escaping @MainActor (Data) -> Void) {
            self.read = read
            self.write = write
        }

        package var isEmpty: Bool { read().isEmpty }
    }

    /// The session, once there is one to show.
    package private(set) var session: ConnectSession?

    private let slot: Slot
    private var kept = Data()
    /// From then on the slot is the next session's.
    private var isTold = false
    /// Links that came before the session was back.
    private var early: [String] = []

    package init(slot: Slot) {
        self.slot = slot
    }

    /// Begins a session. Shows it, and goes on until the app has taken the outcome.
    package func start(
        _ make: @MainActor () throws -> ConnectSession, show: @MainActor (ConnectSession) -> Void, told: Listener
    ) async {
        do {
            let session = try make()
            self.session = session
            show(session)
            await finish(session, told)
        } catch {
            await told(ConnectResult(.failure(error as? VinculoError ?? .defect)))
        }
    }

    /// Brings back the session that is kept, if one is. Shows it unless it is decided already.
    package func resume(_ vinculo: Vinculo, show: @MainActor (ConnectSession) -> Void, told: Listener) async {
        let saved = slot.read()
        guard !saved.isEmpty else { return }
        kept = saved
        do {
            let session = try await vinculo.restore(saved)
            guard !session.isAcknowledged else { return forget() }
            self.session = session
            if session.state.phase != .finished {
                show(session)
            }
            early.forEach { _ = session.openLink($0) }
            await finish(session, told)
        } catch {
            let error = error as? VinculoError ?? .defect
            // Anything else may go well at the next start.
            if case .savedUnusable = error { forget() }
            // The session of who was signed in before is no business of this user.
            if error.code == "other_user" { return }
            await told(ConnectResult(.failure(error)))
        }
    }

    /// The system delivered a link to the app, perhaps the one that started it: then the session is not back yet.
    package func openLink(_ url: String) {
        if let session {
            _ = session.openLink(url)
        } else if !isTold {
            early.append(url)
        }
    }

    /// Keeps the session as it is now: at each state, and when the app leaves the screen.
    package func keep() {
        guard !isTold, let session, let saved = try? session.save() else { return }
        kept = saved
        slot.write(saved)
    }

    private func finish(_ session: ConnectSession, _ told: Listener) async {
        let keeping = Task { [weak self] in
            for await _ in session.states { self?.keep() }
        }
        defer {
            keeping.cancel()
            self.session = nil
        }
        do {
            let outcome = try await session.outcome()
            keeping.cancel()
            keep()
            isTold = true
            await told(ConnectResult(.success(outcome), of: session))
            try await session.acknowledge()
            forget()
        } catch {
            await told(ConnectResult(.failure(error as? VinculoError ?? .cancelled), of: session))
        }
    }

    /// Leaves the bytes of another session alone, which may have begun meanwhile.
    private func forget() {
        if slot.read() == kept {
            slot.write(Data())
        }
    }
}
