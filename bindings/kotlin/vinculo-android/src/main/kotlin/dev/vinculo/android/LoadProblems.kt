package dev.vinculo.android

import android.webkit.WebViewClient
import dev.vinculo.LoadProblem

/**
 * What a webview's error is for a session; `null` for a navigation that was cancelled, on our word or by the next one.
 *
 * Android's numbers are coarse (no network is the same as an unknown host); the text names Chromium's error
 * (`net/base/net_error_list.h`), where there is one.
 */
internal fun loadProblemOf(code: Int, description: String): LoadProblem? = when {
    "ERR_ABORTED" in description -> null
    "ERR_INTERNET_DISCONNECTED" in description -> LoadProblem.Offline
    "ERR_BLOCKED" in description || "ERR_CLEARTEXT_NOT_PERMITTED" in description -> LoadProblem.Blocked
    "ERR_CERT" in description || "ERR_SSL" in description -> LoadProblem.Tls
    "TIMED_OUT" in description -> LoadProblem.TimedOut
    else -> when (code) {
        WebViewClient.ERROR_HOST_LOOKUP -> LoadProblem.Dns
        WebViewClient.ERROR_FAILED_SSL_HANDSHAKE -> LoadProblem.Tls
        WebViewClient.ERROR_TIMEOUT -> LoadProblem.TimedOut
        WebViewClient.ERROR_UNSAFE_RESOURCE, WebViewClient.ERROR_UNSUPPORTED_SCHEME, WebViewClient.ERROR_BAD_URL -> LoadProblem.Blocked
        // No connection, a broken one, and what is not known: the network is the likeliest, and trying again helps.
        else -> LoadProblem.Offline
    }
}
