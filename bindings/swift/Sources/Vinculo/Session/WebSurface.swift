/// What a view does for a session, in the order it is asked. Attach one with ``ConnectSession/attach(_:)``; what was asked while
/// none was attached is asked then. A view that another one has taken the place of says nothing more of its webview: what that
/// does is no news any more.
///
/// Never log a URL: the widget's holds the token, others hold what a bank says about its user.
@MainActor public protocol WebSurface: AnyObject {
    /// Load the widget. A webview that has shown something before forgets that: it may hold a token of before.
    func load(_ url: PrivateText)
    /// Load the widget anew, and clear the history: its first page holds the token before. With `rebuild` the webview itself must
    /// be made anew, because its renderer died.
    func reload(_ url: PrivateText, rebuild: Bool)
    /// Load this https page: no app took the link.
    func loadPage(_ url: PrivateText)
    /// Go back one page.
    func goBack()
    /// Open a link in the system, with `appOnly` in an app that claims it and never in the browser. Answers whether anything took
    /// it.
    func openOutside(_ url: PrivateText, appOnly: Bool) async -> Bool
    /// Tell the user; the widget stays usable.
    func showNotice(_ notice: Notice)
}
