package dev.vinculo.android

import android.net.Uri
import android.view.ViewGroup.LayoutParams
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.webkit.WebView
import android.widget.FrameLayout
import dev.vinculo.ConnectSession
import dev.vinculo.LoadProblem
import dev.vinculo.Notice
import dev.vinculo.PrivateText
import dev.vinculo.WebSurface

/** The webview of one session, as long as a [ConnectView] shows it. */
internal class PageSurface(
    private val session: ConnectSession,
    private val options: ConnectViewOptions,
    private val place: FrameLayout,
    private val host: HostActivity?,
    private val onPage: (host: String) -> Unit,
    private val onNotice: (Notice) -> Unit,
) : WebSurface {
    private var client: WidgetClient? = null
    private var wire: Wire? = null

    /** Whose page the widget is: what a webview offers besides showing pages is for it alone. */
    private var widget: Origin? = null

    var web: WebView? = null
        private set

    fun canGoBack(): Boolean = web?.canGoBack() == true

    /** @param isOver Nobody needs what the widget left in this app. */
    fun end(isOver: Boolean) {
        val web = web
        drop()
        val origin = widget
        if (isOver && web != null && origin != null) WidgetData.clear(origin)
    }

    override fun load(url: PrivateText) {
        widget = Origin.of(url.value)
        val web = usable() ?: return
        val wire = wire
        widget?.let { origin -> PageMessages.listen(web, origin, options.messageObjects) { wire?.session?.pageMessage(it) } }
        client?.isLoadingAnew()
        web.loadUrl(url.value)
    }

    override fun reload(url: PrivateText, rebuild: Boolean) {
        if (rebuild) drop()
        load(url)
        client?.clearsHistory = true
    }

    override fun loadPage(url: PrivateText) {
        val web = usable() ?: return
        client?.isLoadingAnew()
        web.loadUrl(url.value)
    }

    override fun goBack() {
        web?.goBack()
    }

    override fun openOutside(url: PrivateText, appOnly: Boolean): Boolean = Outside.open(place.context, url.value, appOnly)

    override fun showNotice(notice: Notice) = onNotice(notice)

    /** Made when it is needed first, and again after its renderer died. `null` where the phone has none, or is updating it. */
    private fun usable(): WebView? {
        web?.let { return it }
        val made =
            try {
                hardenedWebView(place.context)
            } catch (_: RuntimeException) {
                // Android's MissingWebViewPackageException is hidden.
                null
            }
        if (made == null) {
            session.loadFailed(LoadProblem.WebviewMissing)
            return null
        }
        val wire = Wire(session)
        val client = WidgetClient(wire, { widget }, onPage, ::onRendererGone)
        made.webViewClient = client
        made.webChromeClient = WidgetChrome(wire, host) { widget }
        place.addView(made, LayoutParams(MATCH_PARENT, MATCH_PARENT))
        this.wire = wire
        this.client = client
        web = made
        return made
    }

    private fun onRendererGone() {
        // Nothing else may be asked of it any more.
        drop()
        session.rendererGone()
    }

    private fun drop() {
        val web = web ?: return
        wire?.cut()
        wire = null
        this.web = null
        client = null
        place.removeView(web)
        web.destroy()
    }
}

/** Scheme, host and port. */
internal class Origin private constructor(val scheme: String, val host: String, private val port: Int) {
    override fun equals(other: Any?): Boolean = other is Origin && other.toString() == toString()

    override fun hashCode(): Int = toString().hashCode()

    /** As browsers write it. */
    override fun toString(): String = if (port == -1) "$scheme://$host" else "$scheme://$host:$port"

    companion object {
        private val DEFAULT_PORTS = mapOf("https" to 443, "http" to 80)

        /** `null` if it is no web page's. */
        fun of(url: String?): Origin? = url?.let { of(Uri.parse(it)) }

        fun of(url: Uri): Origin? {
            val scheme = url.scheme?.lowercase().takeIf { it in DEFAULT_PORTS } ?: return null
            val host = url.host?.lowercase()?.takeIf { it.isNotEmpty() } ?: return null
            return Origin(scheme, host, if (url.port == DEFAULT_PORTS[scheme]) -1 else url.port)
        }
    }
}
