package dev.vinculo.android

import android.Manifest
import android.net.Uri
import android.os.Handler
import android.os.Looper
import android.os.Message
import android.webkit.ConsoleMessage
import android.webkit.GeolocationPermissions
import android.webkit.PermissionRequest
import android.webkit.ValueCallback
import android.webkit.WebChromeClient
import android.webkit.WebResourceRequest
import android.webkit.WebView
import android.webkit.WebViewClient
import dev.vinculo.Frame
import dev.vinculo.Navigation

/** What a page asks of the app around it, as long as the wire is whole: windows, files, camera and microphone. */
internal class WidgetChrome(private val wire: Wire, private val host: HostActivity?, private val widget: () -> Origin?) : WebChromeClient() {
    /**
     * A window is a navigation whose address is told only to a webview, so one listens for it, and shows nothing. Where the session
     * allows it, the page takes the place of the one that asked, to which back leads.
     */
    override fun onCreateWindow(view: WebView, isDialog: Boolean, isUserGesture: Boolean, resultMsg: Message): Boolean {
        val transport = resultMsg.obj as? WebView.WebViewTransport ?: return false
        if (wire.session == null) return false
        val listener = WebView(view.context)
        listener.webViewClient =
            object : WebViewClient() {
                override fun shouldOverrideUrlLoading(window: WebView, request: WebResourceRequest): Boolean {
                    val url = request.url.toString()
                    val navigation = Navigation(url, Frame.Popup, request.isRedirect, hasUserGesture = isUserGesture)
                    if (wire.session?.navigate(navigation) == true) view.loadUrl(url)
                    // Not while it calls us; and what is posted to a view that is never shown never runs.
                    Handler(Looper.getMainLooper()).post(window::destroy)
                    return true
                }
            }
        transport.webView = listener
        resultMsg.sendToTarget()
        return true
    }

    /** For the widget's own page alone. Camera and microphone are for the user to grant; the app's manifest must name them. */
    override fun onPermissionRequest(request: PermissionRequest) {
        val wanted = request.resources.map { PERMISSIONS[it] }
        if (host == null || wire.session == null || Origin.of(request.origin) != widget() || wanted.isEmpty() || null in wanted) {
            request.deny()
            return
        }
        host.askPermissions(wanted.filterNotNull()) { isGranted -> if (isGranted) request.grant(request.resources) else request.deny() }
    }

    override fun onShowFileChooser(view: WebView, callback: ValueCallback<Array<Uri>>, params: FileChooserParams): Boolean {
        if (host == null || wire.session == null || Origin.of(view.url) != widget()) return false
        host.chooseFiles(params.createIntent(), callback::onReceiveValue)
        return true
    }

    override fun onGeolocationPermissionsShowPrompt(origin: String, callback: GeolocationPermissions.Callback) {
        callback.invoke(origin, false, false)
    }

    /** What a page logs may be about its user, and would end up in the system's log. */
    override fun onConsoleMessage(message: ConsoleMessage): Boolean = true

    private companion object {
        val PERMISSIONS =
            mapOf(
                PermissionRequest.RESOURCE_VIDEO_CAPTURE to Manifest.permission.CAMERA,
                PermissionRequest.RESOURCE_AUDIO_CAPTURE to Manifest.permission.RECORD_AUDIO,
            )
    }
}
