package dev.vinculo.android

import android.webkit.CookieManager
import android.webkit.WebStorage
import android.webkit.WebView
import androidx.webkit.WebViewFeature

/**
 * Cookies and storage of the widget. Where the phone's webview has profiles, it gets one of its own; else it shares the app's, and
 * only what is the widget's own is cleared after the end.
 */
internal object WidgetData {
    private const val PROFILE = "vinculo"

    private val hasProfiles: Boolean get() = WebFeatures.current.has(WebViewFeature.MULTI_PROFILE)

    fun keepApart(web: WebView) {
        if (hasProfiles) WebFeatures.current.useProfile(web, PROFILE)
        // The widget's page is of another site than the frames in it, which sign in by cookies.
        cookies().setAcceptThirdPartyCookies(web, true)
    }

    /** After the end of a session. */
    fun clear(widget: Origin) {
        if (hasProfiles) {
            cookies().removeAllCookies(null)
            WebFeatures.current.storageOf(PROFILE).deleteAllData()
        } else {
            expireCookies(widget)
            WebStorage.getInstance().deleteOrigin(widget.toString())
        }
        cookies().flush()
    }

    private fun cookies(): CookieManager = WebFeatures.current.cookiesOf(if (hasProfiles) PROFILE else null)

    /** There is no way to delete those of one site but to let each expire, and which domain it was set for is not told. */
    private fun expireCookies(widget: Origin) {
        val cookies = cookies()
        val url = "$widget/"
        val names = cookies.getCookie(url).orEmpty().split(';').map { it.substringBefore('=').trim() }.filter { it.isNotEmpty() }
        for (name in names) {
            cookies.setCookie(url, "$name=; Max-Age=0; Path=/")
            for (domain in domains(widget.host)) cookies.setCookie(url, "$name=; Max-Age=0; Path=/; Domain=$domain")
        }
    }

    /** `a.b.example` → itself and `b.example`: who may set a cookie for it. A webview refuses public suffixes itself. */
    private fun domains(host: String): List<String> = generateSequence(host) { it.substringAfter('.', "") }.takeWhile { '.' in it }.toList()
}
