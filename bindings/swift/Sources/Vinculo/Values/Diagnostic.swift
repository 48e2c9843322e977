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
        self.init(code: diagnostic.name(), detail: diagnostic.detail())
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
