package dev.vinculo.lumen

import android.content.Intent
import android.net.Uri
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.onFirst
import androidx.compose.ui.test.onNodeWithContentDescription
import androidx.compose.ui.test.performClick
import dev.vinculo.ConnectOutcome
import dev.vinculo.lumen.WidgetScreen.Wish
import dev.vinculo.lumen.model.Accounts
import dev.vinculo.lumen.model.Server
import dev.vinculo.lumen.model.canBeUpdated
import dev.vinculo.lumen.model.title
import dev.vinculo.phone.Sandbox
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotSame
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.robolectric.Robolectric
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import dev.vinculo.android.R as VinculoR

/** What a user does with the app, against `vinculo sandbox`: its token, its widget, and its verification of what it is told. */
@Config(qualifiers = "pt-rBR-w400dp-h900dp")
class ConnectTest : AppTest() {
    private val sandbox = Sandbox()
    private val server = Server(sandbox.backend, isSandbox = true)

    @After
    fun close() = sandbox.close()

    @Test
    fun `an account is connected, shown, acknowledged and listed`() {
        start(server)
        see(R.string.accounts_none)
        val widget = tapToConnect()
        assertTrue(widget.loaded(), widget.loaded().startsWith("${sandbox.origin}/widget/") && "locale=pt" in widget.loaded())
        widget.walk()
        answer(widget)

        val last = checkNotNull(signedIn.connecting.last.value)
        val connected = last.outcome as ConnectOutcome.Connected
        assertNull(signedIn.connecting.problem.value)
        until("it is acknowledged") { wait { signedIn.vinculo.unacknowledged() }.isEmpty() }
        see("Erebor Mx Retail").assertIsDisplayed()
        see(R.string.health_valid).assertIsDisplayed()
        val listed = links().single()
        assertEquals(connected.link, listed.link)
        assertFalse(listed.canBeUpdated)

        tap(VinculoR.string.vinculo_outcome_connected)
        see(R.string.outcome_not_yet_data).assertIsDisplayed()
        see(connected.id).assertIsDisplayed()
        assertTrue("${last.timeline.size} lines", last.timeline.size > 3)
        see(R.string.timeline_header)
        compose.onAllNodes(hasText(last.timeline.first().what)).onFirst().assertExists()
        compose.onNodeWithContentDescription(text(VinculoR.string.vinculo_action_back)).performClick()
        see(R.string.accounts_header).assertIsDisplayed()
    }

    @Test
    fun `who leaves is not blamed`() {
        start(server)
        val widget = tapToConnect()
        widget.walk(Wish.LEAVE)
        answer(widget)
        val exited = signedIn.connecting.last.value?.outcome as ConnectOutcome.Exited
        assertNull(exited.error)
        see(VinculoR.string.vinculo_outcome_exited).assertIsDisplayed()
        see(R.string.accounts_none)
    }

    @Test
    fun `the outcome of a process that died is shown by the next one`() {
        start(server)
        val widget = tapToConnect()
        widget.walk()
        until("the widget's screen closes") { widget.activity.isFinishing }
        val before = main.get()
        open(kill())
        assertNotSame(before, main.get())
        answer(widget)
        assertTrue(signedIn.connecting.last.value?.outcome is ConnectOutcome.Connected)
        see(VinculoR.string.vinculo_outcome_connected).assertIsDisplayed()
        see("Erebor Mx Retail").assertIsDisplayed()
    }

    @Test
    fun `an outcome that an earlier process had not shown is shown once`() {
        start(server)
        val widget = tapToConnect()
        widget.walk()
        until("the widget's screen closes") { widget.activity.isFinishing }
        // The process dies, and the user swipes the app away: Android keeps nothing, and answers nobody.
        kill()
        open()
        see(VinculoR.string.vinculo_outcome_connected).assertIsDisplayed()
        assertEquals(0, signedIn.connecting.last.value?.timeline?.size)
        until("it is acknowledged") { wait { signedIn.vinculo.unacknowledged() }.isEmpty() }
        kill()
        open()
        see("Erebor Mx Retail")
        assertNull(signedIn.connecting.last.value)
    }

    @Test
    fun `the bank's way back uncovers the widget's screen, whose session has the link`() {
        start(server)
        val widget = tapToConnect()
        val link = widget.success()
        val callback = deliver(link, isAlone = false)
        assertTrue(callback.isFinishing)
        assertNull(shadowOf(callback).nextStartedActivity)
        answer(widget)
        assertTrue(signedIn.connecting.last.value?.outcome is ConnectOutcome.Connected)
    }

    @Test
    fun `a link without a session opens the app`() {
        val callback = deliver("dev.vinculo.lumen://success/0123?link=0b5a1b5e-7f4c-4a8e-9d53-2f6f3a1c9e10", isAlone = true)
        assertTrue(callback.isFinishing)
        assertEquals(MainActivity::class.java.name, shadowOf(callback).nextStartedActivity.component?.className)
    }

    @Test
    fun `the system brings callbacks to the app, and nothing else`() {
        for (url in listOf("dev.vinculo.lumen://success/1?link=2", "dev.vinculo.lumen://exit/1", "dev.vinculo.lumen://event/1")) {
            val found = app.packageManager.queryIntentActivities(browsable(url), 0).map { it.activityInfo.name }
            assertEquals(url, listOf(CallbackActivity::class.java.name), found)
        }
        assertEquals(0, app.packageManager.queryIntentActivities(browsable("https://example.com/success"), 0).size)
    }

    private fun tapToConnect(): WidgetScreen {
        tap(R.string.accounts_connect)
        return widget()
    }

    private fun links() = (signedIn.accounts.state.value as Accounts.State.Loaded).links

    private fun browsable(url: String) = Intent(Intent.ACTION_VIEW, Uri.parse(url))
        .addCategory(Intent.CATEGORY_DEFAULT).addCategory(Intent.CATEGORY_BROWSABLE).setPackage(app.packageName)

    /** @param isAlone Whether nothing of the app is below it. */
    private fun deliver(url: String, isAlone: Boolean): CallbackActivity {
        shadowOf(app).clearNextStartedActivities()
        val controller = Robolectric.buildActivity(CallbackActivity::class.java, browsable(url))
        shadowOf(controller.get()).setIsTaskRoot(isAlone)
        return controller.create().get()
    }
}
