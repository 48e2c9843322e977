package dev.vinculo.android

import android.webkit.WebView
import androidx.webkit.WebViewCompat
import androidx.webkit.WebViewFeature

/**
 * Messages that the widget's page posts. By a listener with an origin, never by `addJavascriptInterface`, whose object every page
 * and every iframe sees. Where the webview has no such listeners the widget works without: messages add detail, callbacks decide.
 */
internal object PageMessages {
    fun listen(web: WebView, widget: Origin, names: List<String>, onMessage: (String) -> Unit) {
        if (!WebFeatures.current.has(WebViewFeature.WEB_MESSAGE_LISTENER)) return
        val listener =
            WebViewCompat.WebMessageListener { _, message, source, isMainFrame, _ ->
                // The rule holds for iframes, too.
                if (isMainFrame && Origin.of(source) == widget) message.data?.let(onMessage)
            }
        for (name in names) {
            // It may be there from the page before; twice is an error.
            WebFeatures.current.stopListening(web, name)
            WebFeatures.current.listen(web, name, widget.toString(), listener)
        }
    }
}
