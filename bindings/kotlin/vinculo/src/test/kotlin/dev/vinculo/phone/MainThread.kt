package dev.vinculo.phone

import kotlinx.coroutines.CoroutineDispatcher
import java.util.concurrent.Executors
import kotlin.coroutines.CoroutineContext

/** One thread that is the main one, with an immediate dispatcher, as `Dispatchers.Main.immediate` is. */
class MainThread :
    CoroutineDispatcher(),
    AutoCloseable {
    private lateinit var thread: Thread
    private val executor = Executors.newSingleThreadExecutor { Thread(it, "main of a test").apply { isDaemon = true }.also { thread = it } }

    init {
        executor.submit {}.get()
    }

    override fun isDispatchNeeded(context: CoroutineContext): Boolean = Thread.currentThread() !== thread

    override fun dispatch(
        context: CoroutineContext,
        block: Runnable,
    ) {
        // After the test nobody waits for what is still under way.
        if (!executor.isShutdown) executor.execute(block)
    }

    override fun close() {
        executor.shutdown()
    }
}
