package dev.vinculo.android

import android.os.Looper
import dev.vinculo.CallbackUrls
import dev.vinculo.ConnectSession
import dev.vinculo.DeepLinkVerdict
import dev.vinculo.TimelineEntry
import dev.vinculo.Vinculo
import dev.vinculo.VinculoException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext

/**
 * The sessions of this process that have a screen of ours, by the key of their request: a screen that comes back, or is there
 * twice, finds the session that is running. Main thread.
 */
internal object Sessions {
    private class Entry(val vinculo: Vinculo) {
        val session = CompletableDeferred<ConnectSession>()
        var running: ConnectSession? = null
    }

    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Main.immediate)
    private val entries = LinkedHashMap<String, Entry>()

    /** Links that came before their session was brought back. */
    private val waiting = ArrayDeque<Pair<String, CallbackUrls>>()

    /**
     * The session of this key; brought back from the bytes if it is not here.
     *
     * @throws VinculoException as [Vinculo.restore].
     */
    suspend fun obtain(vinculo: Vinculo, key: String, saved: ByteArray): ConnectSession {
        val known = entries[key]
        if (known != null && known.vinculo === vinculo) return known.session.await()
        val entry = Entry(vinculo)
        entries[key] = entry
        // Not of the caller, whose screen may go while another one waits for the same.
        scope.launch { restore(key, entry, saved) }
        return entry.session.await()
    }

    fun openLink(url: String, callbackUrls: CallbackUrls): DeepLinkVerdict {
        for (session in entries.values.mapNotNull { it.running }) {
            val verdict = session.openLink(url)
            if (verdict == DeepLinkVerdict.HANDLED || verdict == DeepLinkVerdict.DUPLICATE) return verdict
        }
        val verdict = Vinculo.verdict(url, callbackUrls)
        if (verdict == DeepLinkVerdict.NO_SESSION) {
            waiting += url to callbackUrls
            if (waiting.size > MAX_WAITING) waiting.removeFirst()
        }
        return verdict
    }

    /** Empty if the session is not of this process, or not any more. A result may be unpacked on any thread; sessions are of the main one. */
    fun timeline(key: String): List<TimelineEntry> =
        if (Looper.myLooper() === Looper.getMainLooper()) entries[key]?.running?.timeline().orEmpty() else emptyList()

    /** Nobody will ask for these any more, and if somebody does, the journal knows. */
    fun forgetAcknowledged() {
        entries.values.removeAll { it.running?.isAcknowledged == true }
    }

    /** As a dead process would. */
    fun forgetAll() {
        entries.clear()
        waiting.clear()
    }

    private suspend fun restore(key: String, entry: Entry, saved: ByteArray) {
        try {
            val session = entry.vinculo.restore(saved)
            waiting.removeAll { (url, _) -> session.openLink(url).let { it == DeepLinkVerdict.HANDLED || it == DeepLinkVerdict.DUPLICATE } }
            entry.running = session
            entry.session.complete(session)
            session.outcome()
        } catch (problem: VinculoException) {
            // It cannot be brought back, or was cancelled: a later attempt begins from the bytes.
            if (entries[key] === entry) entries.remove(key)
            entry.session.completeExceptionally(problem)
        }
    }

    private const val MAX_WAITING = 4
}

/** On the main thread, as it is promised. */
internal suspend fun vinculoOf(provider: VinculoProvider): Vinculo? = withContext(Dispatchers.Main.immediate) { provider.vinculo() }
