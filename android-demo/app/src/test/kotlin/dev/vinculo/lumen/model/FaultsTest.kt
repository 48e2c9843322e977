package dev.vinculo.lumen.model

import dev.vinculo.lumen.AppTest
import dev.vinculo.phone.AppBackend
import dev.vinculo.phone.Reply
import dev.vinculo.phone.Sandbox
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test

/** What a server is told to do wrong. */
class FaultsTest : AppTest() {
    @Test
    fun `the sandbox is told how a session goes`() {
        Sandbox().use { sandbox ->
            val faults = Faults(Server(sandbox.backend, isSandbox = true))
            wait { faults.load() }
            assertEquals("manual" to "none", (faults.state.value as Faults.State.Here).let { it.scenario to it.trouble })
            wait { faults.play("exit") }
            wait { faults.suffer("slow") }
            val here = faults.state.value as Faults.State.Here
            assertEquals("exit" to "slow", here.scenario to here.trouble)
            assertTrue("connect" in here.scenarios && "failing" in here.troubles)
        }
    }

    @Test
    fun `what has no control is said to have none`() {
        AppBackend().use { plain ->
            for (reply in listOf(Reply(404), Reply(200), Reply(200, "<p>hello</p>"))) {
                plain.onLinks = { reply }
                val faults = Faults(Server(plain.url, isSandbox = true))
                assertEquals(Faults.State.Asking, faults.state.value)
                wait { faults.load() }
                assertEquals(Faults.State.Absent, faults.state.value)
            }
            assertEquals(List(3) { "/control" }, plain.all.map { it.path })
        }
    }

    @Test
    fun `a backend that is no sandbox is not asked`() {
        AppBackend().use { plain ->
            val faults = Faults(Server(plain.url, isSandbox = false))
            wait { faults.play("exit") }
            assertEquals(Faults.State.Absent, faults.state.value)
            assertEquals(0, plain.all.size)
        }
    }

    @Test
    fun `where nobody is that is said`() {
        // Of a service that no machine has had for decades; a port that was free a moment ago may be another test's by now.
        val faults = Faults(Server("http://127.0.0.1:1/backend", isSandbox = true))
        wait { faults.load() }
        assertEquals(Faults.State.Unreachable, faults.state.value)
    }
}
