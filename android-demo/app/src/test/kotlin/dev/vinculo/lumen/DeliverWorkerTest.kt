package dev.vinculo.lumen

import androidx.work.NetworkType
import androidx.work.WorkInfo
import androidx.work.WorkManager
import androidx.work.impl.StartStopToken
import androidx.work.impl.WorkManagerImpl
import androidx.work.impl.model.WorkGenerationalId
import dev.vinculo.lumen.model.Server
import dev.vinculo.phone.AppBackend
import dev.vinculo.phone.Opened
import dev.vinculo.phone.Reply
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test

/** `WorkManager` itself runs the job, on its own threads; when there is a network, it is told here. */
@Suppress("RestrictedApi")
class DeliverWorkerTest : AppTest() {
    private val backend = AppBackend()

    @After
    fun close() = backend.close()

    @Test
    fun `an outcome that cannot be sent waits for another try`() {
        backend.onReport = { Reply(503, headers = mapOf("Retry-After" to "3600")) }
        connect()
        val id = job().id.toString()
        val spec = wait { withContext(Dispatchers.IO) { work.workDatabase.workSpecDao().getWorkSpec(id) } }
        assertEquals(NetworkType.CONNECTED, spec?.constraints?.requiredNetworkType)
        run()
        until("the job was tried") { job().runAttemptCount > 0 && job().state == WorkInfo.State.ENQUEUED }
        assertEquals(1, wait { signedIn.vinculo.outbox.entries() }.size)
    }

    @Test
    fun `an outcome that is sent is no job any more`() {
        connect()
        run()
        until("the job is done") { job().state == WorkInfo.State.SUCCEEDED }
        assertEquals(0, wait { signedIn.vinculo.outbox.entries() }.size)
        assertEquals(1, backend.all.count { it.method == "PUT" })
    }

    @Test
    fun `with nobody signed in there is nothing to try again`() {
        start(Server("http://api.example.com", isSandbox = false))
        DeliverWorker.enqueue(app)
        run()
        until("the job is done") { job().state == WorkInfo.State.SUCCEEDED }
        assertTrue(backend.all.isEmpty())
    }

    private fun connect() {
        start(Server(backend.url, isSandbox = true))
        tap(R.string.accounts_connect)
        val widget = widget()
        widget.loaded()
        widget.go(backend.all.last { it.method == "POST" }.text("callback_urls", "success") + "?link=${Opened.LINK}")
        answer(widget)
    }

    private val work get() = WorkManager.getInstance(app) as WorkManagerImpl

    private fun run() {
        work.startWork(StartStopToken(WorkGenerationalId(job().id.toString(), job().generation)))
    }

    private fun job(): WorkInfo = work.getWorkInfosForUniqueWork(DeliverWorker.NAME).get().single()
}
