package dev.vinculo

import dev.vinculo.core.OtherUsers
import dev.vinculo.core.OutboxException
import dev.vinculo.core.OutcomeOutbox
import dev.vinculo.core.Recovery
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.asCoroutineDispatcher
import kotlinx.coroutines.withContext
import java.io.File
import java.util.concurrent.Executors

/** The outcomes on disk, on a thread of their own, because disks block. */
internal class Journal(
    private val file: File,
    private val user: String,
    private val others: OtherUsers,
    /** What opening brought to light; normally nothing. */
    private val onOpened: (Recovery) -> Unit,
) {
    private val executor = Executors.newSingleThreadExecutor { Thread(it, "vinculo-outbox").apply { isDaemon = true } }

    /** Where everything about outcomes happens, one thing after the other. */
    val thread: CoroutineDispatcher = executor.asCoroutineDispatcher()

    private var opened: OutcomeOutbox? = null

    /**
     * Does something with the journal, in its turn. It is opened at the first, and tried again at each until that works: a
     * phone may be locked.
     */
    suspend fun <R> use(work: (OutcomeOutbox) -> R): R =
        withContext(thread) {
            try {
                work(opened ?: open())
            } catch (problem: OutboxException) {
                throw unusable(problem)
            }
        }

    /** Lets go of the file, after what was begun before, so that another one can be opened when this returns. */
    suspend fun close() {
        if (executor.isShutdown) return
        withContext(thread) {
            opened?.close()
            opened = null
        }
        executor.shutdown()
    }

    private fun open(): OutcomeOutbox {
        file.parentFile?.mkdirs()
        val outbox = OutcomeOutbox.open(file.path, user, others)
        opened = outbox
        onOpened(outbox.recovery())
        return outbox
    }
}
