package dev.vinculo

import dev.vinculo.core.OtherUsers
import dev.vinculo.core.Recovery
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.withContext
import java.io.File
import dev.vinculo.core.ConnectSession as CoreSession

/**
 * Connects a user's bank through Belvo's widget. Opened once for each user who is signed in, and closed when that user signs out:
 *
 * ```
 * val vinculo = Vinculo.Builder("https://api.example.com/bank", user.id, folder)
 *     .authorization { Authorization.bearer(tokens.current()) }
 *     .open()
 * val session = vinculo.session(options)     // on the main thread; show a view for it
 * when (val outcome = session.outcome()) {
 *     is ConnectOutcome.Connected -> thank(outcome.link)
 *     is ConnectOutcome.Exited -> Unit
 *     is ConnectOutcome.Failed -> apologise(outcome.reason)
 * }
 * session.acknowledge()
 * ```
 */
public class Vinculo private constructor(
    private val host: Host,
    /** Outcomes on their way to your backend. */
    public val outbox: Outbox,
) {
    /**
     * The user's links, as your backend tells them. Any thread.
     *
     * @throws VinculoException.BackendUnusable if there is no usable answer. It is asked once.
     */
    public suspend fun links(): List<ConnectedLink> = host.exchange.links().links.map(::linkOf)

    /**
     * A new session, which begins at once: it asks your backend for a token. Main thread.
     *
     * @throws VinculoException.SettingRefused names the option that cannot work, and the fix.
     */
    public fun session(options: ConnectOptions): ConnectSession {
        host.confine()
        val config = configOf(options, host.surroundings.randomHex(ID_BYTES), host.surroundings.randomHex(ID_BYTES))
        val session = core { CoreSession(config) }
        return ConnectSession(session, host, emptySet()).apply { begin() }
    }

    /**
     * Brings back a session that [ConnectSession.save] has saved, after the process died. The journal is read first: what is there
     * is decided. Call it on the main thread's dispatcher, where the session goes on.
     *
     * @throws VinculoException.SavedUnusable if the bytes are none of a session, or of a newer release.
     * @throws VinculoException.StorageUnusable if the journal cannot be read now: trying later is better than to decide twice.
     */
    public suspend fun restore(saved: ByteArray): ConnectSession {
        val recorded = host.journal.use { it.recorded() }
        host.confine()
        val session = core { CoreSession.restore(saved, recorded) }
        return ConnectSession(session, host, recorded.map { it.id }.toSet()).apply { begin() }
    }

    /**
     * Ends all waiting, and lets go of the journal. Nothing is lost: what is recorded is sent when the user's next [Vinculo] is
     * opened, and a session comes back from its saved bytes. When this returns another one may be opened on the folder. Any thread.
     */
    public suspend fun close() {
        host.scope.cancel()
        withContext(NonCancellable) { host.journal.close() }
        host.exchange.close()
    }

    /** Collects what a [Vinculo] is made of. */
    public class Builder(
        private val backendUrl: String,
        private val userKey: String,
        private val folder: File,
    ) {
        private var authorization = AuthorizationProvider { null }
        private var httpClient: HttpClient = HttpUrlConnectionClient()
        private var mainDispatcher: CoroutineDispatcher? = null
        private var surroundings: Surroundings = JvmSurroundings
        private var otherUsers = OtherUsers.HOLD
        private var listener: DiagnosticListener? = null

        /** How the user is signed in at your backend. Default: by nothing that this package knows of. */
        public fun authorization(provider: AuthorizationProvider): Builder = apply { authorization = provider }

        /** Another HTTP stack than the platform's own. */
        public fun httpClient(client: HttpClient): Builder = apply { httpClient = client }

        /** The main thread; an immediate dispatcher. Default: `Dispatchers.Main.immediate`. */
        public fun mainDispatcher(dispatcher: CoroutineDispatcher): Builder = apply { mainDispatcher = dispatcher }

        /** Better clocks than a JVM's. */
        public fun surroundings(value: Surroundings): Builder = apply { surroundings = value }

        /** Delete what other users of this device left in the journal, instead of keeping it for them. */
        public fun purgeOtherUsers(): Builder = apply { otherUsers = OtherUsers.PURGE }

        /** Who hears of what was odd and survived. */
        public fun diagnostics(listener: DiagnosticListener): Builder = apply { this.listener = listener }

        /**
         * Loads the library, opens the journal, and begins to send what earlier processes left there; all of it off the main thread.
         * A journal that cannot be opened now is diagnosed (`journal_unusable`) and tried again at each use: users can connect all
         * the same.
         *
         * @throws VinculoException.LibraryUnusable if the native library is missing, or of another release.
         * @throws VinculoException.SettingRefused if the backend's URL or the user key cannot work.
         */
        public suspend fun open(): Vinculo = withContext(Dispatchers.IO) { assemble() }

        private suspend fun assemble(): Vinculo {
            NativeLibrary.load()
            val main = mainDispatcher ?: Dispatchers.Main.immediate
            val scope = CoroutineScope(SupervisorJob())
            val diagnostics = Diagnostics(scope, main, listener)
            val sender = Sender(httpClient, authorization, scope, Dispatchers.IO, diagnostics::tell)
            val exchange = Exchange(backendUrl, sender, surroundings, diagnostics::tell)
            val journal = Journal(File(folder, JOURNAL), userKey, otherUsers) { note(it, diagnostics) }
            val courier = Courier(journal, exchange, scope, surroundings)
            try {
                journal.use { }
            } catch (problem: VinculoException.StorageUnusable) {
                diagnostics.tell("journal_unusable", problem.message.orEmpty())
            } catch (problem: VinculoException) {
                journal.close()
                throw problem
            }
            courier.start()
            val host = Host(scope, main, exchange, journal, courier, surroundings, diagnostics)
            return Vinculo(host, Outbox(journal, courier, exchange))
        }

        /** What a reader of a log should know of what was on disk. */
        private fun note(
            recovery: Recovery,
            diagnostics: Diagnostics,
        ) {
            val counts =
                listOf(
                    recovery.cutBytes to "bytes at its end were cut",
                    recovery.damaged to "records are damaged",
                    recovery.unreadable to "records are of a newer release",
                    recovery.held to "entries are another user's",
                    recovery.purged to "entries of another user were deleted",
                )
            val found = counts.filter { (count, _) -> count > 0u }.map { (count, what) -> "$count $what" }
            val failed = recovery.rewriteFailed?.let { "it could not be repaired yet: ${nameOf(it)}" }
            val all = found + listOfNotNull(failed)
            if (all.isNotEmpty()) diagnostics.tell("journal_found", all.joinToString("; "))
        }
    }

    private companion object {
        const val JOURNAL = "outcomes.journal"
        const val ID_BYTES = 16
    }
}
