import Foundation
import Observation
import Vinculo

/// What is being connected, and how the last session ended. The sessions themselves are run by `vinculoConnect` of VinculoUI.
@MainActor @Observable final class Connecting {
    /// Whether a new account is being connected.
    var isPresented = false
    /// The link that is being updated.
    var updating: LinkId?
    /// How the last session ended.
    private(set) var last: Ended?
    /// Why the last one had no outcome.
    private(set) var problem: VinculoError?

    let vinculo: Vinculo
    let options: ConnectOptions

    private let ended: @MainActor () async -> Void

    struct Ended: Equatable {
        let outcome: ConnectOutcome
        let timeline: [TimelineEntry]
    }

    /// - Parameter ended: Called after each session.
    init(_ vinculo: Vinculo, options: ConnectOptions, ended: @escaping @MainActor () async -> Void) {
        self.vinculo = vinculo
        self.options = options
        self.ended = ended
    }

    /// Until the outcome is told, which may be after the widget has gone.
    var isRunning: Bool { isPresented || updating != nil }

    /// A session is over. It is acknowledged once this returns.
    func finish(_ result: ConnectResult) async {
        switch result.outcome {
        case .success(let outcome): (last, problem) = (Ended(outcome: outcome, timeline: result.timeline), nil)
        case .failure(let error): problem = error
        }
        await ended()
    }

    /// The system delivered a link to the app. A session that runs has heard of it.
    func open(_ url: URL) async {
        guard !isRunning, (try? Vinculo.verdict(on: url.absoluteString, without: options.callbackURLs)) == .noSession else { return }
        // An account may have been made in a session that nobody remembers.
        await ended()
    }
}
