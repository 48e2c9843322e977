package dev.vinculo

import dev.vinculo.core.OtherUsers
import dev.vinculo.core.Recovery
import dev.vinculo.core.deepLinkWithoutSession
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineExceptionHandler
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.NonCancellable
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.withContext
import java.io.File
import kotlin.coroutines.EmptyCoroutineContext
import dev.vinculo.core.CallbackUrls as CoreCallbackUrls
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
    internal val main: CoroutineDispatcher get() = host.main

    /**
     * The user's links, as your backend tells them. Any thread.
     *
     * @throws VinculoException.BackendUnusable if there is no usable answer. It is asked once.
     * @throws VinculoException.StorageUnusable (`closed`) after [close].
     */
    public suspend fun links(): List<ConnectedLink> {
        host.journal.refuseIfClosed()
        return try {
            host.exchange.links().links.map(::linkOf)
        } catch (_: CancellationException) {
            // The caller's own, or else it was closed meanwhile.
            currentCoroutineContext().ensureActive()
            throw host.journal.closed()
        }
    }

    /**
     * A new session, which begins at once: it asks your backend for a token. Main thread.
     *
     * @throws VinculoException.SettingRefused names the option that cannot work, and the fix.
     * @throws VinculoException.StorageUnusable (`closed`) after [close].
     */
    public fun session(options: ConnectOptions): ConnectSession {
        host.confine()
        host.journal.refuseIfClosed()
        val config = configOf(options, host.surroundings.randomHex(ID_BYTES), host.surroundings.randomHex(ID_BYTES))
        val session = core { CoreSession(config).apply { claim(host.journal.user) } }
        return ConnectSession(session, host, emptySet()).apply { begin() }
    }

    /**
     * Brings back a session that [ConnectSession.save] has saved, after the process died. The journal is read first: what is there
     * is decided. Any thread; the session it answers is for the main thread, as every session.
     *
     * @throws VinculoException.SavedUnusable if the bytes are none of a session, or of a newer release, or if the session is another
     *   user's.
     * @throws VinculoException.StorageUnusable if the journal cannot be read now: trying later is better than to decide twice.
     */
    public suspend fun restore(saved: ByteArray): ConnectSession {
        val (recorded, acknowledged) = host.journal.use { it.recorded() to it.acknowledgedByApp().toSet() }
        return withContext(host.main) {
            host.journal.refuseIfClosed()
            val session = core { CoreSession.restore(saved, recorded).apply { claim(host.journal.user) } }
            ConnectSession(session, host, recorded.map { it.id }.toSet()).apply { begin(acknowledged) }
        }
    }

    /**
     * The user's outcomes, of every kind, that are on disk and that the app has not acknowledged. Ask at the app's start: nobody may
     * bring their session back, say because the process died after the outcome was told and before you had dealt with it.
     *
     * - That of a session in this process which has ended is one of them, so you may be told twice; its [ConnectOutcome.id] is the same.
     * - A success that came after an exit is one of them, under an id of its own: its session tells the exit alone.
     * - Of those that your backend has, the newest 32 are remembered. One that the disk did not take is none of them.
     *
     * Any thread.
     *
     * @throws VinculoException.StorageUnusable if the journal cannot be read now.
     */
    public suspend fun unacknowledged(): List<ConnectOutcome> = host.journal.use { it.unacknowledged() }.map { outcomeOf(it, isRecorded = true) }

    /**
     * The app has dealt with an outcome of [unacknowledged]: it is told no more, in no process, also not by its session. A second time
     * it changes nothing. Any thread.
     *
     * @throws VinculoException.StorageUnusable if that cannot be written now: it is still one of them.
     */
    public suspend fun acknowledge(outcome: ConnectOutcome) {
        host.journal.use { it.taken(outcome.id) }
        withContext(host.main) { host.told.toList().forEach { it.hearAcknowledged(outcome.id) } }
    }

    /**
     * Ends all waiting, that for an outcome too, and lets go of the journal. Nothing is lost: what was decided is on disk when this
     * returns and is sent when the user's next [Vinculo] is opened, and a session comes back from its saved bytes. Then another one
     * may be opened on the folder. Any thread.
     */
    public suspend fun close() {
        host.scope.cancel()
        host.journal.close()
        host.exchange.close()
    }

    /** Collects what a [Vinculo] is made of. */
    public class Builder(private val backendUrl: String, private val userKey: String, private val folder: File) {
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
         * A journal that cannot be opened now is diagnosed (such as `outbox_store`) and tried again at each use: users can connect all
         * the same.
         *
         * @throws VinculoException.LibraryUnusable if the native library is missing, or of another release.
         * @throws VinculoException.SettingRefused if the backend's URL or the user key cannot work.
         */
        public suspend fun open(): Vinculo {
            var opened: Vinculo? = null
            return try {
                withContext(NonCancellable + Dispatchers.IO) { assemble().also { opened = it } }
            } catch (problem: CancellationException) {
                // The caller is gone, and with it whoever could close it: a journal is open once.
                opened?.close()
                throw problem
            }
        }

        private suspend fun assemble(): Vinculo {
            NativeLibrary.load()
            val main = mainDispatcher ?: platformsMain()
            lateinit var diagnostics: Diagnostics
            val scope = CoroutineScope(SupervisorJob() + onUncaught { diagnostics.tell(it.code, it.message.orEmpty()) })
            diagnostics = Diagnostics(scope, main, listener)
            val sender = Sender(httpClient, authorization, scope, Dispatchers.IO, diagnostics::tell)
            val exchange = Exchange(backendUrl, sender, surroundings, diagnostics::tell)
            val journal = Journal(File(folder, JOURNAL), userKey, otherUsers) { note(it, diagnostics) }
            val courier = Courier(journal, exchange, scope, surroundings)
            try {
                journal.use { }
            } catch (problem: VinculoException.StorageUnusable) {
                diagnostics.tell("outbox_${problem.code}", problem.message.orEmpty())
            } catch (problem: VinculoException) {
                journal.close()
                throw problem
            }
            courier.start()
            val host = Host(scope, main, exchange, journal, courier, surroundings, diagnostics)
            return Vinculo(host, Outbox(journal, courier, exchange))
        }

        /** A defect of ours in the background is no crash of the app; a bug of its view stays one. */
        private fun onUncaught(diagnose: (VinculoException) -> Unit) = CoroutineExceptionHandler { _, problem ->
            val thread = Thread.currentThread()
            if (problem is VinculoException) diagnose(problem) else thread.uncaughtExceptionHandler.uncaughtException(thread, problem)
        }

        private fun platformsMain(): CoroutineDispatcher = try {
            // One that is missing says so only when it is asked something.
            Dispatchers.Main.immediate.also { it.isDispatchNeeded(EmptyCoroutineContext) }
        } catch (problem: IllegalStateException) {
            val fix = "there is no main thread here: name one by mainDispatcher, or add kotlinx-coroutines-android"
            throw VinculoException.SettingRefused("main_dispatcher", fix, problem)
        }

        /** What a reader of a log should know of what was on disk. */
        private fun note(recovery: Recovery, diagnostics: Diagnostics) {
            val found = recovery.detail()
            if (found.isNotEmpty()) diagnostics.tell("outbox_recovered", found)
        }
    }

    public companion object {
        private const val JOURNAL = "outcomes.journal"
        private const val ID_BYTES = 16

        /**
         * What a link from the operating system is while no session is there: the one that was waiting for it is to be restored, or it
         * is not for this package. Any thread.
         *
         * @throws VinculoException.SettingRefused if a callback URL cannot work.
         */
        @JvmStatic
        public fun verdict(url: String, callbackUrls: CallbackUrls): DeepLinkVerdict {
            NativeLibrary.load()
            return core { deepLinkWithoutSession(with(callbackUrls) { CoreCallbackUrls(success, exit, event) }, url) }
        }

        /**
         * A session that has not begun, as bytes for [restore], which begins it: to hand it to a screen that has the user's [Vinculo]
         * only later. Restored twice it is the same session twice, so a screen must see to it that it is not. Any thread.
         *
         * @throws VinculoException.SettingRefused names the option that cannot work, and the fix.
         */
        @JvmStatic
        public fun prepare(options: ConnectOptions): ByteArray {
            NativeLibrary.load()
            val config = configOf(options, JvmSurroundings.randomHex(ID_BYTES), JvmSurroundings.randomHex(ID_BYTES))
            return core { CoreSession(config) }.use { core { it.snapshot() } }
        }

        /**
         * The outcome in the saved bytes of a session that told one; `null` before. To hand it from one screen to another. Any thread.
         *
         * @param isRecorded [ConnectOutcome.isRecorded] as it was told, which the bytes do not hold.
         * @throws VinculoException.SavedUnusable if the bytes are none of a session, or of a newer release.
         */
        @JvmStatic
        public fun outcomeIn(saved: ByteArray, isRecorded: Boolean): ConnectOutcome? {
            NativeLibrary.load()
            return core { CoreSession.restore(saved, emptyList()) }.use { core { it.outcome() } }?.let { outcomeOf(it, isRecorded) }
        }
    }
}
