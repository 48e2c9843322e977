import VinculoGenerated

/// How a session ended, told once per process, and again under the same ``id`` after a process death, until
/// ``ConnectSession/acknowledge()`` or ``Vinculo/acknowledge(_:)``. Prints no link, institution or text.
public enum ConnectOutcome: Equatable, Sendable {
    /// The user connected an account, or repaired a link.
    case connected(Connected)
    /// The user left.
    case exited(Exited)
    /// It could not go on without help.
    case failed(Failed)

    /// Stable: the same however often it is told. Your backend hears of it under this id.
    public var id: String { identity.id }
    /// The session that ended.
    public var sessionID: String { identity.sessionID }
    /// Whether it is on disk. If not, it was reported all the same, but may be lost with the process.
    public var isRecorded: Bool { identity.isRecorded }

    private var identity: OutcomeIdentity {
        switch self {
        case .connected(let connected): connected.identity
        case .exited(let exited): exited.identity
        case .failed(let failed): failed.identity
        }
    }

    /// The user connected an account, or repaired a link.
    public struct Connected: Equatable, Sendable {
        let identity: OutcomeIdentity
        /// The link. Have your backend verify it: a callback can be forged.
        public let link: LinkId
        /// Belvo's institution name, where known.
        public let institution: PrivateText?
        /// The success came after an exit, or was found by asking your backend.
        public let isLate: Bool
        /// Update mode only: another link than the one that was to be repaired.
        public let isOtherLink: Bool
    }

    /// The user left.
    public struct Exited: Equatable, Sendable {
        let identity: OutcomeIdentity
        /// How far the user had come.
        public let stage: ExitStage
        /// The last error the user met.
        public let error: WidgetError?
        /// Who closed.
        public let source: ExitSource
    }

    /// It could not go on without help.
    public struct Failed: Equatable, Sendable {
        let identity: OutcomeIdentity
        /// Why.
        public let reason: FailReason
    }
}

/// What all endings have.
struct OutcomeIdentity: Equatable, Sendable {
    let id: String
    let sessionID: String
    let isRecorded: Bool
}

/// An error that the user met in the widget. Prints the code alone.
public struct WidgetError: Equatable, Sendable {
    /// Belvo's code, such as `login_error`; an open set.
    public let code: String
    /// Belvo's text, for developers.
    public let message: PrivateText?
}

extension ConnectOutcome {
    init(_ outcome: Outcome, isRecorded: Bool) {
        let identity = OutcomeIdentity(id: outcome.id, sessionID: outcome.sessionId, isRecorded: isRecorded)
        switch outcome.ending {
        case .connected(let link, let institution, let late, let otherLink):
            self = .connected(
                Connected(
                    identity: identity, link: link, institution: institution.map(PrivateText.init), isLate: late,
                    isOtherLink: otherLink))
        case .exited(let stage, let error, let source):
            let error = error.map { WidgetError(code: $0.code.name(), message: $0.message.map(PrivateText.init)) }
            self = .exited(Exited(identity: identity, stage: stage, error: error, source: source))
        case .failed(let reason):
            self = .failed(Failed(identity: identity, reason: reason))
        }
    }
}
