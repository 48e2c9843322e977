/// What a view shows of a session.
public struct ConnectState: Equatable, Sendable {
    /// Where the session is. ``Phase/finished`` closes the view.
    public internal(set) var phase: Phase
    /// What covers the webview.
    public internal(set) var cover: Cover
    /// Whether the user is being asked whether to leave: answer with ``ConnectSession/confirmClose()`` or
    /// ``ConnectSession/declineClose()``.
    public internal(set) var asksToClose: Bool

    /// What covers the webview.
    public enum Cover: Equatable, Sendable {
        /// Nothing: the user is in the widget.
        case none
        /// The user waits.
        case loading(LoadingStage)
        /// The widget cannot be shown. If it `canRetry`, ``ConnectSession/retry()`` may help; closing is always possible.
        case problem(ConnectProblem, canRetry: Bool)
    }
}
