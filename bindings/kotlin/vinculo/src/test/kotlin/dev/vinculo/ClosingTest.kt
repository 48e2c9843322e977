package dev.vinculo

import dev.vinculo.phone.AppBackend
import dev.vinculo.phone.MainThread
import dev.vinculo.phone.Phone
import dev.vinculo.phone.Reply
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.Job
import kotlinx.coroutines.async
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.File
import java.util.concurrent.CountDownLatch
import kotlin.coroutines.CoroutineContext

/** Opening and closing, in the middle of something. */
class ClosingTest {
    @TempDir
    lateinit var folder: File
    private val backend = AppBackend()

    @AfterEach
    fun stop() {
        backend.close()
    }

    @Test
    fun `what was decided before it was closed is on disk after it`() {
        backend.onReport = { Reply(401) }
        val disk = BusyDisk()
        val id = Phone(backend.url, folder, surroundings = disk).use { phone ->
            val first = phone.open(backend)
            phone.onMain { first.session.navigate(first.success()) }
            phone.outcome(first.session)
            phone.onMain { phone.vinculo.outbox.deliver() }
            val opened = phone.open(backend)
            disk.isBusy = true
            phone.onMain {
                coroutineScope {
                    launch { runCatching { phone.vinculo.outbox.deliver() } }
                    disk.began.await()
                    opened.session.navigate(opened.success())
                    val closing = async(start = CoroutineStart.UNDISPATCHED) { phone.vinculo.close() }
                    disk.goOn.countDown()
                    closing.await()
                }
            }
            "${opened.sessionId}.1"
        }
        Phone(backend.url, folder).use { phone ->
            assertTrue(phone.onMain { phone.vinculo.outbox.entries() }.any { it.outcomeId == id })
        }
    }

    @Test
    fun `whoever waits is told of the closing, and nothing begins after it`() {
        Phone(backend.url, folder).use { phone ->
            val opened = phone.open(backend)
            val saved = phone.onMain { opened.session.save() }
            val waiting =
                phone.onMain {
                    coroutineScope {
                        val waits = async(start = CoroutineStart.UNDISPATCHED) { runCatching { opened.session.outcome() } }
                        phone.vinculo.close()
                        waits.await()
                    }
                }
            assertEquals("cancelled", (waiting.exceptionOrNull() as VinculoException).code)
            assertFalse(phone.onMain { opened.session.navigate(opened.success()) })
            val calls =
                mapOf<String, suspend () -> Unit>(
                    "session" to { phone.vinculo.session(Phone.OPTIONS) },
                    "restore" to { phone.vinculo.restore(saved) },
                    "links" to { phone.vinculo.links() },
                    "deliver" to { phone.vinculo.outbox.deliver() },
                    "entries" to { phone.vinculo.outbox.entries() },
                    "retry" to { phone.vinculo.outbox.retry("x.1") },
                )
            for ((name, call) in calls) {
                val problem = phone.onMain { runCatching { call() } }.exceptionOrNull()
                assertEquals("closed", (problem as? VinculoException.StorageUnusable)?.code, "$name: $problem")
            }
        }
        // Nothing holds the journal.
        Phone(backend.url, folder).use { phone -> assertTrue(phone.onMain { phone.vinculo.outbox.entries() }.isEmpty()) }
    }

    @Test
    fun `who stops waiting for it to open leaves no locked journal behind`() {
        backend.onReport = { Reply(401) }
        Phone(backend.url, folder).use { phone ->
            val opened = phone.open(backend)
            phone.onMain { opened.session.navigate(opened.success()) }
            phone.outcome(opened.session)
        }
        File(folder, "outcomes.journal").appendText("half a record")
        lateinit var opening: Job
        MainThread().use { main ->
            // What is cut off is diagnosed on the main thread, and that is when the caller goes.
            val leaves = object : CoroutineDispatcher() {
                override fun dispatch(context: CoroutineContext, block: Runnable) {
                    opening.cancel()
                    main.dispatch(context, block)
                }
            }
            runBlocking {
                val builder = Vinculo.Builder(backend.url, "user-1", folder).mainDispatcher(leaves).diagnostics {}
                opening = launch(Dispatchers.Default, CoroutineStart.LAZY) { builder.open() }
                opening.join()
            }
        }
        assertTrue(opening.isCancelled)
        Phone(backend.url, folder).use { phone -> assertEquals(1, phone.onMain { phone.vinculo.outbox.entries() }.size) }
    }

    /** A disk that is slow: the journal's thread is held up where it reads the clock. */
    private class BusyDisk : Surroundings by JvmSurroundings {
        @Volatile
        var isBusy = false
        val began = CountDownLatch(1)
        val goOn = CountDownLatch(1)

        override fun monotonicMillis(): Long {
            if (isBusy && Thread.currentThread().name.startsWith("vinculo-outbox")) {
                began.countDown()
                goOn.await()
            }
            return JvmSurroundings.monotonicMillis()
        }
    }
}
