package dev.vinculo

import dev.vinculo.phone.AppBackend
import dev.vinculo.phone.Opened
import dev.vinculo.phone.Phone
import dev.vinculo.phone.Reply
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.File

/** An outcome is told until the app has acknowledged it, also where nobody brings its session back. */
class UnacknowledgedTest {
    @TempDir
    lateinit var folder: File
    private val backend = AppBackend()

    @AfterEach
    fun stop() {
        backend.close()
    }

    @Test
    fun `an outcome is told in each process until one acknowledges it`() {
        val id = process { phone -> phone.outcome(ended(phone).session).id }
        process { phone ->
            val told = phone.left().single() as ConnectOutcome.Connected
            assertEquals(id, told.id)
            assertEquals(Opened.LINK, told.link.value)
            assertTrue(told.isRecorded)
        }
        process { phone ->
            val told = phone.left().single()
            phone.onMain { phone.vinculo.acknowledge(told) }
            assertEquals(emptyList<ConnectOutcome>(), phone.left())
            // Once more is no mistake.
            phone.onMain { phone.vinculo.acknowledge(told) }
        }
        process { phone -> assertEquals(emptyList<ConnectOutcome>(), phone.left()) }
    }

    @Test
    fun `every kind of outcome is told, delivered, refused or pending`() {
        val ids = process { phone ->
            val connected = ended(phone)
            phone.outcome(connected.session)
            phone.until("it is delivered") { phone.vinculo.outbox.entries().isEmpty() }
            backend.onReport = { Reply(422) }
            val exited = phone.open(backend)
            phone.onMain { exited.session.dismissed(DismissedBy.HOST) }
            phone.outcome(exited.session)
            phone.until("it is refused") { phone.vinculo.outbox.entries().single().state == OutboxEntry.State.REFUSED }
            backend.onReport = { Reply(401) }
            backend.onOpen = { Reply(403) }
            val failed = phone.outcome(phone.session())
            listOf("${connected.sessionId}.1", "${exited.sessionId}.1", failed.id)
        }
        process { phone ->
            val told = phone.left()
            assertEquals(ids, told.map { it.id })
            assertTrue(told[0] is ConnectOutcome.Connected && told[1] is ConnectOutcome.Exited && told[2] is ConnectOutcome.Failed, "$told")
        }
    }

    @Test
    fun `a session that has ended here is one of them, and hears the acknowledgement`() {
        val saved = process { phone ->
            val ended = ended(phone)
            val outcome = phone.outcome(ended.session)
            val bystander = ended(phone)
            phone.outcome(bystander.session)
            assertEquals(listOf(outcome.id, "${bystander.sessionId}.1"), phone.left().map { it.id })
            phone.onMain {
                phone.vinculo.acknowledge(outcome)
                assertTrue(ended.session.isAcknowledged)
                assertFalse(bystander.session.isAcknowledged)
                bystander.session.acknowledge()
            }
            assertEquals(emptyList<ConnectOutcome>(), phone.left())
            phone.onMain { ended.session.save() }
        }
        process { phone -> assertTrue(phone.onMain { phone.vinculo.restore(saved).isAcknowledged }) }
    }

    @Test
    fun `a session that is brought back from older bytes is not told again`() {
        val saved = process { phone ->
            val opened = phone.open(backend)
            val saved = phone.onMain { opened.session.save() }
            phone.onMain { opened.session.navigate(opened.success()) }
            phone.outcome(opened.session)
            saved
        }
        process { phone -> phone.onMain { phone.vinculo.acknowledge(phone.vinculo.unacknowledged().single()) } }
        process { phone -> assertTrue(phone.onMain { phone.vinculo.restore(saved).isAcknowledged }) }
    }

    @Test
    fun `a success that came after an acknowledged exit is told`() {
        val opened = process { phone ->
            val opened = phone.open(backend)
            phone.onMain { opened.session.navigate(Navigation(opened.callback("exit"))) }
            phone.outcome(opened.session)
            phone.onMain {
                opened.session.acknowledge()
                opened.session.openLink(opened.success().url)
            }
            opened
        }
        process { phone ->
            val late = phone.left().single() as ConnectOutcome.Connected
            assertEquals("${opened.sessionId}.2", late.id)
            assertTrue(late.isLate)
        }
    }

    @Test
    fun `other users' outcomes are neither told nor acknowledged`() {
        backend.onReport = { Reply(401) }
        val theirs = process { phone -> phone.outcome(ended(phone).session) }
        process("user-2") { phone ->
            assertEquals(emptyList<ConnectOutcome>(), phone.left())
            phone.onMain { phone.vinculo.acknowledge(theirs) }
        }
        process { phone -> assertEquals(listOf(theirs.id), phone.left().map { it.id }) }
    }

    @Test
    fun `without the journal nothing is known, and that is said`() {
        val outcome = process { phone -> phone.outcome(ended(phone).session) }
        val closed = process { phone -> phone.vinculo }
        Phone(backend.url, folder).use { phone ->
            for (ask in listOf<suspend () -> Any>({ closed.unacknowledged() }, { closed.acknowledge(outcome) })) {
                val refused = assertThrows(VinculoException.StorageUnusable::class.java) { phone.onMain { ask() } }
                assertEquals("closed", refused.code)
            }
        }
    }

    private fun <R> process(user: String = "user-1", work: (Phone) -> R): R = Phone(backend.url, folder, user = user).use(work)

    private fun Phone.left(): List<ConnectOutcome> = onMain { vinculo.unacknowledged() }

    private fun ended(phone: Phone): Opened = phone.open(backend).also { opened -> phone.onMain { opened.session.navigate(opened.success()) } }
}
