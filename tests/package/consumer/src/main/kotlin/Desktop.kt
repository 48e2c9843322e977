package com.example

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.Runnable
import java.net.HttpURLConnection
import java.net.URL
import java.util.concurrent.Executors
import kotlin.coroutines.CoroutineContext

/** A desktop program has no main thread that takes work: this is one. */
class MainThread : CoroutineDispatcher() {
    private lateinit var thread: Thread
    private val executor =
        Executors.newSingleThreadExecutor { work ->
            Thread(work, "main-thread").apply { isDaemon = true }.also { thread = it }
        }

    init {
        executor.submit { }.get()
    }

    override fun isDispatchNeeded(context: CoroutineContext): Boolean = Thread.currentThread() !== thread

    override fun dispatch(
        context: CoroutineContext,
        block: Runnable,
    ) = executor.execute(block)
}

/** Where an address leads, as a browser would see it. */
fun locationAfter(
    url: String,
    form: String?,
): String {
    val connection = URL(url).openConnection() as HttpURLConnection
    connection.instanceFollowRedirects = false
    if (form != null) {
        connection.requestMethod = "POST"
        connection.doOutput = true
        connection.outputStream.use { it.write(form.toByteArray()) }
    }
    return checkNotNull(connection.getHeaderField("Location")) { "status ${connection.responseCode} and no way on" }
}
