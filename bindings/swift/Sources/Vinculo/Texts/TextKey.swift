/// What can be said to the user, in Spanish, Portuguese and English: ``words(in:filling:)`` finds the words.
/// The raw value is the key in the tables `Vinculo.strings`, by which an app says something else in its place.
public enum TextKey: String, CaseIterable, Sendable {
    // While the user waits.
    case loadingOpening = "loading.opening"
    case loadingSlow = "loading.slow"
    case loadingResuming = "loading.resuming"
    case loadingClosing = "loading.closing"

    // The widget cannot be shown.
    case problemOffline = "problem.offline"
    case problemDNS = "problem.dns"
    case problemTLS = "problem.tls"
    case problemTimedOut = "problem.timed_out"
    case problemHTTPStatus = "problem.http_status"
    case problemBlocked = "problem.blocked"
    case problemWebviewMissing = "problem.webview_missing"
    case problemRendererGone = "problem.renderer_gone"
    case problemServer = "problem.server"
    case problemSignIn = "problem.sign_in"
    case problemRefused = "problem.refused"
    case problemUnreadable = "problem.unreadable"

    // Over the widget, which stays usable.
    case noticeReturnToBank = "notice.return_to_bank"
    case noticeAppMissing = "notice.app_missing"
    case noticeBankRefused = "notice.bank_refused"
    case noticeOffline = "notice.offline"
    case noticeNoBrowser = "notice.no_browser"
    case errorAccessTokenNotValid = "error.access_token_not_valid"
    case errorOther = "error.other"
    case warningInstitutionDisabled = "warning.institution_disabled"
    case warningOther = "warning.other"

    // With which error the user left.
    case exitInstitutionDown = "exit.institution_down"
    case exitInstitutionInactive = "exit.institution_inactive"
    case exitInstitutionUnavailable = "exit.institution_unavailable"
    case exitRequestTimeout = "exit.request_timeout"
    case exitTooManySessions = "exit.too_many_sessions"
    case exitUnexpectedError = "exit.unexpected_error"
    case exitLoginError = "exit.login_error"
    case exitLoginErrorWrongCredentials = "exit.login_error.wrong_credentials"
    case exitLoginErrorAccountLocked = "exit.login_error.account_locked"
    case exitLoginErrorAccessForbidden = "exit.login_error.access_forbidden"
    case exitLoginErrorTryLater = "exit.login_error.try_later"
    case exitTokenRequired = "exit.token_required"
    case exitSessionExpired = "exit.session_expired"
    case exitSessionExpiredOB = "exit.session_expired_ob"
    case exitDuplicated = "exit.duplicated"
    case exitOther = "exit.other"

    // How it ended.
    case outcomeConnected = "outcome.connected"
    case outcomeConnectedOther = "outcome.connected_other"
    case outcomeExited = "outcome.exited"

    // The question before leaving.
    case closeTitle = "close.title"
    case closeBody = "close.body"
    case closeLeave = "close.leave"
    case closeStay = "close.stay"

    // Buttons.
    case actionRetry = "action.retry"
    case actionClose = "action.close"
    case actionBack = "action.back"
    case actionDismiss = "action.dismiss"
    case actionOK = "action.ok"
    case actionCancel = "action.cancel"

    // The screen. ``pageHost`` holds `{host}`, and ``supportCode`` holds `{code}`.
    case pageTitle = "page.title"
    case pageLabel = "page.label"
    case pageHost = "page.host"
    case privacyCover = "privacy.cover"
    case supportCode = "support.code"
}
