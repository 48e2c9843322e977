package dev.vinculo.phone

import dev.vinculo.Authorization
import dev.vinculo.AuthorizationProvider
import dev.vinculo.CallbackUrls
import dev.vinculo.ConnectOptions
import dev.vinculo.ConnectOutcome
import dev.vinculo.ConnectSession
import dev.vinculo.Diagnostic
import dev.vinculo.HttpClient
import dev.vinculo.HttpUrlConnectionClient
import dev.vinculo.Limits
import dev.vinculo.Navigation
import dev.vinculo.Phase
import dev.vinculo.Surroundings
import dev.vinculo.Vinculo
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import java.io.File
import java.util.concurrent.CopyOnWriteArrayList

/** An app in one process. Closing it is that process's death: what is left is in the folder. */
class Phone(
    private val backendUrl: String,
    private val folder: File,
    private val client: HttpClient = HttpUrlConnectionClient(),
    private val authorization: AuthorizationProvider = AuthorizationProvider { Authorization.bearer("user-token") },
    private val user: String = "user-1",
    private val surroundings: Surroundings? = null,
) : AutoCloseable {
    private val main = MainThread()
    val diagnostics = CopyOnWriteArrayList<Diagnostic>()
    val vinculo: Vinculo = runBlocking { open() }

    private suspend fun open(): Vinculo = Vinculo
        .Builder(backendUrl, user, folder)
        .authorization(authorization)
        .httpClient(client)
        .mainDispatcher(main)
        .diagnostics(diagnostics::add)
        .apply { this@Phone.surroundings?.let(::surroundings) }
        .open()

    /** Does something on the main thread, and gives up in the end. */
    fun <R> onMain(work: suspend () -> R): R = runBlocking(main) { withTimeout(PATIENCE_SECONDS * MILLIS) { work() } }

    fun session(options: ConnectOptions = OPTIONS): ConnectSession = onMain { vinculo.session(options) }

    fun outcome(session: ConnectSession): ConnectOutcome = onMain { session.outcome() }

    /** Waits until the session is there. */
    fun await(session: ConnectSession, phase: Phase) {
        onMain { session.state.first { it.phase == phase } }
    }

    /** Waits until something is so that nobody tells of. */
    fun until(what: String, condition: suspend () -> Boolean) {
        val deadline = System.nanoTime() + PATIENCE_SECONDS * NANOS
        while (!runBlocking { condition() }) {
            check(System.nanoTime() < deadline) { "never: $what" }
            Thread.sleep(PAUSE_MILLIS)
        }
    }

    /** The widget, once it is loaded: a session that is open, and the callback URLs that the token was asked for. */
    fun open(backend: AppBackend, view: View = View(), options: ConnectOptions = OPTIONS): Opened {
        val session = session(options)
        onMain { session.attach(view) }
        val asked = backend.next("POST")
        val url = view.next()
        onMain { session.pageShown() }
        return Opened(session, view, url, asked)
    }

    override fun close() {
        runBlocking { vinculo.close() }
        main.close()
    }

    companion object {
        /** Short enough that no test waits for long; each is waited for by what happens, not by the clock. */
        val LIMITS = Limits(exitGrace = 20, lateCheck = 20_000, returnGrace = 20)
        val URLS = CallbackUrls("myapp://success", "myapp://exit", "myapp://event")
        val OPTIONS = ConnectOptions(URLS) { limits(LIMITS) }
        private const val MILLIS = 1_000L
        private const val NANOS = 1_000_000_000L
        private const val PAUSE_MILLIS = 5L
    }
}

/** An open widget. */
class Opened(val session: ConnectSession, val view: View, val load: String, private val asked: Arrived) {
    val sessionId: String get() = asked.text("session_id")

    /** The callback URL in force, with the session's nonce in its path. */
    fun callback(name: String, query: String = ""): String = asked.text("callback_urls", name) + query

    fun success(link: String = LINK): Navigation = Navigation(callback("success", "?link=$link&institution=erebor_mx_retail"))

    companion object {
        const val LINK = "0b5a1b5e-7f4c-4a8e-9d53-2f6f3a1c9e10"
    }
}
