// The core's errors as the package's.

import VinculoGenerated

/// Calls into the core; what that throws is thrown as the package's.
func inCore<Answer>(_ call: () throws -> Answer) throws -> Answer {
    do {
        return try call()
    } catch {
        throw VinculoError(error)
    }
}

extension VinculoError {
    /// Of anything that a call into the core throws: a panic, caught at the boundary, comes as an error of uniffi's own.
    init(_ error: any Error) {
        switch error {
        case let error as VinculoError: self = error
        case let error as SessionError: self.init(session: error)
        case let error as SetupError: self.init(setup: error)
        case let error as OutboxError: self.init(outbox: error)
        case let error as BackendError: self.init(backend: error)
        default: self = .defect
        }
    }

    private init(session error: SessionError) {
        switch error {
        case .SessionId: self = .settingRefused(code: "session_id", detail: "the session id is not usable")
        case .Nonce: self = .settingRefused(code: "nonce", detail: "the nonce is not usable")
        case .CallbackUrls(let detail):
            self = .settingRefused(code: "callback_urls", detail: "callback URL: \(detail)")
        case .Navigation(let detail): self = .settingRefused(code: "navigation", detail: "navigation: \(detail)")
        case .Limits(let detail):
            let range = "lease from 60,000 to one day, the others from 1 to one hour, in milliseconds"
            self = .settingRefused(code: "limits", detail: "limits: \(detail) is out of range; \(range)")
        case .Widget(let detail): self = .settingRefused(code: "widget", detail: detail)
        case .Broken: self = .defect
        case .Snapshot(let detail):
            self = .savedUnusable(code: "malformed", detail: "these bytes are no saved session: \(detail)")
        case .SnapshotVersion(let found):
            let detail = "the session was saved by a newer release (version \(found))"
            self = .savedUnusable(code: "version", detail: detail)
        case .OtherUser:
            let detail = "the session is another user's; what it decided waits for that user"
            self = .savedUnusable(code: "other_user", detail: detail)
        }
    }

    private init(setup error: SetupError) {
        let (code, detail) =
            switch error {
            case .NotHttps: ("backend_url", "the backend's URL must be https, or http to this machine")
            case .BaseUrl: ("backend_url", "the backend's URL is none, or holds a query, a fragment or a password")
            case .AuthHeaderName: ("auth_header", "this header's name is none, or is the contract's own")
            case .AuthHeaderValue:
                ("auth_header", "the header's value is blank, too long, or holds what no header may")
            case .SessionId: ("session_id", "the session id is not usable")
            }
        self = .settingRefused(code: code, detail: detail)
    }

    private init(outbox error: OutboxError) {
        switch error {
        case .User: self = .settingRefused(code: "user", detail: "the user key must be 1 to 256 bytes")
        case .TooLarge:
            self = .storageUnusable(code: "too_large", detail: "the outcome is longer than a record may be")
        case .Conflict:
            self = .storageUnusable(code: "conflict", detail: "another outcome is stored under this id")
        case .Full(let entries, _):
            self = .storageUnusable(code: "full", detail: "the journal is full (\(entries) entries)")
        case .NewerVersion(let found):
            let detail = "the journal is of a newer release (version \(found))"
            self = .storageUnusable(code: "newer_version", detail: detail)
        case .NotAJournal:
            self = .storageUnusable(code: "not_a_journal", detail: "the file in the folder is no journal")
        case .Store(let source): self = .storageUnusable(code: "store", detail: "storage: \(source.text())")
        case .Broken: self = .defect
        }
    }

    private init(backend error: BackendError) {
        let (code, detail, request): (String, String, String?) =
            switch error {
            case .Offline: ("offline", "the backend was not reached", nil)
            case .NotTrusted: ("not_trusted", "the connection to the backend is not to be trusted", nil)
            case .TimedOut: ("timed_out", "no answer of the backend came in time", nil)
            case .Unauthorized(_, let request):
                ("sign_in", "the backend did not accept the user's authentication", request)
            case .Refused(let status, _, let request):
                ("refused", "the backend refused with status \(status)", request)
            case .Unavailable(let status, _, _, let request):
                ("unavailable", "the backend is in trouble, with status \(status)", request)
            case .Unreadable(let reason, let request):
                ("unreadable", "the backend's answer is none of the contract: \(reason.text())", request)
            }
        self = .backendUnusable(code: code, detail: detail, requestID: request)
    }
}
