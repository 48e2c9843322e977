package dev.vinculo.android

import android.webkit.CookieManager
import android.webkit.WebStorage
import android.webkit.WebView
import androidx.webkit.ProfileStore
import androidx.webkit.WebViewCompat
import androidx.webkit.WebViewFeature

/** What only some releases of the phone's webview have. Robolectric has no webview, so tests say what there is. */
internal interface WebFeatures {
    /** One of [WebViewFeature]'s. */
    fun has(feature: String): Boolean

    /** Before anything else is done with the webview. */
    fun useProfile(web: WebView, name: String)

    /** Of the app where no profile is named. */
    fun cookiesOf(profile: String?): CookieManager

    fun storageOf(profile: String): WebStorage

    /** In frames of this origin, a page may post messages to an object of this name. */
    fun listen(web: WebView, name: String, origin: String, listener: WebViewCompat.WebMessageListener)

    fun stopListening(web: WebView, name: String)

    companion object {
        @Volatile
        var current: WebFeatures = OfThePhone
    }

    private object OfThePhone : WebFeatures {
        override fun has(feature: String): Boolean = WebViewFeature.isFeatureSupported(feature)

        override fun useProfile(web: WebView, name: String) {
            ProfileStore.getInstance().getOrCreateProfile(name)
            WebViewCompat.setProfile(web, name)
        }

        override fun cookiesOf(profile: String?): CookieManager =
            if (profile == null) CookieManager.getInstance() else ProfileStore.getInstance().getOrCreateProfile(profile).cookieManager

        override fun storageOf(profile: String): WebStorage = ProfileStore.getInstance().getOrCreateProfile(profile).webStorage

        override fun listen(web: WebView, name: String, origin: String, listener: WebViewCompat.WebMessageListener) =
            WebViewCompat.addWebMessageListener(web, name, setOf(origin), listener)

        override fun stopListening(web: WebView, name: String) = WebViewCompat.removeWebMessageListener(web, name)
    }
}
