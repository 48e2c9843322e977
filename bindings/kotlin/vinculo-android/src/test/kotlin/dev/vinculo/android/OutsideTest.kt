package dev.vinculo.android

import android.app.Activity
import android.content.ComponentName
import android.content.Intent
import android.content.IntentFilter
import android.net.Uri
import android.os.Build
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf

/** Links to other apps, as they leave. */
@RunWith(RobolectricTestRunner::class)
class OutsideTest {
    private val app = RuntimeEnvironment.getApplication()
    private val activity: Activity = Robolectric.buildActivity(Activity::class.java).setup().get()
    private val started: Intent? get() = shadowOf(activity).nextStartedActivity

    @Before
    fun onlyWhatIsThere() {
        shadowOf(app).checkActivities(true)
    }

    @Test
    fun `an app of a bank is opened in a task of its own`() {
        install("com.bank", "bankapp", null)
        assertTrue(Outside.open(activity, "bankapp://login?x=1", appOnly = false))
        val intent = checkNotNull(started)
        assertEquals(Uri.parse("bankapp://login?x=1"), intent.data)
        assertEquals(Intent.ACTION_VIEW, intent.action)
        assertNotEquals(0, intent.flags and Intent.FLAG_ACTIVITY_NEW_TASK)
    }

    @Test
    fun `an app that is not there is said`() {
        assertFalse(Outside.open(activity, "bankapp://login", appOnly = false))
        assertFalse(Outside.open(activity, "https://bank.example/app", appOnly = true))
        assertNull(started)
    }

    @Test
    fun `a page opens within the app's own task, by whatever browser there is`() {
        install("com.browser", "https", null)
        assertTrue(Outside.open(activity, "https://bank.example/", appOnly = false))
        val intent = checkNotNull(started)
        assertTrue(intent.hasExtra("android.support.customtabs.extra.SESSION"))
        assertEquals(0, intent.flags and (Intent.FLAG_ACTIVITY_NEW_TASK or Intent.FLAG_ACTIVITY_NO_HISTORY))
        assertNull(intent.`package`)
    }

    @Test
    fun `a page for an app alone never opens in a browser`() {
        install("com.browser", "https", null)
        if (Build.VERSION.SDK_INT < Build.VERSION_CODES.R) {
            assertFalse(Outside.open(activity, "https://bank.example/app", appOnly = true))
            install("com.bank", "https", "bank.example")
            assertTrue(Outside.open(activity, "https://bank.example/app", appOnly = true))
            assertEquals("com.bank", checkNotNull(started).`package`)
        } else {
            // Android itself refuses the browser.
            Outside.open(activity, "https://bank.example/app", appOnly = true)
            assertNotEquals(0, checkNotNull(started).flags and Intent.FLAG_ACTIVITY_REQUIRE_NON_BROWSER)
        }
    }

    @Test
    fun `of an intent an address and an app are taken, and nothing else`() {
        install("com.bank", "bankapp", null)
        val link = "intent://login#Intent;scheme=bankapp;package=com.bank;component=${app.packageName}/.Secret;S.key=value;launchFlags=0x3;end"
        assertTrue(Outside.open(activity, link, appOnly = false))
        val intent = checkNotNull(started)
        assertEquals(Uri.parse("bankapp://login"), intent.data)
        assertEquals("com.bank", intent.`package`)
        assertNull(intent.component)
        assertNull(intent.selector)
        assertNull(intent.extras)
        assertEquals(setOf(Intent.CATEGORY_BROWSABLE), intent.categories)
    }

    @Test
    fun `nothing on the phone itself is opened`() {
        val refused = listOf(
            "file:///data/x",
            "content://contacts/1",
            "javascript:alert(1)",
            "data:text/html,x",
            "intent:#Intent;component=a/b;end",
            "intent://x#Intent;scheme=file;end",
            "intent:broken#Intent;S.",
            "android-app://com.bank",
            "FILE:///data/x",
            "",
        )
        shadowOf(app).checkActivities(false)
        for (link in refused) assertFalse(link, Outside.open(activity, link, appOnly = false))
        assertNull(started)
    }

    @Test
    fun `a screen without an activity opens apps, too`() {
        install("com.bank", "bankapp", null)
        assertTrue(Outside.open(app, "bankapp://login", appOnly = false))
        assertNotNull(shadowOf(app).nextStartedActivity)
    }

    private fun install(name: String, scheme: String, host: String?) {
        val packages = shadowOf(app.packageManager)
        val component = ComponentName(name, "$name.Main")
        packages.addActivityIfNotPresent(component)
        val filter = IntentFilter(Intent.ACTION_VIEW)
        filter.addCategory(Intent.CATEGORY_DEFAULT)
        filter.addCategory(Intent.CATEGORY_BROWSABLE)
        filter.addDataScheme(scheme)
        host?.let { filter.addDataAuthority(it, null) }
        packages.addIntentFilterForActivity(component, filter)
    }
}
