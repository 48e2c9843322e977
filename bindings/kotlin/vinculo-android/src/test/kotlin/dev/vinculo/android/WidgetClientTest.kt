package dev.vinculo.android

import android.net.http.SslError
import android.webkit.RenderProcessGoneDetail
import android.webkit.SslErrorHandler
import android.webkit.WebResourceError
import android.webkit.WebResourceResponse
import android.webkit.WebView
import android.webkit.WebViewClient
import dev.vinculo.ConnectOutcome
import dev.vinculo.phone.Opened
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotSame
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadow.api.Shadow

/** Everything that Android tells of a webview, as it tells it. */
class WidgetClientTest : ScreenTest() {
    @Test
    fun `pages of the web are shown, callbacks and apps are not`() {
        val screen = open()
        assertTrue(screen.go("https://bank.example/login"))
        assertFalse(screen.go("http://bank.example/login"))
        assertFalse(screen.go("file:///data/data/x"))
        assertFalse(screen.go("javascript:alert(1)"))
        assertFalse(screen.go("bankapp://login"))
    }

    @Test
    fun `an iframe forges no callback`() {
        val screen = open()
        assertFalse(screen.go(screen.callback("success", "?link=$FORGED&institution=erebor_mx_retail"), isMain = false))
        screen.go(screen.success())
        val outcome = (screen.result() as ConnectResult.Finished).outcome as ConnectOutcome.Connected
        assertEquals(Opened.LINK, outcome.link.value)
    }

    @Test
    fun `the cover goes when the page is there, and not before`() {
        val screen = launch()
        until("the page is being loaded") { screen.loaded != null }
        val web = checkNotNull(screen.web)
        screen.client.onPageStarted(web, checkNotNull(screen.loaded), null)
        assertTrue(screen.cover.isShowing)
        screen.client.onPageFinished(web, "about:blank")
        assertTrue(screen.cover.isShowing)
        screen.client.onPageFinished(web, checkNotNull(screen.loaded))
        assertFalse(screen.cover.isShowing)
    }

    @Test
    fun `the page's host is shown, and no more of its address`() {
        val screen = open()
        val bar = checkNotNull(screen.activity.window.decorView.find<Toolbar>())
        val shown = { bar.all().filterIsInstance<android.widget.TextView>().single().text.toString() }
        assertEquals("widget.belvo.io", shown())
        screen.client.onPageCommitVisible(checkNotNull(screen.web), "https://login.bank.example/in?user=ana")
        assertEquals("login.bank.example", shown())
    }

    @Test
    fun `the engine's own error page is no page`() {
        val screen = launch()
        until("the page is being loaded") { screen.loaded != null }
        // The one after which the page itself may come yet.
        screen.fail(WebViewClient.ERROR_TIMEOUT, "net::ERR_CONNECTION_TIMED_OUT")
        val (web, url) = checkNotNull(screen.web) to checkNotNull(screen.loaded)
        screen.client.onPageStarted(web, url, null)
        screen.client.onPageFinished(web, url)
        assertTrue(screen.cover.isShowing)
        screen.press(R.string.vinculo_action_retry)
        until("it is loaded again") { checkNotNull(screen.web).let { shadowOf(it).lastLoadedUrl } != null }
        screen.finishLoading()
        assertFalse(screen.cover.isShowing)
    }

    @Test
    fun `an image that does not load is no problem`() {
        val screen = open()
        screen.client.onReceivedError(checkNotNull(screen.web), Request("https://widget.belvo.io/a.png", isMain = false), Failure(-2, "net::ERR_FAILED"))
        screen.client.onReceivedHttpError(checkNotNull(screen.web), Request("https://widget.belvo.io/a.png", isMain = false), response(404))
        assertFalse(screen.cover.isShowing)
    }

    @Test
    fun `a navigation that was cancelled is no problem`() {
        val screen = open()
        screen.fail(WebViewClient.ERROR_UNKNOWN, "net::ERR_ABORTED")
        assertFalse(screen.cover.isShowing)
    }

    @Test
    fun `the widget's server in trouble is said, a bank's page is shown whatever its status`() {
        val screen = open()
        val web = checkNotNull(screen.web)
        screen.client.onReceivedHttpError(web, Request("https://bank.example/in"), response(403))
        assertFalse(screen.cover.isShowing)
        screen.client.onReceivedHttpError(web, Request(checkNotNull(screen.loaded)), response(503))
        assertTrue(screen.cover.isShowing)
    }

    @Test
    fun `a wrong certificate is never accepted`() {
        val screen = launch()
        until("the page is being loaded") { screen.loaded != null }
        val web = checkNotNull(screen.web)
        screen.client.onPageStarted(web, checkNotNull(screen.loaded), null)
        val handler = Shadow.newInstanceOf(SslErrorHandler::class.java)
        val error = SslError(SslError.SSL_UNTRUSTED, null as android.net.http.SslCertificate?, checkNotNull(screen.loaded))
        screen.client.onReceivedSslError(web, handler, error)
        assertTrue(shadowOf(handler).wasCancelCalled())
        assertFalse(shadowOf(handler).wasProceedCalled())
        until("it is said") { screen.activity.window.decorView.all().any { it is android.widget.Button && it.isShown } }
        screen.finishLoading()
        assertTrue(screen.cover.isShowing)
    }

    @Test
    fun `a wrong certificate of a part is refused, and the page stays`() {
        val screen = open()
        screen.go(FRAME, isMain = false)
        for (part in listOf("https://cdn.example/x.js", FRAME)) {
            val handler = Shadow.newInstanceOf(SslErrorHandler::class.java)
            val error = SslError(SslError.SSL_UNTRUSTED, null as android.net.http.SslCertificate?, part)
            screen.client.onReceivedSslError(checkNotNull(screen.web), handler, error)
            assertTrue(part, shadowOf(handler).wasCancelCalled())
            assertFalse(part, shadowOf(handler).wasProceedCalled())
            assertFalse(part, screen.cover.isShowing)
        }
    }

    @Test
    @Config(sdk = [35]) // Android tells since 8.
    fun `a dead renderer does not take the app along, and the widget comes back`() {
        val screen = open()
        val dead = checkNotNull(screen.web)
        assertTrue(screen.client.onRenderProcessGone(dead, Gone))
        assertTrue(shadowOf(dead).wasDestroyCalled())
        until("a new one loads the widget") { screen.web != null && screen.loaded != null }
        assertNotSame(dead, screen.web)
        screen.finishLoading()
        assertFalse(screen.cover.isShowing)
    }

    @Test
    fun `numbers and names of errors`() {
        val expected = listOf(
            Triple(WebViewClient.ERROR_HOST_LOOKUP, "net::ERR_NAME_NOT_RESOLVED", "Dns"),
            Triple(WebViewClient.ERROR_HOST_LOOKUP, "net::ERR_INTERNET_DISCONNECTED", "Offline"),
            Triple(WebViewClient.ERROR_CONNECT, "net::ERR_CONNECTION_REFUSED", "Offline"),
            Triple(WebViewClient.ERROR_TIMEOUT, "net::ERR_CONNECTION_TIMED_OUT", "TimedOut"),
            Triple(WebViewClient.ERROR_UNKNOWN, "net::ERR_TIMED_OUT", "TimedOut"),
            Triple(WebViewClient.ERROR_FAILED_SSL_HANDSHAKE, "", "Tls"),
            Triple(WebViewClient.ERROR_UNKNOWN, "net::ERR_CERT_DATE_INVALID", "Tls"),
            Triple(WebViewClient.ERROR_UNKNOWN, "net::ERR_CLEARTEXT_NOT_PERMITTED", "Blocked"),
            Triple(WebViewClient.ERROR_UNKNOWN, "net::ERR_BLOCKED_BY_CLIENT", "Blocked"),
            Triple(WebViewClient.ERROR_UNSAFE_RESOURCE, "", "Blocked"),
        )
        for ((code, description, problem) in expected) assertEquals(description, problem, loadProblemOf(code, description).toString())
        assertNull(loadProblemOf(WebViewClient.ERROR_UNKNOWN, "net::ERR_ABORTED"))
    }

    private fun Screen.fail(code: Int, description: String) {
        client.onReceivedError(checkNotNull(web), Request(checkNotNull(loaded)), Failure(code, description))
    }

    private fun response(status: Int) = WebResourceResponse("text/html", "utf-8", status, "Status", emptyMap(), null)

    @Suppress("DEPRECATION") // Its constructor is for webviews and tests.
    private object Gone : RenderProcessGoneDetail() {
        override fun didCrash() = true

        override fun rendererPriorityAtExit() = WebView.RENDERER_PRIORITY_IMPORTANT
    }

    private class Failure(private val code: Int, private val text: String) : WebResourceError() {
        override fun getErrorCode() = code

        override fun getDescription() = text
    }

    private companion object {
        const val FRAME = "https://frame.example/in"
        const val FORGED = "7d1f0c7e-0000-4000-8000-5f0a6ed0b4a1"
    }
}
