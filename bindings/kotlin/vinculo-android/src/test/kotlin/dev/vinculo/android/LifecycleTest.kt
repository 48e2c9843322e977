package dev.vinculo.android

import android.content.res.Configuration
import android.os.Bundle
import dev.vinculo.ConnectOutcome
import dev.vinculo.ConnectSession
import dev.vinculo.ExitSource
import dev.vinculo.Phase
import dev.vinculo.phone.Opened
import dev.vinculo.phone.Phone
import dev.vinculo.phone.Reply
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNotSame
import org.junit.Assert.assertNull
import org.junit.Assert.assertSame
import org.junit.Assert.assertTrue
import org.junit.Test
import org.robolectric.Shadows.shadowOf
import java.util.concurrent.CountDownLatch

/** What a phone does to a screen while a user connects an account. */
class LifecycleTest : ScreenTest() {
    @Test
    fun `turning the phone leaves the page alone`() {
        val screen = open()
        val (activity, web) = screen.activity to screen.web
        screen.rotate(Configuration(app.resources.configuration).apply { orientation = Configuration.ORIENTATION_LANDSCAPE })
        assertSame(activity, screen.activity)
        assertSame(web, screen.web)
        assertEquals(1, backend.count("POST"))
    }

    @Test
    fun `a screen that is made anew shows the same session`() {
        val screen = open()
        val (activity, web) = screen.activity to screen.web
        screen.recreate()
        assertNotSame(activity, screen.activity)
        until("the page is loaded anew") { screen.web != null && screen.loaded != null }
        assertNotSame(web, screen.web)
        assertTrue(shadowOf(web).wasDestroyCalled())
        screen.finishLoading()
        screen.go(screen.success())
        assertEquals(Opened.LINK, linkOf(screen.result()))
    }

    @Test
    fun `a screen that Android threw away finds its session running`() {
        val request = request()
        val first = open(request)
        val session = sessionOf(request)
        val saved = first.leave()
        assertEquals(Phase.OPEN, session.state.value.phase)
        val second = launch(request, saved)
        until("the page is loaded anew") { second.web != null && second.loaded != null }
        assertSame(session, sessionOf(request))
        second.asked = first.asked
        second.finishLoading()
        second.go(second.success())
        assertEquals(Opened.LINK, linkOf(second.result()))
    }

    @Test
    fun `two screens of one request have one session, and each is answered`() {
        val request = request()
        val first = open(request)
        val second = launch(request, first.savedNow())
        until("the page is loaded anew") { second.web != null && second.loaded != null }
        second.asked = first.asked
        second.finishLoading()
        second.go(second.success())
        assertEquals(Opened.LINK, linkOf(first.result()))
        assertEquals(Opened.LINK, linkOf(second.result()))
        until("the backend has it") { backend.count("PUT") > 0 }
        assertEquals(1, backend.count("PUT"))
    }

    @Test
    fun `a screen whose place another one took says nothing more, and shows the session when the user is back`() {
        val request = request()
        val first = open(request)
        val old = checkNotNull(first.web)
        first.stop()
        val second = launch(request, first.savedNow())
        until("the page is loaded anew") { second.web != null && second.loaded != null }
        assertTrue(shadowOf(old).wasDestroyCalled())
        assertNull(first.web)
        second.leave()
        first.restart()
        until("the page is loaded anew") { first.web != null && first.loaded != null }
        first.finishLoading()
        first.go(first.success())
        assertEquals(Opened.LINK, linkOf(first.result()))
    }

    @Test
    fun `two sessions do not disturb each other`() {
        val first = open()
        val second = open()
        second.go(second.success())
        assertEquals(second.asked.text("session_id"), (second.result() as ConnectResult.Finished).outcome.sessionId)
        assertTrue(!first.activity.isFinishing)
        first.go(first.success())
        assertEquals(first.asked.text("session_id"), (first.result() as ConnectResult.Finished).outcome.sessionId)
    }

    @Test
    fun `a process that dies before the session began begins it`() {
        val request = request()
        app.user = { kotlinx.coroutines.awaitCancellation() }
        val saved = kill(launch(request))
        goesOn(request, saved)
    }

    @Test
    fun `a process that dies while the backend is asked asks again`() {
        val gate = CountDownLatch(1)
        val answer = backend.onOpen
        backend.onOpen = {
            gate.await()
            answer(it)
        }
        val request = request()
        val screen = launch(request)
        until("the backend is asked") { backend.count("POST") == 1 }
        val saved = kill(screen)
        gate.countDown()
        goesOn(request, saved)
    }

    @Test
    fun `a process that dies while the page loads loads it again`() {
        val request = request()
        val screen = launch(request)
        until("the page is being loaded") { screen.loaded != null }
        goesOn(request, kill(screen))
    }

    @Test
    fun `a process that dies with the widget open brings it back`() {
        val request = request()
        goesOn(request, kill(open(request)))
    }

    @Test
    fun `a process that dies while the user is in the bank's app brings the widget back`() {
        val request = request()
        val screen = open(request)
        screen.go("bankapp://login")
        assertEquals(Phase.OUTSIDE, sessionOf(request).state.value.phase)
        goesOn(request, kill(screen))
    }

    @Test
    fun `a process that dies while a problem is shown tries again`() {
        val request = request()
        backend.onOpen = { Reply(500) }
        val screen = launch(request)
        until("a problem is shown") { sessionOf(request).state.value.phase == Phase.RECOVERING }
        val saved = kill(screen)
        backend.onOpen = { Reply(200, """{"access_token":"ACCESS"}""") }
        goesOn(request, saved)
    }

    @Test
    fun `a process that dies while the user is asked whether to leave shows the widget`() {
        val request = request()
        val screen = open(request)
        screen.view.back()
        assertEquals(Phase.CONFIRMING_CLOSE, sessionOf(request).state.value.phase)
        goesOn(request, kill(screen))
    }

    @Test
    fun `a process that dies while the backend is asked for a late link tells the exit`() {
        val gate = CountDownLatch(1)
        backend.onLateLink = {
            gate.await()
            Reply(200, """{"link":null}""")
        }
        val request = request()
        val screen = open(request)
        screen.go(screen.callback("exit", "?link_id="))
        until("it is asked") { sessionOf(request).state.value.phase == Phase.RECONCILING && backend.count("GET") > 0 }
        val saved = kill(screen)
        gate.countDown()
        assertTrue((launch(request, saved).result() as ConnectResult.Finished).outcome is ConnectOutcome.Exited)
    }

    @Test
    fun `a process that dies with the outcome decided tells the same one`() {
        val request = request()
        val screen = open(request)
        screen.go(screen.success())
        val told = screen.result() as ConnectResult.Finished
        val saved = kill(screen)
        val again = launch(request, saved).result() as ConnectResult.Finished
        assertEquals(told.outcome.id, again.outcome.id)
    }

    @Test
    fun `a screen that the app closes ends the session once`() {
        val request = request()
        val screen = open(request)
        val session = sessionOf(request)
        screen.finish()
        val outcome = wait { session.outcome() } as ConnectOutcome.Exited
        assertEquals(ExitSource.HOST, outcome.source)
        until("the backend has it") { backend.count("PUT") == 1 }
    }

    @Test
    fun `signing out closes the screen`() {
        val screen = open()
        wait { vinculo.close() }
        assertEquals("cancelled", (screen.result() as ConnectResult.Unfinished).code)
    }

    @Test
    fun `who comes back from the bank's app is told what to do there`() {
        val screen = open()
        screen.go("bankapp://login")
        screen.stop()
        screen.restart()
        val notices = checkNotNull(screen.activity.window.decorView.find<NoticeBar>())
        until("it is told") { notices.isShown }
    }

    /** The session ends well in a new process. */
    private fun goesOn(request: ConnectRequest, saved: Bundle) {
        val asked = backend.count("POST")
        val screen = launch(request, saved)
        until("a token is asked for") { backend.count("POST") > asked }
        shown(screen)
        screen.go(screen.success())
        assertEquals(Opened.LINK, linkOf(screen.result()))
        assertNull(screen.web?.takeIf { shadowOf(it).wasDestroyCalled() })
    }

    private fun sessionOf(request: ConnectRequest): ConnectSession = wait { Sessions.obtain(vinculo, request.key, request.prepared) }

    private fun linkOf(result: ConnectResult): String = ((result as ConnectResult.Finished).outcome as ConnectOutcome.Connected).link.value
}
