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
import java.util.concurrent.CountDownLatch

/** The process dies, and another one goes on from saved bytes and the journal. */
class RestoreTest {
    @TempDir
    lateinit var folder: File
    private val backend = AppBackend()

    @AfterEach
    fun stop() {
        backend.close()
    }

    @Test
    fun `a session goes on in the next process`() {
        val (saved, opened) = Phone(backend.url, folder).use { phone -> saved(phone) }
        Phone(backend.url, folder).use { phone ->
            val session = phone.onMain { phone.vinculo.restore(saved) }
            // The link may have been made meanwhile, so the backend is asked before a token is.
            assertEquals("/bank/v1/connect-sessions/${opened.sessionId}/link", backend.next("GET").path)
            backend.next("POST")
            phone.onMain { session.openLink(opened.success().url) }
            assertEquals("${opened.sessionId}.1", phone.outcome(session).id)
        }
    }

    @Test
    fun `a session does not go on for somebody else`() {
        val (saved, _) = Phone(backend.url, folder).use { phone -> saved(phone) }
        val tokens = backend.count("POST")
        Phone(backend.url, folder, user = "user-2").use { phone ->
            val refused = assertThrows(VinculoException.SavedUnusable::class.java) { phone.onMain { phone.vinculo.restore(saved) } }
            assertEquals("other_user", refused.code)
            assertEquals(tokens, backend.count("POST"))
            assertEquals(0, backend.count("GET"))
            // One that was prepared is nobody's yet.
            phone.onMain { phone.vinculo.restore(Vinculo.prepare(Phone.OPTIONS)) }
            backend.next("POST")
        }
    }

    @Test
    fun `what the journal has is decided, though the saved bytes are older`() {
        val (saved, opened) =
            Phone(backend.url, folder).use { phone ->
                val (saved, opened) = saved(phone)
                phone.onMain { opened.session.navigate(opened.success()) }
                phone.outcome(opened.session)
                saved to opened
            }
        val tokens = backend.count("POST")
        Phone(backend.url, folder).use { phone ->
            val session = phone.onMain { phone.vinculo.restore(saved) }
            val again = phone.outcome(session) as ConnectOutcome.Connected
            assertEquals("${opened.sessionId}.1", again.id)
            assertEquals(Opened.LINK, again.link.value)
            assertTrue(again.isRecorded)
            assertEquals(tokens, backend.count("POST"), "no token is asked for what is decided")
            assertEquals(0, backend.count("GET"), "nor a link")
        }
    }

    @Test
    fun `an outcome is told again in the next process, until it is acknowledged`() {
        val saved =
            Phone(backend.url, folder).use { phone ->
                val (_, opened) = saved(phone)
                phone.onMain { opened.session.navigate(opened.success()) }
                phone.outcome(opened.session)
                phone.onMain { opened.session.save() }
            }
        val acknowledged =
            Phone(backend.url, folder).use { phone ->
                val session = phone.onMain { phone.vinculo.restore(saved) }
                phone.outcome(session)
                assertFalse(phone.onMain { session.isAcknowledged })
                phone.onMain { session.acknowledge() }
                assertTrue(phone.onMain { session.isAcknowledged })
                phone.onMain { session.save() }
            }
        Phone(backend.url, folder).use { phone ->
            val session = phone.onMain { phone.vinculo.restore(acknowledged) }
            assertTrue(phone.outcome(session) is ConnectOutcome.Connected, "whoever asks is answered")
            assertFalse(phone.onMain { session.timeline() }.any { "< finish" in it.what }, "but the core does not tell it again")
        }
    }

    @Test
    fun `an acknowledged exit is told to who asks, though a success came after it that nobody has heard of yet`() {
        backend.onReport = { Reply(401) }
        val saved =
            Phone(backend.url, folder).use { phone ->
                val (_, opened) = saved(phone)
                phone.onMain { opened.session.navigate(Navigation(opened.callback("exit"))) }
                phone.outcome(opened.session)
                phone.onMain {
                    opened.session.acknowledge()
                    opened.session.openLink(opened.success().url)
                    opened.session.save()
                }
            }
        Phone(backend.url, folder).use { phone ->
            val session = phone.onMain { phone.vinculo.restore(saved) }
            assertTrue(phone.outcome(session) is ConnectOutcome.Exited)
        }
    }

    @Test
    fun `what the app has acknowledged is not told again, though the saved bytes are older`() {
        val (saved, opened) =
            Phone(backend.url, folder).use { phone ->
                val (saved, opened) = saved(phone)
                phone.onMain { opened.session.navigate(opened.success()) }
                phone.outcome(opened.session)
                phone.until("it is delivered") { phone.vinculo.outbox.entries().isEmpty() }
                // And everything is closed at once, as when the user signs out.
                phone.onMain { opened.session.acknowledge() }
                saved to opened
            }
        Phone(backend.url, folder).use { phone ->
            val session = phone.onMain { phone.vinculo.restore(saved) }
            assertTrue(phone.onMain { session.isAcknowledged })
            assertEquals("${opened.sessionId}.1", phone.outcome(session).id, "whoever asks is answered")
            assertFalse(phone.onMain { session.timeline() }.any { "< finish" in it.what }, "but the core does not tell it again")
            assertEquals(0, backend.count("GET"), "nor is the backend asked for a link")
        }
    }

    @Test
    fun `what an earlier process left is sent when the next one begins`() {
        backend.onReport = { Reply(503) }
        Phone(backend.url, folder).use { phone ->
            val (_, opened) = saved(phone)
            phone.onMain { opened.session.navigate(opened.success()) }
            phone.outcome(opened.session)
        }
        backend.onReport = { Reply(200) }
        Phone(backend.url, folder).use { phone ->
            phone.until("it is delivered") { phone.vinculo.outbox.entries().isEmpty() }
        }
    }

    @Test
    fun `bytes that are no session are refused with the reason`() {
        Phone(backend.url, folder).use { phone ->
            fun refusal(bytes: String) =
                assertThrows(VinculoException.SavedUnusable::class.java) { phone.onMain { phone.vinculo.restore(bytes.toByteArray()) } }
            assertEquals("malformed", refusal("no session").code)
            val (saved, _) = saved(phone)
            val newer = saved.decodeToString().replaceFirst(Regex("\"(v|version)\":\\d+"), "\"$1\":999")
            assertEquals("version", refusal(newer).code)
        }
    }

    @Test
    fun `an outcome that the app takes before its report comes back is not sent again`() {
        var left: String? = null
        backend.onReport = {
            val id = it.headers.getValue("idempotency-key")
            left = left ?: id
            if (id == left) Reply(401) else Reply(200)
        }
        val (saved, opened) =
            Phone(backend.url, folder).use { phone ->
                val other = phone.open(backend)
                phone.onMain { other.session.navigate(other.success()) }
                phone.until("it is tried") { left != null }
                saved(phone).also { (_, opened) ->
                    phone.onMain { opened.session.navigate(opened.success()) }
                    phone.until("it is delivered") { backend.all.any { it.headers["idempotency-key"] == "${opened.sessionId}.1" } }
                    phone.until("the other one is left") { phone.vinculo.outbox.entries().size == 1 }
                }
            }
        val sent = backend.count("PUT")
        val gate = CountDownLatch(1)
        backend.onReport = {
            gate.await()
            Reply(200)
        }
        Phone(backend.url, folder).use { phone ->
            phone.until("what was left is on its way") { backend.count("PUT") > sent }
            val restored = phone.onMain { phone.vinculo.restore(saved) }
            phone.outcome(restored)
            phone.onMain {
                restored.acknowledge()
                // In its turn behind the taking.
                phone.vinculo.outbox.entries()
            }
            gate.countDown()
            assertEquals(Delivery.DONE, phone.onMain { phone.vinculo.outbox.deliver() })
            assertEquals(1, backend.all.count { it.headers["idempotency-key"] == "${opened.sessionId}.1" })
        }
    }

    @Test
    fun `a journal that cannot be read keeps a session from being decided twice`() {
        val (saved, _) = Phone(backend.url, folder).use { phone -> saved(phone) }
        val journal = File(folder, "outcomes.journal").apply { writeText("something else") }
        Phone(backend.url, folder).use { phone ->
            val refused = assertThrows(VinculoException.StorageUnusable::class.java) { phone.onMain { phone.vinculo.restore(saved) } }
            assertEquals("not_a_journal", refused.code)
            assertEquals("something else", journal.readText(), "what is somebody else's is not touched")
            // Tried again at each use: a locked phone is unlocked some time.
            check(journal.delete())
            phone.onMain { phone.vinculo.restore(saved) }
        }
    }

    private fun saved(phone: Phone): Pair<ByteArray, Opened> {
        val opened = phone.open(backend)
        val saved = phone.onMain { opened.session.save() }
        assertFalse("ACCESS" in saved.decodeToString(), "saved bytes hold no token")
        return saved to opened
    }
}
