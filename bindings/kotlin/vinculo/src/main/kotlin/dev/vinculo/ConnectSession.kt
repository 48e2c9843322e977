package dev.vinculo

import dev.vinculo.core.Event
import kotlinx.coroutines.flow.StateFlow
import dev.vinculo.core.ConnectSessionInterface as CoreSession

/**
 * One session: a widget to show, one outcome to await. Made by [Vinculo.session] and [Vinculo.restore].
 *
 * Everything here is for the main thread, but for [state] and [outcome], which any thread may watch. A view tells what happens to
 * it, shows [state], and does what it is asked as a [WebSurface].
 */
public class ConnectSession internal constructor(core: CoreSession, private val host: Host, recorded: Set<String>) {
    private val run = SessionRun(core, host, recorded)

    /** What to show. */
    public val state: StateFlow<ConnectState> = run.state

    /**
     * How the session ended: suspends until that is decided and on disk. However often it is called, the answer is the same.
     * Cancelling the caller ends its waiting, and nothing else. Any thread.
     *
     * @throws VinculoException.Cancelled after [cancel], or when its [Vinculo] is closed, unless it was decided before.
     * @throws VinculoException.Defect if we broke.
     */
    public suspend fun outcome(): ConnectOutcome = run.outcome()

    /** The same as [state], for Java: now, and at each change until the session ends, or what this answers is closed. */
    public fun addStateListener(listener: ConnectStateListener): AutoCloseable = run.listen(listener)

    /**
     * The app has dealt with the outcome: it is not told again, in no process. Throw the saved bytes away.
     *
     * @throws VinculoException.NotFinished if no outcome was told yet.
     */
    public fun acknowledge() {
        run.acknowledge()
    }

    /** Whether the app has dealt with the outcome, in this process or in an earlier one: then there is nothing left to tell. Main thread. */
    public val isAcknowledged: Boolean get() = run.isAcknowledged

    /** The session as bytes, to keep across a process death, say in a saved instance state. Holds no token. */
    public fun save(): ByteArray = run.save()

    /** What happened so far, oldest first, for a support ticket: no token, no link, no personal data. */
    public fun timeline(): List<TimelineEntry> = run.timeline()

    /**
     * Ends waiting, not the promise: [outcome] throws, timers and requests of this session end, and the view is let go of. What is
     * recorded is sent all the same, and saved bytes bring the session back. To have the user leave instead, and an outcome say
     * so, call [dismissed].
     */
    public fun cancel() {
        run.cancel()
    }

    /**
     * This view shows the session from now on. It is asked at once for what was to be done while there was none; another view than
     * before, to load the page anew.
     */
    public fun attach(surface: WebSurface) {
        run.attach(surface)
    }

    /** This view is gone. Nothing, if another one has taken its place already. */
    public fun detach(surface: WebSurface) {
        run.detach(surface)
    }

    /** The webview asks whether it may go there. Answers at once, and does not block. */
    public fun navigate(navigation: Navigation): Boolean = run.navigate(navigation)

    /** The operating system delivered a link to the app. */
    public fun openLink(url: String): DeepLinkVerdict = run.openLink(url)

    /** The webview shows the page it was last told to load. Never for the engine's own error page. */
    public fun pageShown() {
        run.tell(Event.PageShown)
    }

    /** The main document did not load. Never for images, scripts and iframes, nor for a navigation cancelled on our word. */
    public fun loadFailed(problem: LoadProblem) {
        run.tell(Event.LoadFailed(loadProblemOf(problem)))
    }

    /** The webview's renderer process died. */
    public fun rendererGone() {
        run.tell(Event.RendererGone)
    }

    /** The page posted this message. */
    public fun pageMessage(message: String) {
        run.tell(Event.PageMessage(PrivateText(message)))
    }

    /** The back button or gesture. */
    public fun back(canGoBack: Boolean) {
        run.tell(Event.Back(canGoBack))
    }

    /** The close button around the widget. */
    public fun closeRequested() {
        run.tell(Event.CloseRequested)
    }

    /** The user wants to leave: an answer to [ConnectState.asksToClose]. */
    public fun confirmClose() {
        run.tell(Event.CloseConfirmed)
    }

    /** The user stays: an answer to [ConnectState.asksToClose]. */
    public fun declineClose() {
        run.tell(Event.CloseDeclined)
    }

    /** The view is gone for good, by the user's hand or the app's: the session ends. */
    public fun dismissed(by: DismissedBy) {
        run.tell(Event.Dismissed(by))
    }

    /** The app is in front again. */
    public fun returned() {
        run.tell(Event.Returned)
    }

    /** The network came or went. */
    public fun connectivity(isOnline: Boolean) {
        run.tell(Event.Connectivity(isOnline))
        if (isOnline) {
            host.exchange.wake()
            host.courier.start()
        }
    }

    /** The user pressed "try again". */
    public fun retry() {
        run.tell(Event.Retry)
    }

    internal fun begin(acknowledged: Set<String> = emptySet()) {
        run.begin(acknowledged)
    }
}
