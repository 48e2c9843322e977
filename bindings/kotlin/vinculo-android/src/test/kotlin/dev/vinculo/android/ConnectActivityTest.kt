package dev.vinculo.android

import android.content.Intent
import android.content.pm.PackageManager
import android.os.Bundle
import android.os.Parcel
import android.view.WindowManager
import dev.vinculo.ConnectOutcome
import dev.vinculo.ExitSource
import dev.vinculo.android.ConnectRequest.Companion.into
import dev.vinculo.phone.Opened
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.Serializable

/** The screen as an app starts it, and as it answers. */
class ConnectActivityTest : ScreenTest() {
    @Test
    fun `a user connects an account, and the app is told`() {
        val screen = open()
        assertFalse(screen.go(screen.success()))
        val finished = screen.result() as ConnectResult.Finished
        val outcome = finished.outcome as ConnectOutcome.Connected
        assertEquals(Opened.LINK, outcome.link.value)
        assertEquals("erebor_mx_retail", outcome.institution?.value)
        assertTrue(outcome.isRecorded)
        assertEquals(screen.asked.text("session_id"), outcome.sessionId)
        until("the backend has it") { backend.count("PUT") == 1 }
    }

    @Test
    fun `a result holds all of an outcome, also as bytes`() {
        val screen = open()
        screen.view.back()
        val before = screen.view.let { screen.cover }
        assertTrue(before.isShowing)
        screen.press(R.string.vinculo_close_leave)
        val finished = screen.result() as ConnectResult.Finished
        val parcel = Parcel.obtain()
        finished.writeToParcel(parcel, 0)
        parcel.setDataPosition(0)
        val again = ConnectResult.CREATOR.createFromParcel(parcel) as ConnectResult.Finished
        val outcome = again.outcome as ConnectOutcome.Exited
        assertEquals(finished.outcome.id, outcome.id)
        assertEquals(finished.outcome.toString(), outcome.toString())
        assertEquals(ExitSource.BACK, outcome.source)
    }

    @Test
    fun `a result has what happened in its session, as far as this process knows it`() {
        val screen = open()
        screen.go(screen.success())
        val finished = screen.result() as ConnectResult.Finished
        val happened = finished.timeline.map { it.what }
        assertTrue("$happened", "> start" in happened && "> success" in happened)
        acknowledge(finished)
        assertEquals(happened, finished.timeline.map { it.what })
        kill(screen)
        assertEquals(0, (screen.result() as ConnectResult.Finished).timeline.size)
    }

    @Test
    fun `an acknowledged outcome is told no more`() {
        val request = request()
        val screen = open(request)
        val saved = screen.savedNow()
        screen.go(screen.success())
        val finished = screen.result() as ConnectResult.Finished
        acknowledge(finished)
        kill(screen)
        val later = launch(request, saved)
        assertEquals(ConnectResult.Acknowledged, later.result())
        assertEquals(null, later.web)
    }

    @Test
    fun `an outcome may be acknowledged by a later process`() {
        val request = request()
        val screen = open(request)
        val saved = screen.savedNow()
        screen.go(screen.success())
        val finished = screen.result() as ConnectResult.Finished
        kill(screen)
        acknowledge(finished)
        assertEquals(ConnectResult.Acknowledged, launch(request, saved).result())
    }

    @Test
    fun `the screen is kept out of screenshots unless the app wants otherwise`() {
        assertNotEquals(0, launch().activity.window.attributes.flags and WindowManager.LayoutParams.FLAG_SECURE)
        val open = launch(request(ConnectViewOptions { allowScreenshots(true) }))
        assertEquals(0, open.activity.window.attributes.flags and WindowManager.LayoutParams.FLAG_SECURE)
    }

    @Test
    fun `no other app can start the screen`() {
        val info = app.packageManager.getPackageInfo(app.packageName, PackageManager.GET_ACTIVITIES)
        val screen = checkNotNull(info.activities).single { it.name == ConnectActivity::class.java.name }
        assertFalse(screen.exported)
    }

    @Test
    fun `an intent of somebody else is answered, and nothing runs`() {
        val request = Bundle().apply {
            putInt("key", 1)
            putString("prepared", "not bytes")
        }
        val strange = listOf(
            Intent(app, ConnectActivity::class.java),
            Intent(app, ConnectActivity::class.java).putExtra("dev.vinculo.request", 7),
            Intent(app, ConnectActivity::class.java).putExtra("dev.vinculo.request", Stranger()),
            Intent(app, ConnectActivity::class.java).putExtra("dev.vinculo.request", request),
        )
        for (intent in strange) {
            val result = start(intent).result() as ConnectResult.Unfinished
            assertEquals("bad_request", result.code)
        }
        assertEquals(0, backend.all.size)
    }

    @Test
    fun `bytes that are no session are said to be none`() {
        val good = request().into(Intent(app, ConnectActivity::class.java))
        checkNotNull(good.getBundleExtra("dev.vinculo.request")).putByteArray("prepared", byteArrayOf(1, 2, 3))
        assertEquals("malformed", (start(good).result() as ConnectResult.Unfinished).code)
    }

    @Test
    fun `nobody signed in is said`() {
        app.user = { null }
        assertEquals("signed_out", (launch().result() as ConnectResult.Unfinished).code)
        assertThrows(IllegalStateException::class.java) { VinculoConnect().createIntent(Stranger.Context(app), request()) }
    }

    @Test
    fun `a strange answer is none`() {
        val contract = VinculoConnect()
        val answers = listOf(null, Intent(), Intent().putExtra("dev.vinculo.result", 3), Intent().putExtra("dev.vinculo.result", Bundle()))
        for (answer in answers) {
            assertEquals("interrupted", (contract.parseResult(android.app.Activity.RESULT_OK, answer) as ConnectResult.Unfinished).code)
        }
        assertEquals("interrupted", (contract.parseResult(android.app.Activity.RESULT_CANCELED, null) as ConnectResult.Unfinished).code)
    }

    @Test
    fun `nothing private is printed`() {
        val screen = open()
        screen.go(screen.success())
        val printed = listOf(request().toString(), screen.result().toString()).joinToString()
        assertFalse(printed, Opened.LINK in printed)
    }

    /** Until it is on disk: what is asked of the journal next comes after it. */
    private fun acknowledge(finished: ConnectResult.Finished) {
        wait { VinculoConnect.acknowledge(app, finished) }
        wait { vinculo.outbox.entries() }
    }

    private class Stranger : Serializable {
        /** An app whose `Application` is no provider. */
        class Context(base: android.content.Context) : android.content.ContextWrapper(base) {
            override fun getApplicationContext(): android.content.Context = this
        }
    }
}
