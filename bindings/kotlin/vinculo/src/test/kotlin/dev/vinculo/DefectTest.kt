package dev.vinculo

import dev.vinculo.core.ConnectSessionInterface
import dev.vinculo.core.Effect
import dev.vinculo.core.Event
import dev.vinculo.core.InternalException
import dev.vinculo.core.OtherUsers
import dev.vinculo.phone.AppBackend
import dev.vinculo.phone.MainThread
import dev.vinculo.phone.PATIENCE_SECONDS
import dev.vinculo.phone.Phone
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.File
import java.util.concurrent.CopyOnWriteArrayList
import dev.vinculo.core.ConnectSession as CoreSession

/** A core that breaks, as no input makes the real one do: the app hears of it, and does not crash. */
class DefectTest {
    @TempDir
    lateinit var folder: File
    private val backend = AppBackend()
    private val main = MainThread()
    private val uncaught = CopyOnWriteArrayList<Throwable>()
    private val scope = CoroutineScope(SupervisorJob() + CoroutineExceptionHandler { _, problem -> uncaught += problem })
    private val journal by lazy { Journal(File(folder, "outcomes.journal"), "user-1", OtherUsers.HOLD) {} }

    @AfterEach
    fun stop() {
        scope.cancel()
        runBlocking { journal.close() }
        main.close()
        backend.close()
    }

    @Test
    fun `it ends the session in the background, and whoever waits is told`() {
        // It breaks on what comes from a coroutine of the package's own: the answer to the first effect.
        val session = session { event -> event !is Event.Start }
        onMain { session.begin() }
        val problem = onMain { runCatching { session.outcome() } }.exceptionOrNull()
        assertEquals("broken", (problem as? VinculoException.Defect)?.code, problem.toString())
        assertFalse(onMain { session.navigate(Navigation("https://widget.belvo.io/")) })
        assertTrue(uncaught.isEmpty(), uncaught.toString())
    }

    @Test
    fun `it ends the session at its start`() {
        val session = session { true }
        onMain { session.begin() }
        assertTrue(onMain { runCatching { session.outcome() } }.exceptionOrNull() is VinculoException.Defect)
    }

    @Test
    fun `one of the journal is told as such`() {
        NativeLibrary.load()
        val problem = runBlocking { runCatching { journal.use { throw InternalException("a panic") } } }.exceptionOrNull()
        assertEquals("broken", (problem as? VinculoException.Defect)?.code, problem.toString())
    }

    private fun session(breaks: (Event) -> Boolean): ConnectSession {
        NativeLibrary.load()
        val core = CoreSession(configOf(Phone.OPTIONS, "session-1", JvmSurroundings.randomHex(NONCE_BYTES)))
        val broken = object : ConnectSessionInterface by core {
            override fun advance(event: Event, wallMs: Long, monoMs: Long): List<Effect> =
                if (breaks(event)) throw InternalException("a panic") else core.advance(event, wallMs, monoMs)
        }
        val sender = Sender(HttpUrlConnectionClient(), { null }, scope, Dispatchers.IO) { _, _ -> }
        val exchange = Exchange(backend.url, sender, JvmSurroundings) { _, _ -> }
        val courier = Courier(journal, exchange, scope, JvmSurroundings)
        return ConnectSession(broken, Host(scope, main, exchange, journal, courier, JvmSurroundings, Diagnostics(scope, main, null)), emptySet())
    }

    private fun <R> onMain(work: suspend () -> R): R = runBlocking(main) { withTimeout(PATIENCE_SECONDS * MILLIS) { work() } }

    private companion object {
        const val NONCE_BYTES = 16
        const val MILLIS = 1_000L
    }
}
