package dev.vinculo

/**
 * What a view does for a session. All calls come on the main thread, in the order they are meant. Attach one with
 * [ConnectSession.attach]; what was asked while none was attached is asked then. A view that another one has taken the place of
 * says nothing more to the session: what its webview does is no news any more.
 *
 * Never log a URL: the widget's holds the token, others hold what a bank says about its user.
 */
public interface WebSurface {
    /** Load the widget. A webview that has shown something before forgets that: it may hold a token of before. */
    public fun load(url: PrivateText)

    /**
     * Load the widget anew, and clear the history: its first page holds the token before.
     *
     * @param rebuild The webview itself must be made anew, because its renderer died.
     */
    public fun reload(url: PrivateText, rebuild: Boolean)

    /** Load this https page: no app took the link. */
    public fun loadPage(url: PrivateText)

    /** Go back one page. */
    public fun goBack()

    /**
     * Open a link in the system.
     *
     * @param appOnly Only in an app that claims it, never in the browser.
     * @return Whether anything took it.
     */
    public fun openOutside(url: PrivateText, appOnly: Boolean): Boolean

    /** Tell the user; the widget stays usable. */
    public fun showNotice(notice: Notice)
}
