package dev.vinculo

import dev.vinculo.phone.AppBackend
import dev.vinculo.phone.Phone
import dev.vinculo.phone.Reply
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.File
import java.util.concurrent.CancellationException
import java.util.concurrent.CountDownLatch
import java.util.concurrent.TimeoutException

/** Outcomes get to the backend though sessions end, networks go and clients misbehave. */
class DeliveryTest {
    @TempDir
    lateinit var folder: File
    private val backend = AppBackend()

    @AfterEach
    fun stop() {
        backend.close()
    }

    @Test
    fun `what no disk took is reported though its session is cancelled while another report is on its way`() {
        val release = CountDownLatch(1)
        backend.onReport = {
            release.await()
            Reply(200)
        }
        val noFolder = File(folder, "a file").apply { writeText("in the way") }
        Phone(backend.url, noFolder).use { phone ->
            finish(phone)
            backend.next("PUT")
            val opened = phone.open(backend)
            phone.onMain { opened.session.navigate(opened.success()) }
            assertFalse(phone.outcome(opened.session).isRecorded)
            phone.onMain {
                opened.session.acknowledge()
                opened.session.cancel()
                // In its turn behind the cancelling, though it fails.
                runCatching { phone.vinculo.outbox.entries() }
            }
            release.countDown()
            assertEquals("${opened.sessionId}.1", backend.next("PUT").headers["idempotency-key"])
        }
    }

    @Test
    fun `what is being recorded when its session is cancelled is sent`() {
        Phone(backend.url, folder).use { phone ->
            val opened = phone.open(backend)
            phone.onMain {
                opened.session.navigate(opened.success())
                opened.session.cancel()
            }
            assertEquals("${opened.sessionId}.1", backend.next("PUT").headers["idempotency-key"])
        }
    }

    @Test
    fun `that the user must sign in is told though something else failed after it`() {
        var first: String? = null
        backend.onReport = {
            val id = it.headers.getValue("idempotency-key")
            first = first ?: id
            // The other one's answer is none of the contract.
            if (id == first) Reply(401) else Reply(302)
        }
        Phone(backend.url, folder).use { phone ->
            finish(phone)
            backend.next("PUT")
            finish(phone)
            assertEquals(Delivery.SIGN_IN, phone.onMain { phone.vinculo.outbox.deliver() })
        }
    }

    @Test
    fun `what is left is sent when the network is back`() {
        backend.onReport = { Reply(401) }
        Phone(backend.url, folder).use { phone ->
            finish(phone)
            assertEquals(Delivery.SIGN_IN, phone.onMain { phone.vinculo.outbox.deliver() })
            backend.onReport = { Reply(200) }
            val other = phone.open(backend)
            phone.onMain { other.session.connectivity(isOnline = true) }
            phone.until("it is delivered") { phone.vinculo.outbox.entries().isEmpty() }
        }
    }

    @Test
    fun `who waits for the network goes on at once when it is back`() {
        var failures = 0
        var wake: () -> Unit = {}
        val platform = HttpUrlConnectionClient()
        val flaky = HttpClient { request ->
            if (request.method == "PUT" && failures < BEFORE_THE_LAST_TRY) {
                failures += 1
                wake()
                throw HttpFailure(HttpFailure.Kind.OFFLINE)
            }
            platform.send(request)
        }
        // The longest waits: together longer than this test's patience.
        val slow = object : Surroundings by JvmSurroundings {
            override fun random(count: Int) = if (count == Int.SIZE_BYTES) ByteArray(count) { -1 } else JvmSurroundings.random(count)
        }
        Phone(backend.url, folder, flaky, surroundings = slow).use { phone ->
            val opened = phone.open(backend)
            wake = { phone.onMain { opened.session.connectivity(isOnline = true) } }
            phone.onMain { opened.session.navigate(opened.success()) }
            backend.next("PUT")
            assertEquals(BEFORE_THE_LAST_TRY, failures)
        }
    }

    @Test
    fun `a client may throw what it likes`() {
        lateinit var problem: Exception
        Phone(backend.url, folder, { throw problem }).use { phone ->
            val thrown =
                mapOf(TimeoutException() to "timed_out", CancellationException() to "timed_out", ClassCastException() to "timed_out") +
                    mapOf(InterruptedException() to "timed_out", SecurityException() to "offline")
            for ((exception, code) in thrown) {
                problem = exception
                val told = runCatching { phone.onMain { phone.vinculo.links() } }.exceptionOrNull()
                assertEquals(code, (told as? VinculoException.BackendUnusable)?.code, exception.toString())
            }
            phone.until("it is diagnosed") { phone.diagnostics.any { it.code == "http_client_failed" && it.detail == "TimeoutException" } }
        }
    }

    private fun finish(phone: Phone) {
        val opened = phone.open(backend)
        phone.onMain { opened.session.navigate(opened.success()) }
        phone.outcome(opened.session)
    }

    private companion object {
        /** The core gives a report six tries in a row. */
        const val BEFORE_THE_LAST_TRY = 5
    }
}
