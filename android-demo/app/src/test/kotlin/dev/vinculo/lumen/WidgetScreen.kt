package dev.vinculo.lumen

import android.app.Activity
import android.content.Intent
import android.net.Uri
import android.os.Looper
import android.view.View
import android.view.ViewGroup
import android.webkit.WebResourceRequest
import android.webkit.WebView
import org.robolectric.Robolectric
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import java.net.HttpURLConnection
import java.net.URI
import java.time.Duration

/**
 * Vinculo's screen, and a person who goes through the sandbox's widget in it. Robolectric's webview shows nothing, so the pages are
 * asked for here, and the webview's client is told what a webview tells it.
 */
class WidgetScreen(intent: Intent, val requestCode: Int) {
    enum class Wish { CONNECT, LEAVE }

    val controller: ActivityController<out Activity> = Robolectric.buildActivity(activityOf(intent), intent).setup()
    val activity: Activity get() = controller.get()

    private val web: WebView get() = checkNotNull(find())
    private val client get() = checkNotNull(shadowOf(web).webViewClient)

    /** The first page's address, once the session has a token. */
    fun loaded(): String {
        repeat(TURNS) {
            find()?.let { shadowOf(it).lastLoadedUrl }?.let { return it }
            shadowOf(Looper.getMainLooper()).idleFor(Duration.ofMillis(1))
            Thread.sleep(1)
        }
        throw AssertionError("never: the widget is loaded")
    }

    /** Goes through the widget until it leads back to the app. Answers the address that did, which the session has then. */
    fun walk(wish: Wish = Wish.CONNECT): String = walk(wish) { url, isPost -> !client.shouldOverrideUrlLoading(web, Request(url, isPost)) }

    /** The same to a success, but what leads back to the app is not told to the webview: it comes by another way. */
    fun success(): String = walk(Wish.CONNECT) { url, isPost -> url.startsWith("http") && !client.shouldOverrideUrlLoading(web, Request(url, isPost)) }

    private fun walk(wish: Wish, mayGo: (url: String, isPost: Boolean) -> Boolean): String {
        var step: Step? = Step(loaded())
        var isFirst = true
        while (true) {
            val (url, form) = checkNotNull(step) { "the widget has no way on" }
            if (!isFirst && !mayGo(url, form != null)) return url
            isFirst = false
            val location = ask(url, form)
            step = if (location == null) {
                show(url)
                next(url, wish)
            } else {
                Step(location)
            }
        }
    }

    /** Whether the page may go there. */
    fun go(url: String): Boolean = !client.shouldOverrideUrlLoading(web, Request(url, isPost = false))

    private fun show(url: String) {
        client.onPageStarted(web, url, null)
        client.onPageCommitVisible(web, url)
        client.onPageFinished(web, url)
    }

    /** What the person does on a page. */
    private fun next(url: String, wish: Wish): Step? {
        val visit = url.substringBeforeLast('/')
        return when (url.substringAfterLast('/')) {
            "consent" -> if (wish == Wish.LEAVE) Step("$visit/leave/institutions") else Step(url, "")
            "institutions" -> Step(url, "institution=erebor_mx_retail")
            "credentials" -> Step(url, "username=ana&password=x")
            "success" -> Step("$visit/done")
            else -> null
        }
    }

    /** Where the answer leads, if elsewhere. */
    private fun ask(url: String, form: String?): String? {
        val connection = URI(url).toURL().openConnection() as HttpURLConnection
        connection.instanceFollowRedirects = false
        if (form != null) {
            connection.doOutput = true
            connection.outputStream.use { it.write(form.toByteArray()) }
        }
        val location = connection.getHeaderField("Location")
        check(location != null || connection.responseCode == HttpURLConnection.HTTP_OK) { "the widget answered ${connection.responseCode}" }
        return location?.let { URI(url).resolve(it).toString() }
    }

    private fun find(): WebView? = activity.window.decorView.all().filterIsInstance<WebView>().firstOrNull()

    private data class Step(val url: String, val form: String? = null)

    private class Request(private val address: String, private val isPost: Boolean) : WebResourceRequest {
        override fun getUrl(): Uri = Uri.parse(address)

        override fun isForMainFrame() = true

        override fun isRedirect() = false

        override fun hasGesture() = true

        override fun getMethod() = if (isPost) "POST" else "GET"

        override fun getRequestHeaders() = emptyMap<String, String>()
    }

    private companion object {
        const val TURNS = 10_000

        @Suppress("UNCHECKED_CAST")
        fun activityOf(intent: Intent): Class<out Activity> = Class.forName(checkNotNull(intent.component).className) as Class<out Activity>

        fun View.all(): Sequence<View> = sequence {
            yield(this@all)
            if (this@all is ViewGroup) for (i in 0 until childCount) yieldAll(getChildAt(i).all())
        }
    }
}
