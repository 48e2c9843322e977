package dev.vinculo

import dev.vinculo.core.InternalException
import dev.vinculo.core.OtherUsers
import dev.vinculo.core.OutboxException
import dev.vinculo.core.OutcomeOutbox
import dev.vinculo.core.Recovery
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.async
import kotlinx.coroutines.withContext
import java.io.File
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.ThreadPoolExecutor
import java.util.concurrent.TimeUnit

/** The outcomes on disk, on a thread of their own, because disks block. */
internal class Journal(
    private val file: File,
    val user: String,
    private val others: OtherUsers,
    /** What opening brought to light; normally nothing. */
    private val onOpened: (Recovery) -> Unit,
) {
    /** Where everything about outcomes happens, one thing after the other. */
    val thread: CoroutineDispatcher = oneThread().asCoroutineDispatcher()

    /** Of what is begun and must end, whoever stops waiting for it. */
    private val scope = CoroutineScope(SupervisorJob() + thread)

    private var opened: OutcomeOutbox? = null

    @Volatile
    private var isClosed = false

    /**
     * Does something with the journal, in its turn. It is opened at the first, and tried again at each until that works: a
     * phone may be locked.
     */
    suspend fun <R> use(work: (OutcomeOutbox) -> R): R = withContext(thread) { perform(work) }

    /** The same, but it has its turn from now on, before [close], and is done though nobody waits for it any more. */
    fun <R> begin(work: (OutcomeOutbox) -> R): Deferred<R> = scope.async { perform(work) }

    fun refuseIfClosed() {
        if (isClosed) throw closed()
    }

    fun closed(): VinculoException = VinculoException.StorageUnusable("closed", "this Vinculo is closed: open another one")

    /** Lets go of the file for good, after what was begun before, so that another one can be opened when this returns. */
    suspend fun close() = withContext(NonCancellable + thread) {
        isClosed = true
        opened?.close()
        opened = null
    }

    private fun <R> perform(work: (OutcomeOutbox) -> R): R {
        refuseIfClosed()
        return try {
            work(opened ?: open())
        } catch (problem: OutboxException) {
            throw unusable(problem)
        } catch (problem: InternalException) {
            throw broken(problem)
        }
    }

    private fun open(): OutcomeOutbox {
        file.parentFile?.mkdirs()
        val outbox = OutcomeOutbox.open(file.path, user, others)
        opened = outbox
        onOpened(outbox.recovery())
        return outbox
    }

    private companion object {
        const val IDLE_SECONDS = 5L

        /** It ends by itself when idle, and is never shut down: what comes after the end is refused with the reason, and not lost. */
        fun oneThread(): ThreadPoolExecutor {
            val executor =
                ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, LinkedBlockingQueue()) { work ->
                    Thread(work, "vinculo-outbox").apply { isDaemon = true }
                }
            return executor.apply { allowCoreThreadTimeOut(true) }
        }
    }
}
