import Foundation
import Observation
import Vinculo

/// The session that runs, and how the last one ended. `vinculoConnect` of VinculoUI does all of this by itself; the demo holds the session
/// so that it can show the timeline.
@MainActor @Observable final class Connecting {
    /// Shown while there is one.
    private(set) var session: ConnectSession?
    /// How the last one ended.
    private(set) var last: Ended?
    /// Why the last one had no outcome.
    private(set) var problem: VinculoError?

    let options: ConnectOptions

    private let vinculo: Vinculo
    private let ended: @MainActor () async -> Void
    private var isResuming = false
    private var hasResumed = false
    /// Links that came before the session was back.
    private var early: [String] = []

    struct Ended: Equatable {
        let outcome: ConnectOutcome
        let timeline: [TimelineEntry]
    }

    /// - Parameter ended: Called after each outcome.
    init(_ vinculo: Vinculo, options: ConnectOptions, ended: @escaping @MainActor () async -> Void) {
        self.vinculo = vinculo
        self.options = options
        self.ended = ended
    }

    /// A session from its start to its outcome; to mend a link, if one is given. Nothing while another one runs.
    func connect(updating link: LinkId? = nil) async {
        guard session == nil, !isResuming else { return }
        var options = options
        options.repair = link
        do {
            await finish(try vinculo.session(options))
        } catch {
            problem = error as? VinculoError ?? .defect
        }
    }

    /// To be kept with the scene: empty when there is nothing to bring back, and `nil` while what is kept has not been read yet. Holds no
    /// token.
    var saved: Data? {
        if let session { return try? session.save() }
        return hasResumed ? Data() : nil
    }

    /// Brings back the session of a process that died, or tells the outcome that it did not.
    func resume(_ saved: Data) async {
        guard !hasResumed, !isResuming, session == nil else { return }
        isResuming = true
        let restored = await restored(saved)
        isResuming = false
        guard let restored, !restored.isAcknowledged else { return }
        early.forEach { _ = restored.openLink($0) }
        early = []
        await finish(restored)
    }

    private func restored(_ saved: Data) async -> ConnectSession? {
        do {
            let session = saved.isEmpty ? nil : try await vinculo.restore(saved)
            hasResumed = true
            return session
        } catch {
            problem = error as? VinculoError ?? .defect
            // A disk that cannot be read now, can be later.
            if case .storageUnusable = problem {} else { hasResumed = true }
            return nil
        }
    }

    /// The system delivered a link to the app.
    func open(_ url: URL) {
        if let session {
            _ = session.openLink(url.absoluteString)
        } else if isResuming {
            early.append(url.absoluteString)
        } else if (try? Vinculo.verdict(on: url.absoluteString, without: options.callbackURLs)) == .noSession {
            // An account may have been made in a session that nobody remembers.
            Task { await ended() }
        }
    }

    /// Ends waiting. What is recorded stays.
    func cancel() {
        session?.cancel()
    }

    private func finish(_ running: ConnectSession) async {
        (session, problem) = (running, nil)
        do {
            let outcome = try await running.outcome()
            last = Ended(outcome: outcome, timeline: (try? running.timeline()) ?? [])
            try await running.acknowledge()
        } catch VinculoError.cancelled {
            // By us.
        } catch {
            problem = error as? VinculoError ?? .defect
        }
        session = nil
        await ended()
    }
}
