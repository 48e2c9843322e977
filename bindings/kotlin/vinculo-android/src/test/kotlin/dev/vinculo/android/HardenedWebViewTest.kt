package dev.vinculo.android

import android.content.pm.ApplicationInfo
import android.webkit.CookieManager
import android.webkit.WebSettings
import android.webkit.WebStorage
import android.webkit.WebView
import androidx.webkit.WebMessageCompat
import androidx.webkit.WebViewCompat
import androidx.webkit.WebViewFeature
import dev.vinculo.LoadProblem
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.annotation.Implementation
import org.robolectric.annotation.Implements
import org.robolectric.shadows.ShadowWebView

/** What a page can reach, and what is left of it. */
class HardenedWebViewTest : ScreenTest() {
    @After
    fun asBefore() {
        WebFeatures.current = BEFORE
    }

    @Test
    @Suppress("DEPRECATION")
    fun `every setting is as it should be`() {
        val settings = hardenedWebView(app).settings
        assertTrue(settings.javaScriptEnabled)
        assertTrue(settings.domStorageEnabled)
        assertFalse(settings.allowFileAccess)
        assertFalse(settings.allowContentAccess)
        assertFalse(settings.allowFileAccessFromFileURLs)
        assertFalse(settings.allowUniversalAccessFromFileURLs)
        assertEquals(WebSettings.MIXED_CONTENT_NEVER_ALLOW, settings.mixedContentMode)
        assertTrue(settings.supportMultipleWindows())
        assertFalse(settings.javaScriptCanOpenWindowsAutomatically)
        assertFalse(settings.saveFormData)
    }

    @Test
    @Config(shadows = [Looked::class])
    fun `only a debuggable app can be looked into`() {
        val info = app.applicationInfo
        val flags = info.flags
        info.flags = flags and ApplicationInfo.FLAG_DEBUGGABLE.inv()
        hardenedWebView(app)
        assertFalse(Looked.isOpen)
        info.flags = flags or ApplicationInfo.FLAG_DEBUGGABLE
        hardenedWebView(app)
        assertTrue(Looked.isOpen)
        info.flags = flags
    }

    @Test
    fun `nothing of the app is within a page's reach`() {
        val screen = open()
        val web = shadowOf(checkNotNull(screen.web))
        for (name in listOf("ReactNativeWebView", "Android", "vinculo")) assertNull(web.getJavascriptInterface(name))
    }

    @Test
    fun `frames of other sites may have cookies in this webview`() {
        val features = Features().also { WebFeatures.current = it }
        val web = checkNotNull(open().web)
        assertTrue(features.app.acceptThirdPartyCookies(web))
    }

    @Test
    fun `the app's cookies outlive a session, the widget's do not`() {
        val cookies = Features().also { WebFeatures.current = it }.app
        cookies.setCookie("https://api.example.com/", "signed-in=yes")
        val screen = open()
        cookies.setCookie("https://widget.belvo.io/", "widget=1")
        cookies.setCookie("https://widget.belvo.io/", "session=2; Domain=belvo.io")
        screen.go(screen.success())
        screen.result()
        screen.finish()
        assertEquals("signed-in=yes", cookies.getCookie("https://api.example.com/"))
        assertTrue(cookies.getCookie("https://widget.belvo.io/").isNullOrEmpty())
    }

    @Test
    fun `a screen that is thrown away meanwhile loses no cookie`() {
        val cookies = Features().also { WebFeatures.current = it }.app
        val screen = open()
        cookies.setCookie("https://widget.belvo.io/", "widget=1")
        screen.leave()
        assertEquals("widget=1", cookies.getCookie("https://widget.belvo.io/"))
    }

    @Test
    fun `where there are profiles the widget has one of its own`() {
        val features = Features(WebViewFeature.MULTI_PROFILE).also { WebFeatures.current = it }
        val screen = open()
        assertEquals(listOf("vinculo"), features.profiles)
        features.app.setCookie("https://widget.belvo.io/", "the-app's=1")
        features.own.setCookie("https://widget.belvo.io/", "widget=1")
        screen.go(screen.success())
        screen.result()
        screen.finish()
        assertEquals(listOf("vinculo"), features.cleared)
        assertEquals("the-app's=1", features.app.getCookie("https://widget.belvo.io/"))
        assertTrue(features.own.getCookie("https://widget.belvo.io/").isEmpty())
    }

    @Test
    fun `messages are heard of the widget's own page alone`() {
        val features = Features(WebViewFeature.WEB_MESSAGE_LISTENER).also { WebFeatures.current = it }
        val screen = open(request(ConnectViewOptions { messageObjects("Belvo", "ReactNativeWebView") }))
        assertEquals(setOf("Belvo", "ReactNativeWebView"), features.listeners.keys)
        assertEquals(setOf("https://widget.belvo.io"), features.origins.toSet())
        val session = checkNotNull(screen.session)
        val heard = { session.timeline().size }
        val before = heard()
        val listener = features.listeners.getValue("Belvo")
        val web = checkNotNull(screen.web)
        val error = WebMessageCompat("""{"eventName":"ERROR","meta_data":{"error_code":"login_error","error_message":"Invalid"}}""")
        val replies = NoReplies
        listener.onPostMessage(web, error, android.net.Uri.parse("https://evil.example"), true, replies)
        listener.onPostMessage(web, error, android.net.Uri.parse("https://widget.belvo.io"), false, replies)
        assertEquals(before, heard())
        listener.onPostMessage(web, error, android.net.Uri.parse("https://widget.belvo.io"), true, replies)
        assertEquals(before + 1, heard())
    }

    @Test
    @Config(shadows = [NoWebView::class])
    fun `a phone without a webview is told as such`() {
        val finished = launch().result() as ConnectResult.Finished
        val outcome = finished.outcome as dev.vinculo.ConnectOutcome.Failed
        assertEquals(dev.vinculo.FailReason.WEBVIEW_MISSING, outcome.reason)
        assertEquals("WebviewMissing", LoadProblem.WebviewMissing.toString())
    }

    /** Remembers whether developers' tools may look in. */
    @Implements(WebView::class)
    class Looked : ShadowWebView() {
        companion object {
            var isOpen = false

            @JvmStatic
            @Implementation(methodName = "setWebContentsDebuggingEnabled")
            fun open(enabled: Boolean) {
                isOpen = enabled
            }
        }
    }

    /** As Android's, which throws a class that is hidden. */
    @Implements(WebView::class)
    class NoWebView : ShadowWebView() {
        @Implementation
        @Suppress("ktlint:standard:function-naming", "unused", "UNUSED_PARAMETER")
        fun __constructor__(
            context: android.content.Context?,
            attributes: android.util.AttributeSet?,
            style: Int,
            resource: Int,
            interfaces: Map<String, Any>?,
            isPrivate: Boolean,
        ): Unit = throw android.util.AndroidRuntimeException("Failed to load WebView provider: No WebView installed")
    }

    private object NoReplies : androidx.webkit.JavaScriptReplyProxy() {
        override fun postMessage(message: String) = error("nothing is answered")

        override fun postMessage(arrayBuffer: ByteArray) = error("nothing is answered")
    }

    /** Robolectric's forgets no cookie that expires, and whether frames may have any. */
    private class Jar : android.webkit.RoboCookieManager() {
        private val jar = mutableMapOf<Pair<String, String>, String>()
        private var thirdParties = false

        override fun setCookie(url: String, value: String) {
            val parts = value.split(';').map { it.trim() }
            val domain = parts.firstOrNull { it.startsWith("Domain=") }?.substringAfter('=')
            val key = (domain?.let { ".$it" } ?: android.net.Uri.parse(url).host.orEmpty()) to parts[0].substringBefore('=')
            if ("Max-Age=0" in parts) jar -= key else jar[key] = parts[0]
        }

        override fun getCookie(url: String): String {
            val host = android.net.Uri.parse(url).host.orEmpty()
            return jar.filterKeys { (domain, _) -> domain == host || ".$host".endsWith(domain) }.values.joinToString("; ")
        }

        override fun removeAllCookies(callback: android.webkit.ValueCallback<Boolean>?) = jar.clear()

        override fun setAcceptThirdPartyCookies(view: WebView, accept: Boolean) {
            thirdParties = accept
        }

        override fun acceptThirdPartyCookies(view: WebView) = thirdParties
    }

    /** A webview that has these; Robolectric's has none. */
    private class Features(vararg val there: String) : WebFeatures {
        val profiles = mutableListOf<String>()
        val cleared = mutableListOf<String>()
        val listeners = mutableMapOf<String, WebViewCompat.WebMessageListener>()
        val origins = mutableListOf<String>()

        override fun has(feature: String) = feature in there

        override fun useProfile(web: WebView, name: String) {
            profiles += name
        }

        val app = Jar()
        val own = Jar()

        override fun cookiesOf(profile: String?): CookieManager = if (profile == null) app else own

        override fun storageOf(profile: String): WebStorage = WebStorage.getInstance().also { cleared += profile }

        override fun listen(web: WebView, name: String, origin: String, listener: WebViewCompat.WebMessageListener) {
            check(name !in listeners)
            listeners[name] = listener
            origins += origin
        }

        override fun stopListening(web: WebView, name: String) {
            listeners -= name
        }
    }

    private companion object {
        val BEFORE = WebFeatures.current
    }
}
