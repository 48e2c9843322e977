package dev.vinculo.android

import android.content.res.Configuration
import android.view.View
import androidx.core.graphics.Insets
import androidx.core.view.ViewCompat
import androidx.core.view.WindowInsetsCompat
import dev.vinculo.ConnectOutcome
import dev.vinculo.ExitSource
import dev.vinculo.phone.Reply
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertNotNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf

/** What the user sees and presses. */
class ConnectViewTest : ScreenTest() {
    @Test
    fun `a problem can be retried`() {
        backend.onOpen = { Reply(503) }
        val screen = launch()
        until("a problem is shown") { screen.isOffered(R.string.vinculo_action_retry) }
        assertTrue(screen.cover.isShowing)
        backend.onOpen = { Reply(200, """{"access_token":"ACCESS"}""") }
        screen.press(R.string.vinculo_action_retry)
        shown(screen)
        assertFalse(screen.cover.isShowing)
    }

    @Test
    fun `a problem can be left`() {
        backend.onOpen = { Reply(503) }
        val screen = launch()
        until("a problem is shown") { screen.isOffered(R.string.vinculo_action_retry) }
        screen.press(R.string.vinculo_action_close)
        assertTrue((screen.result() as ConnectResult.Finished).outcome is ConnectOutcome.Exited)
    }

    @Test
    fun `back goes to the page before, then asks, and the user may stay`() {
        val screen = open()
        val web = shadowOf(checkNotNull(screen.web))
        web.pushEntryToHistory("https://widget.belvo.io/1")
        web.pushEntryToHistory("https://widget.belvo.io/2")
        screen.activity.onBackPressedDispatcher.onBackPressed()
        assertEquals(1, web.goBackInvocations)
        while (checkNotNull(screen.web).canGoBack()) checkNotNull(screen.web).goBack()
        screen.activity.onBackPressedDispatcher.onBackPressed()
        assertTrue(screen.cover.isShowing)
        screen.press(R.string.vinculo_close_stay)
        assertFalse(screen.cover.isShowing)
        screen.activity.onBackPressedDispatcher.onBackPressed()
        screen.press(R.string.vinculo_close_leave)
        assertEquals(ExitSource.BACK, ((screen.result() as ConnectResult.Finished).outcome as ConnectOutcome.Exited).source)
        assertFalse(screen.activity.onBackPressedDispatcher.hasEnabledCallbacks())
    }

    @Test
    fun `the close button asks`() {
        val screen = open()
        val close = screen.view.all().filterIsInstance<android.widget.ImageButton>().single()
        assertEquals(app.getString(R.string.vinculo_action_close), close.contentDescription)
        close.performClick()
        screen.press(R.string.vinculo_close_leave)
        assertEquals(ExitSource.CLOSE_BUTTON, ((screen.result() as ConnectResult.Finished).outcome as ConnectOutcome.Exited).source)
    }

    @Test
    fun `what is covered is not read out, and what is told is`() {
        val screen = open()
        val page = checkNotNull(screen.web).parent as View
        assertEquals(View.IMPORTANT_FOR_ACCESSIBILITY_AUTO, page.importantForAccessibility)
        screen.view.back()
        assertEquals(View.IMPORTANT_FOR_ACCESSIBILITY_NO_HIDE_DESCENDANTS, page.importantForAccessibility)
        val notices = checkNotNull(screen.view.find<NoticeBar>())
        assertEquals(View.ACCESSIBILITY_LIVE_REGION_POLITE, notices.accessibilityLiveRegion)
        assertNotNull(checkNotNull(screen.web).contentDescription)
    }

    @Test
    fun `the keyboard and the system's bars cover nothing`() {
        val screen = open()
        val insets = WindowInsetsCompat.Builder()
            .setInsets(WindowInsetsCompat.Type.systemBars(), Insets.of(0, 10, 0, 20))
            .setInsets(WindowInsetsCompat.Type.ime(), Insets.of(0, 0, 0, 300))
            .build()
        ViewCompat.dispatchApplyWindowInsets(screen.view, insets)
        assertEquals(10, screen.view.paddingTop)
        assertTrue(screen.view.paddingBottom >= 20)
    }

    @Test
    fun `the night changes colours and leaves the page alone`() {
        val screen = open()
        val web = screen.web
        val day = (screen.view.background as android.graphics.drawable.ColorDrawable).color
        RuntimeEnvironment.setQualifiers("+night")
        screen.rotate(Configuration(app.resources.configuration))
        val night = (screen.view.background as android.graphics.drawable.ColorDrawable).color
        assertNotEquals(day, night)
        assertEquals(web, screen.web)
    }

    @Test
    fun `a view may be taken from a session and given to it again`() {
        val screen = open()
        val web = checkNotNull(screen.web)
        val session = checkNotNull(screen.session)
        screen.view.detach()
        assertTrue(shadowOf(web).wasDestroyCalled())
        screen.view.attach(session)
        until("the page is loaded anew") { screen.web != null && screen.loaded != null }
    }

    private fun Screen.isOffered(label: Int) = view.all().any { it is android.widget.Button && it.isShown && it.text == app.getString(label) }
}
