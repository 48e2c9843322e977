package dev.vinculo.android

import dev.vinculo.ConnectSession

/**
 * The way from one webview to its session. An engine calls on after its webview was replaced, taken from the screen or destroyed;
 * once the wire is cut that is no news, and the page gets nothing more. Main thread.
 */
internal class Wire(session: ConnectSession) {
    /** `null` once it is cut. */
    var session: ConnectSession? = session
        private set

    fun cut() {
        session = null
    }
}
