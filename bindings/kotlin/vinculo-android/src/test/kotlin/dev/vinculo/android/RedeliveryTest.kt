package dev.vinculo.android

import dev.vinculo.Authorization
import dev.vinculo.ConnectOutcome
import dev.vinculo.Vinculo
import dev.vinculo.phone.Opened
import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test

/** An outcome is told until the app has acknowledged it, whatever became of screens and processes. */
class RedeliveryTest : ScreenTest() {
    @Test
    fun `a result that was delivered to a process which died is told until it is acknowledged`() {
        val screen = open()
        screen.go(screen.success())
        val delivered = screen.result() as ConnectResult.Finished
        // Before the app could acknowledge it.
        kill(screen)
        val told = left().single() as ConnectOutcome.Connected
        assertEquals(delivered.outcome.id, told.id)
        assertEquals(Opened.LINK, told.link.value)
        acknowledge(told)
        assertEquals(emptyList<String>(), ids())
        nextProcess()
        assertEquals(emptyList<String>(), ids())
    }

    @Test
    fun `an outcome of a screen that never answered is told, and then not by the screen either`() {
        val request = request()
        val screen = open(request)
        val saved = screen.savedNow()
        screen.go(screen.success())
        until("it is on disk") { ids().isNotEmpty() }
        kill(screen)
        val told = left().single()
        assertEquals("${screen.asked.text("session_id")}.1", told.id)
        val again = launch(request, saved)
        assertEquals(told.id, (again.result() as ConnectResult.Finished).outcome.id)
        acknowledge(told)
        assertEquals(ConnectResult.Acknowledged, launch(request, saved).result())
        kill(again)
        assertEquals(ConnectResult.Acknowledged, launch(request, saved).result())
    }

    @Test
    fun `a result that is acknowledged is told no more`() {
        val screen = open()
        screen.go(screen.success())
        val delivered = screen.result() as ConnectResult.Finished
        assertEquals(listOf(delivered.outcome.id), ids())
        wait { VinculoConnect.acknowledge(app, delivered) }
        assertEquals(emptyList<String>(), ids())
        kill(screen)
        assertEquals(emptyList<String>(), ids())
    }

    @Test
    fun `nobody is told what another user did`() {
        val screen = open()
        screen.go(screen.success())
        val theirs = (screen.result() as ConnectResult.Finished).outcome
        val other = signInAs("user-2")
        app.user = { other }
        assertEquals(emptyList<String>(), ids())
        acknowledge(theirs)
        app.user = { null }
        assertEquals(emptyList<String>(), ids())
        acknowledge(theirs)
        wait { other.close() }
        signIn()
        assertEquals(listOf(theirs.id), ids())
    }

    @Test
    fun `an app that is no provider is told so`() {
        val stranger = object : android.content.ContextWrapper(app) {
            override fun getApplicationContext() = this
        }
        val refused = assertThrows(IllegalStateException::class.java) { wait { VinculoConnect.unacknowledged(stranger) } }
        assertTrue(refused.message.orEmpty(), "VinculoProvider" in refused.message.orEmpty())
    }

    private fun left(): List<ConnectOutcome> = wait { VinculoConnect.unacknowledged(app) }

    private fun ids(): List<String> = left().map { it.id }

    private fun acknowledge(outcome: ConnectOutcome) = wait { VinculoConnect.acknowledge(app, outcome) }

    /** The user before has signed out. */
    private fun signInAs(user: String): Vinculo {
        wait { vinculo.close() }
        return wait { VinculoAndroid.open(app, backend.url, user) { authorization { Authorization.bearer("other-token") } } }
    }
}
