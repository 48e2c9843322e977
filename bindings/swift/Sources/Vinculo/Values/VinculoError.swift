/// What the package throws. Few, each with what to do about it; texts are safe to log: no token, no link, no URL, no path.
public enum VinculoError: Error, Equatable, Sendable {
    /// A setting cannot work; the text names it and the fix. It is a mistake in the app's code, so trying again does not help.
    /// Codes: `session_id`, `nonce`, `callback_urls`, `navigation`, `limits`, `widget`, `backend_url`, `auth_header`, `user`.
    case settingRefused(code: String, detail: String)
    /// These bytes bring no session back: they are none (`malformed`), of a newer release (`version`), or of another user's session
    /// (`other_user`, who is told what it decided by the journal). Start a new session, and look at ``Vinculo/links()`` for what was
    /// made meanwhile.
    case savedUnusable(code: String, detail: String)
    /// The journal of outcomes cannot be read or written now. Code `store` (the disk, a locked device, or another process has it
    /// open: try later), `newer_version` (of a newer release), `not_a_journal` (look at the folder), `conflict`, `full`,
    /// `too_large`, `closed` (after ``Vinculo/close()``).
    case storageUnusable(code: String, detail: String)
    /// Your backend gave no usable answer: `offline`, `not_trusted`, `timed_out`, `sign_in`, `refused`, `unavailable`,
    /// `unreadable`. `requestID` is the backend's own id of the request, for its log, where it names one.
    case backendUnusable(code: String, detail: String, requestID: String?)
    /// There is no outcome yet that could be acknowledged: await ``ConnectSession/outcome()`` first.
    case notFinished
    /// Nobody waits for this session any more: ``ConnectSession/cancel()``.
    case cancelled
    /// A defect of ours. Restore the session from its last saved bytes, and report it.
    case defect

    /// Stable, for logs and for `switch`: it does not change with a release.
    public var code: String {
        switch self {
        case .settingRefused(let code, _), .savedUnusable(let code, _), .storageUnusable(let code, _): code
        case .backendUnusable(let code, _, _): code
        case .notFinished: "not_finished"
        case .cancelled: "cancelled"
        case .defect: "broken"
        }
    }
}

extension VinculoError: CustomStringConvertible {
    /// What happened, safe to log.
    public var description: String {
        switch self {
        case .settingRefused(_, let detail), .savedUnusable(_, let detail), .storageUnusable(_, let detail): detail
        case .backendUnusable(_, let detail, _): detail
        case .notFinished: "the session has no outcome yet"
        case .cancelled: "the session was cancelled; what is recorded stays, and is sent"
        case .defect: "Vinculo broke; please report this"
        }
    }
}
