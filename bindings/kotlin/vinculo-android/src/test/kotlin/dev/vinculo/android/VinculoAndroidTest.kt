package dev.vinculo.android

import android.content.Context
import android.os.Looper
import dev.vinculo.CallbackUrls
import dev.vinculo.ConnectOptions
import dev.vinculo.ConnectOutcome
import dev.vinculo.DismissedBy
import dev.vinculo.HttpClient
import dev.vinculo.HttpFailure
import dev.vinculo.Vinculo
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import java.io.File
import java.time.Duration
import java.util.concurrent.TimeoutException

/** On Android's own classes, oldest and newest, over the real library of this machine; the backend is out of reach. */
@RunWith(RobolectricTestRunner::class)
class VinculoAndroidTest {
    private val context: Context = RuntimeEnvironment.getApplication()
    private val opened = mutableListOf<Vinculo>()

    @After
    fun close() = wait { opened.forEach { it.close() } }

    @Test
    fun `outcomes are kept where no backup looks`() {
        connectAndLeave(open())
        val journal = File(context.noBackupFilesDir, "vinculo/outcomes.journal")
        assertTrue(journal.path, journal.isFile)
        val elsewhere = context.dataDir.walk().filter { it.isFile && !it.startsWith(context.noBackupFilesDir) }
        assertEquals(emptyList<File>(), elsewhere.toList())
    }

    @Test
    fun `an outcome outlives the process that recorded it`() {
        val first = open()
        val outcome = connectAndLeave(first)
        // All that a process leaves behind is on disk.
        wait { first.close() }
        val second = open()
        val entries = wait { second.outbox.entries() }
        assertEquals(listOf(outcome.id), entries.map { it.outcomeId })
        assertTrue(outcome.isRecorded)
    }

    @Test
    fun `a session comes back from its saved bytes, and tells what is recorded`() {
        val first = open()
        val session = first.session(OPTIONS)
        session.dismissed(DismissedBy.HOST)
        val outcome = wait { session.outcome() }
        val saved = session.save()
        wait { first.close() }
        val second = open()
        val restored = wait { second.restore(saved) }
        assertEquals(outcome.id, wait { restored.outcome() }.id)
    }

    private fun open(): Vinculo = wait {
        VinculoAndroid.open(context, "https://backend.example/vinculo", "user-1") { httpClient(Unreachable) }
    }.also { opened += it }

    private fun connectAndLeave(vinculo: Vinculo): ConnectOutcome {
        val session = vinculo.session(OPTIONS)
        session.dismissed(DismissedBy.HOST)
        return wait { session.outcome() }
    }

    private object Unreachable : HttpClient {
        override fun send(request: dev.vinculo.HttpRequest) = throw HttpFailure(HttpFailure.Kind.OFFLINE)
    }

    private companion object {
        val OPTIONS = ConnectOptions(CallbackUrls("myapp://success", "myapp://exit", "myapp://event"))
    }
}

/**
 * Runs it from the main thread, on which Robolectric runs tests, and lets that thread do its work meanwhile. Android's clock stands
 * still there unless told to go on, and other threads take real time.
 */
internal fun <R> wait(work: suspend CoroutineScope.() -> R): R {
    val result: Deferred<R> = CoroutineScope(Dispatchers.Main.immediate).async(block = work)
    repeat(TURNS) {
        if (result.isCompleted) return result.getCompleted()
        shadowOf(Looper.getMainLooper()).idleFor(TURN)
        Thread.sleep(1)
    }
    throw TimeoutException("it does not come to an end")
}

private const val TURNS = 20_000
private val TURN = Duration.ofMillis(10)
