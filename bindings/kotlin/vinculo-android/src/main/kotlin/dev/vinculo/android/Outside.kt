package dev.vinculo.android

import android.content.ActivityNotFoundException
import android.content.Context
import android.content.Intent
import android.content.pm.PackageManager
import android.net.Uri
import android.os.Build
import androidx.browser.customtabs.CustomTabsIntent
import java.net.URISyntaxException

/** Opens links in other apps. */
internal object Outside {
    /** What is no link to another app, but to something on this phone or in the page. */
    private val REFUSED = setOf("file", "content", "javascript", "data", "blob", "about", "android-app", "intent", "")
    private val WEB = setOf("https", "http")

    /** @return Whether anything took it. */
    fun open(context: Context, url: String, appOnly: Boolean): Boolean {
        val intent = intentFor(url) ?: return false
        val isPage = intent.scheme in WEB
        return when {
            isPage && appOnly -> openInApp(context, intent)
            isPage && intent.`package` == null -> start { CustomTabsIntent.Builder().setShowTitle(true).build().launchUrl(context, checkNotNull(intent.data)) }
            // In a task of its own: an app of a bank is no part of ours.
            else -> start { context.startActivity(intent.addFlags(Intent.FLAG_ACTIVITY_NEW_TASK)) }
        }
    }

    /** Never what is in the browser's hands, and never a question which app to take. */
    private fun openInApp(context: Context, intent: Intent): Boolean {
        intent.addFlags(Intent.FLAG_ACTIVITY_NEW_TASK)
        if (Build.VERSION.SDK_INT >= Build.VERSION_CODES.R) {
            return start { context.startActivity(intent.addFlags(Intent.FLAG_ACTIVITY_REQUIRE_NON_BROWSER)) }
        }
        val browsers = packagesFor(context, Intent(Intent.ACTION_VIEW, ANY_PAGE).addCategory(Intent.CATEGORY_BROWSABLE)).toSet()
        val app = packagesFor(context, intent).firstOrNull { it !in browsers } ?: return false
        return start { context.startActivity(intent.setPackage(app)) }
    }

    private fun packagesFor(context: Context, intent: Intent): List<String> =
        context.packageManager.queryIntentActivities(intent, PackageManager.MATCH_DEFAULT_ONLY).map { it.activityInfo.packageName }

    /** What a link may say: an address, and which app it is for. Of an `intent:` the rest, such as a component or extras, is left out. */
    private fun intentFor(url: String): Intent? {
        val given = Uri.parse(url)
        val isIntent = given.scheme?.lowercase() == "intent"
        val parsed =
            try {
                if (isIntent) Intent.parseUri(url, Intent.URI_INTENT_SCHEME) else Intent(Intent.ACTION_VIEW, given)
            } catch (_: URISyntaxException) {
                return null
            }
        val address = parsed.data?.normalizeScheme() ?: return null
        if (address.scheme.orEmpty() in REFUSED) return null
        return Intent(Intent.ACTION_VIEW, address).addCategory(Intent.CATEGORY_BROWSABLE).setPackage(parsed.`package`)
    }

    private inline fun start(start: () -> Unit): Boolean = try {
        start()
        true
    } catch (_: ActivityNotFoundException) {
        false
    } catch (_: SecurityException) {
        // The app keeps that screen to itself.
        false
    }

    private val ANY_PAGE: Uri = Uri.parse("https://example.com/")
}
