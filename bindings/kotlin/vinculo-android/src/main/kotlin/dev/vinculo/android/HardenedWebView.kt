package dev.vinculo.android

import android.annotation.SuppressLint
import android.content.Context
import android.content.pm.ApplicationInfo
import android.webkit.WebSettings
import android.webkit.WebView
import androidx.webkit.WebSettingsCompat
import androidx.webkit.WebViewFeature

/**
 * A webview that shows pages of the web and does no more: no files, no content of other apps, no place, no plain parts in https
 * pages, and nothing of the app is within reach of a page's scripts.
 *
 * @throws RuntimeException where the phone has no webview.
 */
@SuppressLint("SetJavaScriptEnabled")
internal fun hardenedWebView(context: Context): WebView {
    // For all webviews of the app: an app that is not debuggable leaves none open.
    WebView.setWebContentsDebuggingEnabled(context.applicationInfo.flags and ApplicationInfo.FLAG_DEBUGGABLE != 0)
    val web = WebView(context)
    WidgetData.keepApart(web)
    web.setBackgroundColor(context.getColor(R.color.vinculo_background))
    web.contentDescription = context.getString(R.string.vinculo_page_label)
    harden(web.settings)
    return web
}

@Suppress("DEPRECATION") // What is off by default from some release on was on before.
private fun harden(settings: WebSettings) {
    // The widget is a page of scripts that keep their state (Belvo's guides for Android).
    settings.javaScriptEnabled = true
    settings.domStorageEnabled = true
    settings.allowFileAccess = false
    settings.allowContentAccess = false
    settings.allowFileAccessFromFileURLs = false
    settings.allowUniversalAccessFromFileURLs = false
    settings.mixedContentMode = WebSettings.MIXED_CONTENT_NEVER_ALLOW
    settings.setGeolocationEnabled(false)
    settings.saveFormData = false
    // Windows become navigations (`WidgetChrome`), which happens to those that are asked for alone.
    settings.setSupportMultipleWindows(true)
    settings.javaScriptCanOpenWindowsAutomatically = false
    settings.useWideViewPort = true
    if (WebFeatures.current.has(WebViewFeature.SAFE_BROWSING_ENABLE)) WebSettingsCompat.setSafeBrowsingEnabled(settings, true)
}
