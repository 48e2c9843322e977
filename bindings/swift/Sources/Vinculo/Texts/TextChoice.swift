import VinculoGenerated

extension TextKey {
    /// What the user waits for.
    public init(_ stage: LoadingStage) {
        switch stage {
        case .opening: self = .loadingOpening
        case .slow: self = .loadingSlow
        case .resuming: self = .loadingResuming
        case .closing: self = .loadingClosing
        }
    }

    /// Why the widget cannot be shown, and what helps.
    public init(_ problem: ConnectProblem) {
        switch problem {
        case .token(let problem): self.init(problem)
        case .load(let problem): self.init(problem)
        case .rendererGone: self = .problemRendererGone
        }
    }

    /// What is told over the widget. Codes that have no text of their own share one: ``Notice/supportCode`` tells them apart.
    public init(_ notice: Notice) {
        switch notice {
        case .error(let code): self.init(errorCode: code)
        case .warning(let code): self.init(warningCode: code)
        case .returnToBank: self = .noticeReturnToBank
        case .appMissing: self = .noticeAppMissing
        case .bankRefused: self = .noticeBankRefused
        case .offline: self = .noticeOffline
        }
    }

    /// How it ended.
    public init(_ outcome: ConnectOutcome) {
        switch outcome {
        case .connected(let connected): self = connected.isOtherLink ? .outcomeConnectedOther : .outcomeConnected
        case .exited(let exited): self = exited.error.map(TextKey.init) ?? .outcomeExited
        case .failed(let failed): self.init(failed.reason)
        }
    }

    /// The error with which the user left.
    public init(_ error: WidgetError) {
        switch error.code {
        case "institution_down": self = .exitInstitutionDown
        case "login_error": self.init(loginError: error.message)
        case "too_many_sessions": self = .exitTooManySessions
        case "unexpected_error": self = .exitUnexpectedError
        case "duplicated": self = .exitDuplicated
        case "institution_inactive": self = .exitInstitutionInactive
        case "institution_unavailable": self = .exitInstitutionUnavailable
        case "session_expired": self = .exitSessionExpired
        case "session_expired_ob": self = .exitSessionExpiredOB
        case "token_required": self = .exitTokenRequired
        case "request_timeout": self = .exitRequestTimeout
        default: self = .exitOther
        }
    }

    private init(_ problem: TokenProblem) {
        switch problem {
        case .offline: self = .problemOffline
        case .tls: self = .problemTLS
        case .timedOut: self = .problemTimedOut
        case .server: self = .problemServer
        case .signIn: self = .problemSignIn
        case .refused: self = .problemRefused
        case .malformed: self = .problemUnreadable
        }
    }

    private init(_ problem: LoadProblem) {
        switch problem {
        case .offline: self = .problemOffline
        case .dns: self = .problemDNS
        case .tls: self = .problemTLS
        case .timedOut: self = .problemTimedOut
        case .httpStatus: self = .problemHTTPStatus
        case .webviewMissing: self = .problemWebviewMissing
        case .blocked: self = .problemBlocked
        }
    }

    /// All but one are for the app's developers to mend, so the user hears the same of them.
    private init(_ reason: FailReason) {
        switch reason {
        case .tokenRefused, .tokenRejected, .environmentMismatch, .undeliverableCallbacks: self = .problemRefused
        case .webviewMissing: self = .problemWebviewMissing
        }
    }

    // Belvo's codes, an open set, as the core spells them.

    private init(errorCode: String) {
        self = errorCode == "ACCESS_TOKEN_NOT_VALID" ? .errorAccessTokenNotValid : .errorOther
    }

    private init(warningCode: String) {
        self = warningCode == "institution_disabled" ? .warningInstitutionDisabled : .warningOther
    }

    /// The core knows Belvo's messages. If it breaks, the common text is as true.
    private init(loginError message: PrivateText?) {
        let error = ExitError(code: .loginError, message: message?.value)
        switch try? error.displayHint() {
        case .wrongCredentials: self = .exitLoginErrorWrongCredentials
        case .accountLocked: self = .exitLoginErrorAccountLocked
        case .accessForbidden: self = .exitLoginErrorAccessForbidden
        case .tryLater: self = .exitLoginErrorTryLater
        case nil: self = .exitLoginError
        }
    }
}
