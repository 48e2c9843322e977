package dev.vinculo

import dev.vinculo.phone.AppBackend
import dev.vinculo.phone.Opened
import dev.vinculo.phone.Phone
import dev.vinculo.phone.Reply
import dev.vinculo.phone.View
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.File

/** One session from start to outcome, over real HTTP and a real disk. */
class ConnectSessionTest {
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
    fun `a user connects an account`() {
        val opened = phone.open(backend)
        assertTrue("access_token=ACCESS-1" in opened.load)
        val goes = phone.onMain { opened.session.navigate(opened.success()) }
        assertFalse(goes, "the webview must not follow a callback")

        val outcome = phone.outcome(opened.session) as ConnectOutcome.Connected
        assertEquals(Opened.LINK, outcome.link.value)
        assertEquals("erebor_mx_retail", outcome.institution?.value)
        assertTrue(outcome.isRecorded)
        assertFalse(outcome.isLate)
        assertEquals(opened.sessionId, outcome.sessionId)
        assertEquals(Phase.FINISHED, opened.session.state.value.phase)

        val report = backend.next("PUT")
        assertEquals("/bank/v1/connect-sessions/${opened.sessionId}/outcomes/1", report.path)
        assertEquals(outcome.id, report.headers["idempotency-key"])
        assertEquals("Bearer user-token", report.headers["authorization"])
        phone.until("the outcome is delivered") { phone.vinculo.outbox.entries().isEmpty() }
    }

    @Test
    fun `a user leaves, and the backend knows of no link`() {
        val opened = phone.open(backend)
        phone.onMain { opened.session.navigate(Navigation(opened.callback("exit", "?last_encountered_error_code=login_error"))) }
        val outcome = phone.outcome(opened.session) as ConnectOutcome.Exited
        assertEquals(ExitSource.WIDGET, outcome.source)
        assertEquals("login_error", outcome.error?.code)
        assertEquals(1, backend.all.count { it.path.endsWith("/link") }, "the backend is asked before a session ends without a link")
    }

    @Test
    fun `a user leaves, and the backend knows of a link`() {
        backend.onLateLink = { Reply(200, """{"link":"${Opened.LINK}","institution":"erebor_mx_retail"}""") }
        val opened = phone.open(backend)
        phone.onMain { opened.session.dismissed(DismissedBy.SWIPE) }
        val outcome = phone.outcome(opened.session) as ConnectOutcome.Connected
        assertTrue(outcome.isLate)
        assertEquals(Opened.LINK, outcome.link.value)
    }

    @Test
    fun `a backend that gives no token ends the session`() {
        backend.onOpen = { Reply(403, """{"code":"not_allowed"}""") }
        val session = phone.session()
        assertEquals(FailReason.TOKEN_REFUSED, (phone.outcome(session) as ConnectOutcome.Failed).reason)
    }

    @Test
    fun `a token that died is renewed once`() {
        val opened = phone.open(backend)
        phone.onMain { opened.session.navigate(Navigation(opened.callback("event", "?error=ACCESS_TOKEN_NOT_VALID"))) }
        val load = opened.view.next()
        assertTrue(load.startsWith("reload rebuild=false") && "ACCESS-2" in load, load.replace("ACCESS", "token"))
    }

    @Test
    fun `an outcome that the disk does not take is told and reported all the same`() {
        phone.close()
        val file = File(folder, "a file").apply { writeText("in the way") }
        Phone(backend.url, file).use { phone ->
            val opened = phone.open(backend)
            phone.onMain { opened.session.navigate(opened.success()) }
            assertFalse(phone.outcome(opened.session).isRecorded)
            assertEquals("${opened.sessionId}.1", backend.next("PUT").headers["idempotency-key"])
            phone.until("it is diagnosed") { phone.diagnostics.any { it.code == "outbox_store" } }
        }
    }

    @Test
    fun `cancelling who waits cancels nothing else`() {
        val opened = phone.open(backend)
        phone.onMain {
            coroutineScope {
                val waits = async { opened.session.outcome() }
                waits.cancel()
            }
            opened.session.navigate(opened.success())
        }
        assertTrue(phone.outcome(opened.session) is ConnectOutcome.Connected)
    }

    @Test
    fun `cancelling a session ends its waiting, and its saved bytes bring it back`() {
        val opened = phone.open(backend)
        val saved = phone.onMain { opened.session.save() }
        val waiting =
            phone.onMain {
                coroutineScope {
                    val waits = async { runCatching { opened.session.outcome() } }
                    kotlinx.coroutines.yield()
                    opened.session.cancel()
                    waits.await()
                }
            }
        assertEquals("cancelled", (waiting.exceptionOrNull() as VinculoException.Cancelled).code, "the caller was not cancelled")
        assertFalse(phone.onMain { opened.session.navigate(opened.success()) })
        assertEquals(DeepLinkVerdict.NO_SESSION, phone.onMain { opened.session.openLink(opened.callback("success")) })

        val restored = phone.onMain { phone.vinculo.restore(saved) }
        phone.onMain { restored.openLink(opened.success().url) }
        assertTrue(phone.outcome(restored) is ConnectOutcome.Connected)
    }

    @Test
    fun `nothing is acknowledged that was not told`() {
        val opened = phone.open(backend)
        val refused = assertThrows(VinculoException.NotFinished::class.java) { phone.onMain { opened.session.acknowledge() } }
        assertEquals("not_finished", refused.code)
    }

    @Test
    fun `a session is for the main thread alone`() {
        val opened = phone.open(backend)
        for (call in listOf<() -> Any?>(
            { opened.session.pageShown() },
            { opened.session.navigate(opened.success()) },
            { opened.session.save() },
            { opened.session.cancel() },
            { opened.session.acknowledge() },
            { opened.session.attach(View()) },
            { phone.vinculo.session(Phone.OPTIONS) },
        )) {
            assertTrue("main thread" in assertThrows(IllegalStateException::class.java) { call() }.message.orEmpty())
        }
    }

    @Test
    fun `a success after the exit was told is reported, and not told`() {
        val opened = phone.open(backend)
        phone.onMain { opened.session.navigate(Navigation(opened.callback("exit"))) }
        val told = phone.outcome(opened.session)
        assertEquals("${opened.sessionId}.1", backend.next("PUT").headers["idempotency-key"])
        phone.onMain { opened.session.openLink(opened.success().url) }
        assertEquals("${opened.sessionId}.2", backend.next("PUT").headers["idempotency-key"])
        assertEquals(told, phone.outcome(opened.session))
    }

    @Test
    fun `options that cannot work are refused with the reason`() {
        val bad =
            mapOf(
                "callback_urls" to ConnectOptions(CallbackUrls("", "myapp://exit", "myapp://event")),
                "limits" to ConnectOptions(Phone.URLS) { limits(Limits(slow = -1)) },
                "navigation" to ConnectOptions(Phone.URLS) { navigation(NavigationOptions { strictHosts("https://a.b/") }) },
                "widget" to ConnectOptions(Phone.URLS) { widget(WidgetOptions { baseUrl("ftp://widget") }) },
            )
        for ((code, options) in bad) {
            val refused = assertThrows(VinculoException.SettingRefused::class.java) { phone.session(options) }
            assertEquals(code, refused.code)
            assertTrue(refused.message.orEmpty().length > code.length)
        }
    }

    @Test
    fun `the backend's URL and the user key are looked at when opening`() {
        fun open(url: String, user: String) = assertThrows(VinculoException.SettingRefused::class.java) {
            runBlocking { Vinculo.Builder(url, user, folder).mainDispatcher(kotlinx.coroutines.Dispatchers.Default).open() }
        }.code
        assertEquals("backend_url", open("http://example.com", "user-1"))
        assertEquals("user", open("https://example.com", ""))
    }
}
