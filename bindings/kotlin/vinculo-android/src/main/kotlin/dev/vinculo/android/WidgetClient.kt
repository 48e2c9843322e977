package dev.vinculo.android

import android.graphics.Bitmap
import android.net.http.SslError
import android.webkit.RenderProcessGoneDetail
import android.webkit.SslErrorHandler
import android.webkit.WebResourceError
import android.webkit.WebResourceRequest
import android.webkit.WebResourceResponse
import android.webkit.WebView
import android.webkit.WebViewClient
import dev.vinculo.Frame
import dev.vinculo.LoadProblem
import dev.vinculo.Navigation

/** Tells a session what happens in its webview, as long as the wire is whole. Decides nothing. */
internal class WidgetClient(
    private val wire: Wire,
    private val widget: () -> Origin?,
    private val onPage: (host: String) -> Unit,
    private val onRendererGone: () -> Unit,
) : WebViewClient() {
    /** Whose error page the engine shows; it tells of that page, too, as if it were one. */
    private var failed: String? = null

    /** The document that is being loaded or shown. */
    private var document: String? = null

    /** The page before held a token that is used up. */
    var clearsHistory = false

    fun isLoadingAnew() {
        failed = null
    }

    override fun shouldOverrideUrlLoading(view: WebView, request: WebResourceRequest): Boolean {
        val session = wire.session ?: return true
        val url = request.url.toString()
        val navigation =
            Navigation(
                url = url,
                frame = if (request.isForMainFrame) Frame.Main else Frame.Sub(),
                isRedirect = request.isRedirect,
                isPost = request.method == "POST",
                hasUserGesture = request.hasGesture(),
            )
        val allows = session.navigate(navigation)
        if (allows && request.isForMainFrame) document = url
        return !allows
    }

    override fun onPageStarted(view: WebView, url: String, favicon: Bitmap?) {
        if (url != failed) failed = null
        document = url
    }

    override fun onPageCommitVisible(view: WebView, url: String) {
        if (wire.session != null) Origin.of(url)?.let { onPage(it.host) }
    }

    override fun onPageFinished(view: WebView, url: String) {
        val session = wire.session ?: return
        if (failed != null || Origin.of(url) == null) return
        if (clearsHistory) {
            view.clearHistory()
            clearsHistory = false
        }
        session.pageShown()
    }

    override fun onReceivedError(view: WebView, request: WebResourceRequest, error: WebResourceError) {
        if (!request.isForMainFrame) return
        val problem = loadProblemOf(error.errorCode, error.description?.toString().orEmpty()) ?: return
        fail(request.url.toString(), problem)
    }

    override fun onReceivedHttpError(view: WebView, request: WebResourceRequest, response: WebResourceResponse) {
        // A bank's page may come with any status, and tells its reader why.
        if (request.isForMainFrame && Origin.of(request.url) == widget()) fail(request.url.toString(), LoadProblem.HttpStatus(response.statusCode))
    }

    /** Never goes on. */
    override fun onReceivedSslError(view: WebView, handler: SslErrorHandler, error: SslError) {
        handler.cancel()
        // Also of images, scripts and iframes.
        if (error.url == (document ?: view.url)) fail(error.url, LoadProblem.Tls)
    }

    override fun onRenderProcessGone(view: WebView, detail: RenderProcessGoneDetail): Boolean {
        if (wire.session != null) onRendererGone()
        // Else Android ends the app.
        return true
    }

    private fun fail(url: String, problem: LoadProblem) {
        failed = url
        wire.session?.loadFailed(problem)
    }
}
