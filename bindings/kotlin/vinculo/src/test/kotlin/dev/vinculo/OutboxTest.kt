package dev.vinculo

import dev.vinculo.core.Ending
import dev.vinculo.core.FailReason
import dev.vinculo.core.Now
import dev.vinculo.core.OtherUsers
import dev.vinculo.core.Outcome
import dev.vinculo.phone.AppBackend
import dev.vinculo.phone.Phone
import dev.vinculo.phone.Reply
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.File

/** Outcomes on their way to the backend. */
class OutboxTest {
    @TempDir
    lateinit var folder: File
    private val backend = AppBackend()

    @AfterEach
    fun stop() {
        backend.close()
    }

    @Test
    fun `what was refused is kept, shown, and sent again when asked`() {
        backend.onReport = { Reply(422, """{"code":"unknown_session"}""") }
        Phone(backend.url, folder).use { phone ->
            val id = finish(phone)
            phone.until("it is refused") { phone.vinculo.outbox.entries().singleOrNull()?.state == OutboxEntry.State.REFUSED }
            val entry = phone.onMain { phone.vinculo.outbox.entries() }.single()
            assertEquals(id, entry.outcomeId)
            assertEquals(422, entry.refusedWith)
            assertEquals("connected", entry.ending)
            assertEquals(Delivery.DONE, phone.onMain { phone.vinculo.outbox.deliver() }, "nothing is left that could be sent")

            backend.onReport = { Reply(200) }
            assertTrue(phone.onMain { phone.vinculo.outbox.retry(id) })
            phone.until("it is delivered") { phone.vinculo.outbox.entries().isEmpty() }
            assertFalse(phone.onMain { phone.vinculo.outbox.retry(id) })
        }
    }

    @Test
    fun `a user whose session at the backend is over signs in, and it is sent under the new one`() {
        var token = "old"
        backend.onReport = { if (it.headers["authorization"] == "Bearer new") Reply(200) else Reply(401) }
        Phone(backend.url, folder, authorization = { Authorization.bearer(token) }).use { phone ->
            finish(phone)
            assertEquals(Delivery.SIGN_IN, phone.onMain { phone.vinculo.outbox.deliver() })
            token = "new"
            assertEquals(Delivery.DONE, phone.onMain { phone.vinculo.outbox.deliver() })
        }
    }

    @Test
    fun `the user signs in while the old authentication is on its way`() {
        var token = "old"
        backend.onReport = {
            val wasOld = it.headers["authorization"] == "Bearer old"
            token = "new"
            if (wasOld) Reply(401) else Reply(200)
        }
        Phone(backend.url, folder, authorization = { Authorization.bearer(token) }).use { phone ->
            finish(phone)
            phone.until("it is delivered") { phone.vinculo.outbox.entries().isEmpty() }
            assertEquals(2, backend.count("PUT"))
        }
    }

    @Test
    fun `an authorisation that is another one each time does not ask for ever`() {
        var number = 0
        backend.onReport = { Reply(401) }
        Phone(backend.url, folder, authorization = { Authorization.bearer("token-${++number}") }).use { phone ->
            finish(phone)
            assertEquals(Delivery.SIGN_IN, phone.onMain { phone.vinculo.outbox.deliver() })
            assertEquals(Delivery.SIGN_IN, phone.onMain { phone.vinculo.outbox.deliver() })
        }
        // The session's own round, and the two that were asked for: each tries once more, and no further.
        assertTrue(backend.count("PUT") <= ROUNDS * 2, "${backend.count("PUT")} reports")
    }

    @Test
    fun `a backend that asks to be left alone with one outcome gets the others`() {
        var first: String? = null
        backend.onReport = {
            val id = it.headers.getValue("idempotency-key")
            first = first ?: id
            if (id == first) Reply(503, headers = mapOf("Retry-After" to "3600")) else Reply(200)
        }
        Phone(backend.url, folder).use { phone ->
            val paused = finish(phone)
            assertEquals(Delivery.LATER, phone.onMain { phone.vinculo.outbox.deliver() })
            finish(phone)
            phone.until("the other one is delivered") { phone.vinculo.outbox.entries().map { it.outcomeId } == listOf(paused) }
            phone.onMain { phone.vinculo.outbox.deliver() }
            assertEquals(1, backend.all.count { it.headers["idempotency-key"] == paused }, "it is left alone, even when the app asks")
        }
    }

    @Test
    fun `what a phone had to keep for itself is delivered by its next process`() {
        Phone(backend.url, folder).use { phone ->
            val opened = phone.open(backend)
            backend.close()
            phone.onMain { opened.session.navigate(opened.success()) }
            assertTrue(phone.outcome(opened.session).isRecorded)
            assertEquals("connected", phone.onMain { phone.vinculo.outbox.entries() }.single().ending)
        }
        AppBackend().use { other ->
            Phone(other.url, folder).use { phone -> phone.until("it is delivered") { phone.vinculo.outbox.entries().isEmpty() } }
        }
    }

    @Test
    fun `the disk knows what became of a report before the session does`() = withCourier { courier, journal, outcome ->
        val file = File(folder, "outcomes.journal")
        val recorded = file.length()
        val told = CompletableDeferred<Pair<Boolean, Long>>()
        courier.report(this, outcome, isRecorded = true) { isReported -> told.complete(isReported to file.length()) }
        val (isReported, length) = told.await()
        assertTrue(isReported)
        assertTrue(length > recorded, "the journal has its record of the delivery when the session is told")
        assertTrue(journal.use { it.pending() }.isEmpty())
    }

    @Test
    fun `what the backend and the app have is not sent again`() = withCourier { courier, journal, outcome ->
        assertEquals(Delivery.DONE, courier.deliver())
        journal.use { it.taken(outcome.id) }
        val told = CompletableDeferred<Boolean>()
        courier.report(this, outcome, isRecorded = true, told::complete)
        assertTrue(told.await())
        assertEquals(1, backend.count("PUT"))
    }

    @Test
    fun `another user's outcomes wait for that user`() {
        backend.onReport = { Reply(503) }
        Phone(backend.url, folder).use { phone ->
            finish(phone)
            // What is on its way when the process dies may arrive after it.
            phone.until("it was tried") { backend.count("PUT") > 0 }
        }
        backend.onReport = { Reply(200) }
        val reports = backend.count("PUT")
        Phone(backend.url, folder, user = "user-2").use { phone ->
            assertEquals(Delivery.DONE, phone.onMain { phone.vinculo.outbox.deliver() })
            assertEquals(OutboxEntry.State.HELD, phone.onMain { phone.vinculo.outbox.entries() }.single().state)
        }
        assertEquals(reports, backend.count("PUT"), "it is not sent as another user's")
        Phone(backend.url, folder).use { phone -> phone.until("it is delivered") { phone.vinculo.outbox.entries().isEmpty() } }
    }

    @Test
    fun `the user's links are told by the backend`() {
        backend.onLinks = {
            Reply(200, """{"links":[{"link":"link-1","institution":"erebor_mx_retail","status":"invalid"},{"link":"link-2"}]}""")
        }
        Phone(backend.url, folder).use { phone ->
            val links = phone.onMain { phone.vinculo.links() }
            assertEquals(listOf("link-1", "link-2"), links.map { it.link.value })
            assertEquals(NeededAction.UPDATE, links.first().neededAction)
            assertEquals("credentials", links.first().health)

            for ((reply, code) in mapOf(Reply(401) to "sign_in", Reply(500) to "unavailable", Reply(200, "<html>") to "unreadable")) {
                backend.onLinks = { reply }
                val problem = runCatching { phone.onMain { phone.vinculo.links() } }.exceptionOrNull()
                assertEquals(code, (problem as VinculoException.BackendUnusable).code)
            }
        }
    }

    private companion object {
        const val ROUNDS = 4
    }

    /** A courier without a session, and what is on disk for it. */
    private fun withCourier(work: suspend (Courier, Journal, Outcome) -> Unit) {
        val scope = CoroutineScope(SupervisorJob())
        val sender = Sender(HttpUrlConnectionClient(), { null }, scope, Dispatchers.IO) { _, _ -> }
        val exchange = Exchange(backend.url, sender, JvmSurroundings) { _, _ -> }
        val journal = Journal(File(folder, "outcomes.journal"), "user-1", OtherUsers.HOLD) {}
        val outcome = Outcome("session-1.1", "session-1", 1u, Ending.Failed(FailReason.TOKEN_REFUSED))
        runBlocking {
            journal.use { it.append(outcome, Now(0, 0)) }
            work(Courier(journal, exchange, scope, JvmSurroundings), journal, outcome)
            scope.cancel()
            journal.close()
        }
    }

    /** A session that connects an account; the outcome's id. */
    private fun finish(phone: Phone): String {
        val opened = phone.open(backend)
        phone.onMain { opened.session.navigate(opened.success()) }
        return phone.outcome(opened.session).id
    }
}
