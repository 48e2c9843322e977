package dev.vinculo

import dev.vinculo.phone.AppBackend
import dev.vinculo.phone.Opened
import dev.vinculo.phone.Phone
import dev.vinculo.phone.Reply
import dev.vinculo.phone.View
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.File
import java.util.concurrent.CopyOnWriteArrayList

/** What a view shows and is asked. */
class ViewTest {
    @TempDir
    lateinit var folder: File
    private val backend = AppBackend()
    private val phone by lazy { Phone(backend.url, folder) }

    @AfterEach
    fun stop() {
        phone.close()
        backend.close()
    }

    @Test
    fun `a view that comes late is asked for what was to be done`() {
        val session = phone.session()
        assertEquals(Cover.Loading(LoadingStage.OPENING), session.state.value.cover)
        phone.await(session, Phase.LOADING)
        val view = View()
        phone.onMain { session.attach(view) }
        assertTrue("ACCESS-1" in view.next())
        phone.onMain { session.pageShown() }
        assertEquals(ConnectState(Phase.OPEN, Cover.None, asksToClose = false), session.state.value)
    }

    @Test
    fun `a screen is rotated`() {
        val opened = phone.open(backend)
        val other = View()
        phone.onMain {
            opened.session.attach(other)
            // The old screen goes after the new one has come, as Android has it.
            opened.session.detach(opened.view)
        }
        assertTrue(other.next().startsWith("load "))
        assertTrue(opened.view.rest().isEmpty())
        phone.onMain { opened.session.rendererGone() }
        assertTrue(other.next().startsWith("reload rebuild=true"), "a rotation is no dead renderer")
    }

    @Test
    fun `a view that comes back shows what it showed`() {
        val opened = phone.open(backend)
        phone.onMain {
            opened.session.detach(opened.view)
            opened.session.attach(opened.view)
        }
        assertTrue(opened.view.rest().isEmpty())
    }

    @Test
    fun `of what waited for a view that never came only the page is asked for anew`() {
        val opened = phone.open(backend)
        val other = View()
        phone.onMain {
            opened.session.detach(opened.view)
            opened.session.rendererGone()
            opened.session.attach(other)
        }
        val asked = other.rest()
        assertEquals(1, asked.size, "one page is loaded, not two")
        assertTrue(asked.single().startsWith("load "))
    }

    @Test
    fun `between two views only the newest page is kept, and that its renderer died`() {
        val opened = phone.open(backend)
        phone.onMain {
            opened.session.detach(opened.view)
            opened.session.rendererGone()
            opened.session.navigate(Navigation(opened.callback("event", "?error=ACCESS_TOKEN_NOT_VALID")))
        }
        backend.next("POST")
        phone.await(opened.session, Phase.LOADING)
        phone.onMain { opened.session.attach(opened.view) }
        val asked = opened.view.rest()
        assertEquals(1, asked.size, "one page is loaded, not two")
        assertTrue(asked.single().startsWith("reload rebuild=true") && "ACCESS-2" in asked.single())
    }

    @Test
    fun `leaving is asked about, and the user may stay`() {
        val opened = phone.open(backend)
        phone.onMain { opened.session.back(canGoBack = false) }
        assertTrue(opened.session.state.value.asksToClose)
        assertEquals(Phase.CONFIRMING_CLOSE, opened.session.state.value.phase)
        phone.onMain { opened.session.declineClose() }
        assertEquals(ConnectState(Phase.OPEN, Cover.None, asksToClose = false), opened.session.state.value)
        phone.onMain { opened.session.back(canGoBack = true) }
        assertEquals("goBack", opened.view.next())
        phone.onMain {
            opened.session.closeRequested()
            opened.session.confirmClose()
        }
        assertEquals(ExitSource.CLOSE_BUTTON, (phone.outcome(opened.session) as ConnectOutcome.Exited).source)
    }

    @Test
    fun `a link of a bank's app leads outside, and back`() {
        val opened = phone.open(backend)
        assertFalse(phone.onMain { opened.session.navigate(Navigation("mybank://pay?x=1")) })
        assertEquals("openOutside appOnly=false mybank://pay?x=1", opened.view.next())
        assertEquals(Phase.OUTSIDE, opened.session.state.value.phase)
        phone.onMain { opened.session.returned() }
        assertEquals("showNotice ReturnToBank", opened.view.next())
        assertEquals(DeepLinkVerdict.NOT_MINE, phone.onMain { opened.session.openLink("otherapp://x") })
        assertEquals(DeepLinkVerdict.HANDLED, phone.onMain { opened.session.openLink(opened.success().url) })
        assertTrue(phone.outcome(opened.session) is ConnectOutcome.Connected)
    }

    @Test
    fun `a bank's app that is not there is told`() {
        val opened = phone.open(backend, View().apply { takesLinks = false })
        phone.onMain { opened.session.navigate(Navigation("mybank://pay")) }
        assertEquals("openOutside appOnly=false mybank://pay", opened.view.next())
        assertEquals("showNotice AppMissing", opened.view.next())
        assertEquals(Phase.OPEN, opened.session.state.value.phase)
    }

    @Test
    fun `a page that does not load can be tried again`() {
        val opened = phone.open(backend)
        phone.onMain { opened.session.loadFailed(LoadProblem.HttpStatus(503)) }
        val problem = Cover.Problem(ConnectProblem.Load(LoadProblem.HttpStatus(503)), canRetry = true)
        assertEquals(ConnectState(Phase.RECOVERING, problem, asksToClose = false), opened.session.state.value)
        phone.onMain { opened.session.retry() }
        assertTrue(opened.view.next().startsWith("reload rebuild=false"))
    }

    @Test
    fun `a token that does not come is shown, and comes when the user tries again`() {
        backend.onOpen = { Reply(401) }
        val session = phone.session()
        phone.await(session, Phase.RECOVERING)
        assertEquals(Cover.Problem(ConnectProblem.Token(TokenProblem.SIGN_IN), canRetry = true), session.state.value.cover)
        backend.onOpen = { Reply(200, """{"access_token":"ACCESS-9"}""") }
        phone.onMain { session.retry() }
        phone.await(session, Phase.LOADING)
    }

    @Test
    fun `what the widget says besides is a notice or a diagnostic`() {
        val opened = phone.open(backend)
        phone.onMain {
            opened.session.navigate(Navigation(opened.callback("event", "?warning=institution_disabled")))
            opened.session.navigate(Navigation("myapp://success?link=${Opened.LINK}"))
            opened.session.pageMessage("no JSON")
        }
        assertEquals("showNotice Warning(institution_disabled)", opened.view.next())
        phone.until("both are diagnosed") { phone.diagnostics.map { it.code }.containsAll(listOf("nonce_mismatch", "unreadable_message")) }
        assertFalse(phone.diagnostics.any { Opened.LINK in it.toString() })
    }

    @Test
    fun `why a bank refused is diagnosed by its code, and never by its sentence`() {
        val opened = phone.open(backend)
        val page = "https://api.belvo.com/api/consents/callback/#error_description="
        phone.onMain {
            opened.session.navigate(Navigation(page + "Ana%20Lopez%20denied"))
            opened.session.navigate(Navigation(page + "risk_analysis_denied"))
        }
        phone.until("both are diagnosed") { phone.diagnostics.count { it.code == "bank_refused" } == 2 }
        assertEquals(listOf("", "risk_analysis_denied"), phone.diagnostics.filter { it.code == "bank_refused" }.map { it.detail })
    }

    @Test
    fun `a bug of a view keeps no outcome from the disk`() {
        val opened = phone.open(backend)
        // Not even one that is no exception, in the middle of what an event asks for.
        opened.view.bug = NotImplementedError("of the app")
        assertThrows(NotImplementedError::class.java) {
            phone.onMain { opened.session.navigate(Navigation(opened.callback("event", "?warning=institution_disabled"))) }
        }
        assertEquals("showNotice Warning(institution_disabled)", opened.view.next())
        phone.onMain { opened.session.openLink(opened.success().url) }
        assertTrue(phone.outcome(opened.session).isRecorded)
    }

    @Test
    fun `a success while the user is asked about leaving ends the question`() {
        val opened = phone.open(backend)
        phone.onMain {
            opened.session.closeRequested()
            opened.session.openLink(opened.success().url)
        }
        phone.outcome(opened.session)
        assertEquals(ConnectState(Phase.FINISHED, Cover.None, asksToClose = false), opened.session.state.value)
    }

    @Test
    fun `Java is told each state on the main thread, until the end`() {
        val opened = phone.open(backend)
        val heard = CopyOnWriteArrayList<Pair<Phase, String>>()
        val listening = phone.onMain { opened.session.addStateListener { heard += it.phase to Thread.currentThread().name } }
        val closed = CopyOnWriteArrayList<Phase>()
        phone.onMain { opened.session.addStateListener { closed += it.phase }.close() }
        phone.onMain { opened.session.closeRequested() }
        phone.until("the question is heard") { heard.any { (phase, _) -> phase == Phase.CONFIRMING_CLOSE } }
        phone.onMain { opened.session.navigate(opened.success()) }
        phone.until("the end is heard") { heard.last().first == Phase.FINISHED }
        assertEquals(Phase.OPEN, heard.first().first)
        assertEquals(setOf("main of a test"), heard.map { (_, thread) -> thread.substringBefore(" @") }.toSet())
        assertTrue(closed.size <= 1, "what was closed hears no more")
        listening.close()
    }
}
