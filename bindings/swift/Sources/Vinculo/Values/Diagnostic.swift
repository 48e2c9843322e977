import VinculoGenerated

/// Something odd that was survived, for developers. Safe to log: no token, no link, no personal data.
public struct Diagnostic: Equatable, Sendable {
    /// Stable: a name of the core's, such as `nonce_mismatch`; `backend_` or `outbox_` and the code of a ``VinculoError``;
    /// `outbox_recovered`, `outbox_overflow`, `authorization_failed` or `http_client_failed`.
    public let code: String
    /// What is known about it; may be empty.
    public let detail: String
}

extension Diagnostic {
    init(_ diagnostic: VinculoGenerated.Diagnostic) {
        let (code, detail) = diagnostic.told
        self.init(code: code, detail: detail)
    }

    /// A request that failed for good.
    init(sending error: BackendError) {
        let error = VinculoError(error)
        self.init(code: "backend_\(error.code)", detail: error.description)
    }

    /// The journal did not do what was asked.
    init(storing error: any Error) {
        let error = VinculoError(error)
        self.init(code: "outbox_\(error.code)", detail: error.description)
    }
}

extension VinculoGenerated.Diagnostic {
    /// The stable name, and the fields that are safe to log.
    fileprivate var told: (code: String, detail: String) {
        switch self {
        case .staleAnswer: ("stale_answer", "")
        case .ignored(let phase, let event): ("ignored", "\(event) in \(phase)")
        case .duplicate(let event, let sameLink): ("duplicate", sameLink ? "\(event) of the same link" : event)
        case .untrustedCallback: ("untrusted_callback", "")
        case .nonceMismatch: ("nonce_mismatch", "")
        case .unknownCallback(let location): ("unknown_callback", location)
        case .invalidCallback(let reason): ("invalid_callback", "\(reason)")
        case .anomalies(let anomalies): ("anomalies", anomalies.map { "\($0)" }.joined(separator: ", "))
        case .blocked(let reason): ("blocked", "\(reason)")
        case .foreignHost(let host): ("foreign_host", host)
        case .bankRefused(let description): ("bank_refused", description)
        case .pageReported(let code, let requestID): ("page_reported", [code, requestID].compactMap(\.self).joined(separator: " "))
        case .linkWithError: ("link_with_error", "")
        case .nonceNotInForce: ("nonce_not_in_force", "")
        case .builtInScheme: ("built_in_scheme", "")
        case .unreadableMessage: ("unreadable_message", "")
        case .clockSkew: ("clock_skew", "")
        case .otherLink: ("other_link", "")
        case .lateSuccess: ("late_success", "")
        case .notDurable: ("not_durable", "")
        case .reportPending: ("report_pending", "")
        }
    }
}
