import VinculoGenerated

// What a user can read out to the people of support: short, the same in every language, and without anything private. Shown by
// ``TextKey/supportCode``.

extension ConnectProblem {
    /// For support, such as `load.http_503`.
    public var supportCode: String {
        switch self {
        case .token(let problem): "token.\(problem.name)"
        case .load(let problem): "load.\(problem.name)"
        case .rendererGone: "renderer_gone"
        }
    }
}

extension Notice {
    /// For support: Belvo's code, if it is one of the widget's.
    public var supportCode: String? {
        switch self {
        case .error(let code), .warning(let code): shown(code)
        case .returnToBank, .appMissing, .bankRefused, .offline: nil
        }
    }
}

extension ConnectOutcome {
    /// For support: Belvo's code of the error with which the user left, or why it failed.
    public var supportCode: String? {
        switch self {
        case .connected: nil
        case .exited(let exited): exited.error.flatMap { shown($0.code) }
        case .failed(let failed): "failed.\(failed.reason.name)"
        }
    }
}

extension TokenProblem {
    fileprivate var name: String {
        switch self {
        case .offline: "offline"
        case .tls: "tls"
        case .timedOut: "timed_out"
        case .server: "server"
        case .signIn: "sign_in"
        case .refused: "refused"
        case .malformed: "malformed"
        }
    }
}

extension LoadProblem {
    fileprivate var name: String {
        switch self {
        case .offline: "offline"
        case .dns: "dns"
        case .tls: "tls"
        case .timedOut: "timed_out"
        case .httpStatus(let status): "http_\(status)"
        case .webviewMissing: "webview_missing"
        case .blocked: "blocked"
        }
    }
}

extension FailReason {
    fileprivate var name: String {
        switch self {
        case .tokenRefused: "token_refused"
        case .tokenRejected: "token_rejected"
        case .environmentMismatch: "environment_mismatch"
        case .undeliverableCallbacks: "undeliverable_callbacks"
        case .webviewMissing: "webview_missing"
        }
    }
}

/// A code comes from a page or a link, either of which may be forged: no sentence of a stranger is shown as ours.
private func shown(_ code: String) -> String? {
    let isShort = (1...40).contains(code.unicodeScalars.count)
    let isPlain = code.unicodeScalars.allSatisfy { scalar in
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", "_", ".", "-": true
        default: false
        }
    }
    return isShort && isPlain ? code : nil
}
