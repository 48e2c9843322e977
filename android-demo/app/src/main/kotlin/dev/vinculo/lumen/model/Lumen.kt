package dev.vinculo.lumen.model

import android.content.Context
import dev.vinculo.Authorization
import dev.vinculo.Diagnostic
import dev.vinculo.Vinculo
import dev.vinculo.VinculoException
import dev.vinculo.android.ConnectResult
import dev.vinculo.android.VinculoAndroid
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.MainScope
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.launch
import kotlinx.coroutines.sync.Mutex
import kotlinx.coroutines.sync.withLock

/** What the app knows: which server it speaks to, and the user who is signed in there. Main thread. */
class Lumen(private val context: Context, private val settings: Settings) {
    sealed interface User {
        /** It is not known yet who is signed in. */
        data object Opening : User

        /** The server's address cannot work. */
        class Refused(val reason: VinculoException) : User

        class SignedIn(val vinculo: Vinculo, val accounts: Accounts, val connecting: Connecting, val faults: Faults) : User
    }

    /** Outlives every screen, as what is done with an outcome must. */
    private val scope: CoroutineScope = MainScope()
    private val changing = Mutex()
    private val nowServer = MutableStateFlow(settings.server)
    private val nowUser = MutableStateFlow<User>(User.Opening)
    private val odd = MutableStateFlow(emptyList<Diagnostic>())

    val server: StateFlow<Server> = nowServer.asStateFlow()
    val user: StateFlow<User> = nowUser.asStateFlow()

    /** What was odd and survived, newest last. */
    val diagnostics: StateFlow<List<Diagnostic>> = odd.asStateFlow()

    /** What is being typed in the settings. In memory alone: a saved instance state would have the token on disk. */
    val draft = MutableStateFlow(settings.server)

    init {
        scope.launch {
            changing.withLock { signIn() }
            recall()
        }
    }

    /** The user's, as soon as it is known. */
    suspend fun vinculo(): Vinculo? = signedIn()?.vinculo

    /** Speaks to this server from now on. The journal is let go of first: two may not have it open. */
    fun use(server: Server): Job = scope.launch {
        changing.withLock {
            settings.server = server
            draft.value = server
            signOut()
            nowServer.value = server
            signIn()
        }
        recall()
        cameToFront()
    }

    /** What `VinculoConnect` answered; also right after a process death, when nobody is signed in yet. */
    fun ended(result: ConnectResult): Job = scope.launch {
        val user = signedIn() ?: return@launch
        user.connecting.ended(result)
        user.accounts.load()
    }

    /** The app is in front: what waits is sent, and what is shown is asked for anew. */
    fun cameToFront(): Job = scope.launch {
        val user = signedIn() ?: return@launch
        launch { user.accounts.load() }
        launch { deliver(user.vinculo) }
    }

    private suspend fun deliver(vinculo: Vinculo) {
        try {
            vinculo.outbox.deliver()
        } catch (_: VinculoException.StorageUnusable) {
            // Later: it is asked each time the app comes to the front.
        }
    }

    private suspend fun signedIn(): User.SignedIn? = user.first { it !is User.Opening } as? User.SignedIn

    private suspend fun signIn() {
        val server = nowServer.value
        nowUser.value = try {
            val vinculo = VinculoAndroid.open(context, server.address, "$USER@${server.address}") {
                authorization { Authorization.bearer(server.token) }
                diagnostics { diagnostic -> odd.update { (it + diagnostic).takeLast(MOST_DIAGNOSTICS) } }
            }
            User.SignedIn(vinculo, Accounts(vinculo), Connecting(context, server), Faults(server))
        } catch (exception: VinculoException) {
            User.Refused(exception)
        }
    }

    private suspend fun recall() {
        (nowUser.value as? User.SignedIn)?.connecting?.recall()
    }

    /** Ends all that runs. What is recorded is sent when the user is back. */
    private suspend fun signOut() {
        val leaving = nowUser.value
        nowUser.value = User.Opening
        if (leaving is User.SignedIn) leaving.vinculo.close()
    }

    private companion object {
        /** At each server it is somebody else: what waits for one must not go to another. */
        const val USER = "lumen-demo-user"
        const val MOST_DIAGNOSTICS = 50
    }
}
