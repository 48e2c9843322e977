package dev.vinculo.android

import android.Manifest
import android.content.Intent
import android.net.Uri
import android.os.Handler
import android.os.Looper
import android.os.Message
import android.webkit.ConsoleMessage
import android.webkit.PermissionRequest
import android.webkit.WebChromeClient.FileChooserParams
import android.webkit.WebView
import dev.vinculo.ConnectOutcome
import org.junit.Assert.assertArrayEquals
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.robolectric.Shadows.shadowOf

/** What a page asks of the app around it. */
class WidgetChromeTest : ScreenTest() {
    @Test
    fun `a window is a navigation in the same webview`() {
        val screen = open()
        val web = checkNotNull(screen.web)
        val listener = screen.openWindow()
        assertTrue(shadowOf(listener).webViewClient.shouldOverrideUrlLoading(listener, Request("https://bank.example/terms")))
        assertEquals("https://bank.example/terms", shadowOf(web).lastLoadedUrl)
        assertNull(shadowOf(listener).lastLoadedUrl)
        until("it is let go of") { shadowOf(listener).wasDestroyCalled() }
    }

    @Test
    fun `a callback in a window ends the session`() {
        val screen = open()
        val listener = screen.openWindow()
        assertTrue(shadowOf(listener).webViewClient.shouldOverrideUrlLoading(listener, Request(screen.success())))
        assertTrue((screen.result() as ConnectResult.Finished).outcome is ConnectOutcome.Connected)
    }

    @Test
    fun `a window to what is no page is not shown`() {
        val screen = open()
        val before = screen.loaded
        val listener = screen.openWindow()
        assertTrue(shadowOf(listener).webViewClient.shouldOverrideUrlLoading(listener, Request("file:///etc/hosts")))
        assertEquals(before, screen.loaded)
    }

    @Test
    fun `the camera is for the widget alone, and for the user to grant`() {
        val screen = open()
        val camera = arrayOf(PermissionRequest.RESOURCE_VIDEO_CAPTURE)
        val strange = Asked("https://bank.example", camera).also { screen.chrome.onPermissionRequest(it) }
        assertEquals("denied", strange.answer)
        val unknown = Asked(WIDGET, arrayOf(PermissionRequest.RESOURCE_MIDI_SYSEX)).also { screen.chrome.onPermissionRequest(it) }
        assertEquals("denied", unknown.answer)
        val before = Asked(WIDGET, camera).also { screen.chrome.onPermissionRequest(it) }
        assertNull(before.answer)
        val question = shadowOf(screen.activity).lastRequestedPermission
        assertArrayEquals(arrayOf(Manifest.permission.CAMERA), question.requestedPermissions)
        screen.activity.onRequestPermissionsResult(question.requestCode, question.requestedPermissions, intArrayOf(-1))
        assertEquals("denied", before.answer)
        shadowOf(app).grantPermissions(Manifest.permission.CAMERA)
        val granted = Asked(WIDGET, camera).also { screen.chrome.onPermissionRequest(it) }
        assertEquals("granted android.webkit.resource.VIDEO_CAPTURE", granted.answer)
    }

    @Test
    fun `files are chosen for the widget alone`() {
        val screen = open()
        val web = checkNotNull(screen.web)
        var chosen: Array<Uri>? = null
        val took = screen.chrome.onShowFileChooser(web, { chosen = it }, Chooser)
        assertTrue(took)
        val started = shadowOf(screen.activity).nextStartedActivityForResult
        assertEquals(Intent.ACTION_GET_CONTENT, started.intent.action)
        val statement = Uri.parse("content://files/statement.pdf")
        shadowOf(screen.activity).receiveResult(started.intent, android.app.Activity.RESULT_OK, Intent().setData(statement))
        assertArrayEquals(arrayOf(statement), chosen)
        // An app that answers with a path of ours would have that file sent to the page.
        screen.chrome.onShowFileChooser(web, { chosen = it }, Chooser)
        val again = shadowOf(screen.activity).nextStartedActivityForResult
        val ours = Intent().setData(Uri.parse("file:///data/data/app/databases/secret"))
        shadowOf(screen.activity).receiveResult(again.intent, android.app.Activity.RESULT_OK, ours)
        assertNull(chosen)
        web.loadUrl("https://bank.example/upload")
        assertFalse(screen.chrome.onShowFileChooser(web, { error("it is not answered twice") }, Chooser))
    }

    @Test
    fun `a page that waits for files is answered when the screen goes`() {
        val screen = open()
        var answers = 0
        screen.chrome.onShowFileChooser(checkNotNull(screen.web), { answers++ }, Chooser)
        screen.view.detach()
        assertEquals(1, answers)
    }

    @Test
    fun `nobody learns where the user is`() {
        val screen = open()
        var answer: Triple<String, Boolean, Boolean>? = null
        screen.chrome.onGeolocationPermissionsShowPrompt(WIDGET) { origin, allow, retain -> answer = Triple(origin, allow, retain) }
        assertEquals(Triple(WIDGET, false, false), answer)
    }

    @Test
    fun `what a page logs stays out of the system's log`() {
        assertTrue(open().chrome.onConsoleMessage(ConsoleMessage("password=1", "page", 1, ConsoleMessage.MessageLevel.LOG)))
    }

    /** As the engine does: the answer is the webview that is told where the window goes. */
    private fun Screen.openWindow(): WebView {
        val web = checkNotNull(web)
        val transport = web.WebViewTransport()
        val message = Message.obtain(Handler(Looper.getMainLooper())).apply { obj = transport }
        assertTrue(chrome.onCreateWindow(web, false, true, message))
        return checkNotNull(transport.webView)
    }

    private class Asked(private val from: String, private val wanted: Array<String>) : PermissionRequest() {
        var answer: String? = null

        override fun getOrigin(): Uri = Uri.parse(from)

        override fun getResources() = wanted

        override fun grant(resources: Array<String>) {
            answer = "granted ${resources.joinToString()}"
        }

        override fun deny() {
            answer = "denied"
        }
    }

    private object Chooser : FileChooserParams() {
        override fun getMode() = MODE_OPEN

        override fun getAcceptTypes() = arrayOf("application/pdf")

        override fun isCaptureEnabled() = false

        override fun getTitle() = "A file"

        override fun getFilenameHint(): String? = null

        override fun createIntent() = Intent(Intent.ACTION_GET_CONTENT).setType("application/pdf")
    }

    private companion object {
        const val WIDGET = "https://widget.belvo.io"
    }
}
