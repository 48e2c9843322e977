package dev.vinculo.android

import android.net.Uri
import android.net.http.SslError
import android.os.Build
import android.os.Handler
import android.os.Looper
import android.os.Message
import android.webkit.PermissionRequest
import android.webkit.RenderProcessGoneDetail
import android.webkit.SslErrorHandler
import android.webkit.WebChromeClient
import android.webkit.WebChromeClient.FileChooserParams
import android.webkit.WebResourceError
import android.webkit.WebResourceResponse
import android.webkit.WebView
import android.webkit.WebViewClient
import android.widget.Button
import android.widget.ImageButton
import android.widget.TextView
import androidx.webkit.JavaScriptReplyProxy
import androidx.webkit.WebMessageCompat
import androidx.webkit.WebViewCompat
import androidx.webkit.WebViewFeature
import dev.vinculo.ConnectSession
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.shadow.api.Shadow

/**
 * A webview that shows a session no more tells it nothing, whatever its engine calls: another view has taken its place, it was
 * detached, or its renderer died and another one was made.
 */
class SilenceTest : ScreenTest() {
    @After
    fun asBefore() {
        WebFeatures.current = BEFORE
    }

    @Test
    fun `no navigation is told, and none happens`() = silently {
        assertTrue(client.shouldOverrideUrlLoading(web, Request("https://bank.example/in")))
        assertTrue(client.shouldOverrideUrlLoading(web, Request(screen.success())))
    }

    @Test
    fun `no page is told, nor is its host shown`() = silently {
        val shown = { view.find<Toolbar>()?.all()?.filterIsInstance<TextView>()?.single()?.text.toString() }
        val before = shown()
        client.onPageStarted(web, "https://bank.example/in", null)
        client.onPageCommitVisible(web, "https://bank.example/in")
        client.onPageFinished(web, "https://bank.example/in")
        assertEquals(before, shown())
    }

    @Test
    fun `no failure to load is told`() = silently {
        client.onReceivedError(web, Request(WIDGET), Failure)
    }

    @Test
    fun `no answer of the widget's server is told`() = silently {
        client.onReceivedHttpError(web, Request(WIDGET), WebResourceResponse("text/html", "utf-8", 503, "Status", emptyMap(), null))
    }

    @Test
    fun `no wrong certificate is told, and none accepted`() = silently {
        val handler = Shadow.newInstanceOf(SslErrorHandler::class.java)
        client.onPageStarted(web, WIDGET, null)
        client.onReceivedSslError(web, handler, SslError(SslError.SSL_UNTRUSTED, null as android.net.http.SslCertificate?, WIDGET))
        assertTrue(shadowOf(handler).wasCancelCalled())
    }

    @Test
    @Config(sdk = [35]) // Android tells since 8.
    fun `no dead renderer is told, and the app lives on`() = silently {
        assertTrue(client.onRenderProcessGone(web, Gone))
        assertFalse(shadowOf(checkNotNull(now ?: return@silently)).wasDestroyCalled())
    }

    @Test
    fun `no window is opened`() = silently {
        assertFalse(chrome.onCreateWindow(web, false, true, Message.obtain(Handler(Looper.getMainLooper())).apply { obj = web.WebViewTransport() }))
    }

    @Test
    fun `what becomes of a window that was opened before is not told`() = silently {
        val before = shadowOf(web).lastLoadedUrl
        assertTrue(shadowOf(window).webViewClient.shouldOverrideUrlLoading(window, Request("https://bank.example/terms")))
        assertEquals(before, shadowOf(web).lastLoadedUrl)
        until("it is let go of") { shadowOf(window).wasDestroyCalled() }
    }

    @Test
    fun `nobody is asked for the camera`() = silently {
        val request = Asked().also { chrome.onPermissionRequest(it) }
        assertEquals("denied", request.answer)
        assertNull(shadowOf(screen.activity).lastRequestedPermission)
    }

    @Test
    fun `nobody is asked for files`() = silently {
        assertFalse(chrome.onShowFileChooser(web, { error("it is not answered") }, Chooser))
        assertNull(shadowOf(screen.activity).nextStartedActivityForResult)
    }

    @Test
    fun `no message of the page is told`() = silently {
        messages(web, WebMessageCompat("""{"eventName":"ERROR","meta_data":{"error_code":"login_error"}}"""))
    }

    @Test
    fun `the buttons around it are no longer the session's`() {
        val screen = open()
        val (session, view) = checkNotNull(screen.session) to screen.view
        view.back()
        assertTrue(view.buttons().isNotEmpty())
        ConnectView(screen.activity).attach(session)
        assertEquals(emptyList<Button>(), view.buttons())
        val before = session.told()
        view.all().filterIsInstance<ImageButton>().single().performClick()
        view.back()
        assertEquals(before, session.told())
    }

    private fun ConnectView.buttons() = all().filterIsInstance<Button>().filter { it.visibility == Button.VISIBLE }.toList()

    /** Does this with a webview that the session had, in each way of having lost it. */
    private fun silently(call: Old.() -> Unit) {
        // Android tells of dead renderers since 8.
        val ways = listOfNotNull(::replace, ::detach, ::dropDead.takeIf { Build.VERSION.SDK_INT >= Build.VERSION_CODES.O })
        for (lose in ways) {
            val features = Messages().also { WebFeatures.current = it }
            val screen = open()
            val web = checkNotNull(screen.web)
            val window = screen.openWindow()
            val listener = checkNotNull(features.listener)
            val (client, chrome) = screen.client to screen.chrome
            val session = checkNotNull(screen.session)
            val now = lose(screen)
            val old = Old(screen, screen.view, web, client, chrome, window, now) { from, message ->
                listener.onPostMessage(from, message, Uri.parse(WIDGET), true, NoReplies)
            }
            val before = session.told()
            old.call()
            assertEquals(lose.name, before, session.told())
            assertFalse(screen.activity.isFinishing)
        }
    }

    private fun replace(screen: Screen): WebView {
        val other = ConnectView(screen.activity)
        other.attach(checkNotNull(screen.session))
        until("the page is loaded anew") { other.find<WebView>()?.let { shadowOf(it).lastLoadedUrl } != null }
        return checkNotNull(other.find<WebView>())
    }

    private fun detach(screen: Screen): WebView? {
        screen.view.detach()
        return null
    }

    private fun dropDead(screen: Screen): WebView {
        screen.client.onRenderProcessGone(checkNotNull(screen.web), Gone)
        until("a new one loads the widget") { screen.web != null && screen.loaded != null }
        return checkNotNull(screen.web)
    }

    private fun ConnectSession.told(): List<String> = timeline().map { it.toString() } + state.value.toString()

    private fun Screen.openWindow(): WebView {
        val web = checkNotNull(web)
        val transport = web.WebViewTransport()
        chrome.onCreateWindow(web, false, true, Message.obtain(Handler(Looper.getMainLooper())).apply { obj = transport })
        return checkNotNull(transport.webView)
    }

    /** @property now The webview in its place, if there is one. */
    private class Old(
        val screen: Screen,
        val view: ConnectView,
        val web: WebView,
        val client: WebViewClient,
        val chrome: WebChromeClient,
        val window: WebView,
        val now: WebView?,
        val messages: (WebView, WebMessageCompat) -> Unit,
    )

    /** A webview with message listeners; the first one that is set is kept. */
    private class Messages : WebFeatures by BEFORE {
        var listener: WebViewCompat.WebMessageListener? = null

        override fun has(feature: String) = feature == WebViewFeature.WEB_MESSAGE_LISTENER

        override fun listen(web: WebView, name: String, origin: String, listener: WebViewCompat.WebMessageListener) {
            this.listener = this.listener ?: listener
        }

        override fun stopListening(web: WebView, name: String) = Unit
    }

    private object NoReplies : JavaScriptReplyProxy() {
        override fun postMessage(message: String) = error("nothing is answered")

        override fun postMessage(arrayBuffer: ByteArray) = error("nothing is answered")
    }

    @Suppress("DEPRECATION") // Its constructor is for webviews and tests.
    private object Gone : RenderProcessGoneDetail() {
        override fun didCrash() = true

        override fun rendererPriorityAtExit() = WebView.RENDERER_PRIORITY_IMPORTANT
    }

    private object Failure : WebResourceError() {
        override fun getErrorCode() = WebViewClient.ERROR_HOST_LOOKUP

        override fun getDescription() = "net::ERR_NAME_NOT_RESOLVED"
    }

    private class Asked : PermissionRequest() {
        var answer: String? = null

        override fun getOrigin(): Uri = Uri.parse(WIDGET)

        override fun getResources() = arrayOf(RESOURCE_VIDEO_CAPTURE)

        override fun grant(resources: Array<String>) {
            answer = "granted"
        }

        override fun deny() {
            answer = "denied"
        }
    }

    private object Chooser : FileChooserParams() {
        override fun getMode() = MODE_OPEN

        override fun getAcceptTypes() = emptyArray<String>()

        override fun isCaptureEnabled() = false

        override fun getTitle() = "A file"

        override fun getFilenameHint(): String? = null

        override fun createIntent() = android.content.Intent(android.content.Intent.ACTION_GET_CONTENT)
    }

    private companion object {
        const val WIDGET = "https://widget.belvo.io"
        val BEFORE = WebFeatures.current
    }
}
