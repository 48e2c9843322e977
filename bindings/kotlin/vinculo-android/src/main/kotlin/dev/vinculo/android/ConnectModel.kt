package dev.vinculo.android

import android.content.Context
import androidx.lifecycle.ViewModel
import dev.vinculo.ConnectSession
import dev.vinculo.VinculoException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.SupervisorJob
import kotlinx.coroutines.cancel
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.launch

/** What the screen shows, while Android makes its activity anew. */
internal class ConnectModel : ViewModel() {
    /** Where it stands. */
    sealed class Stage {
        /** The app's `Vinculo` and the session are being brought. */
        object Preparing : Stage()

        /** The widget can be shown. */
        class Running(val session: ConnectSession) : Stage()

        /** There is something to answer. */
        class Over(val result: ConnectResult) : Stage()
    }

    private val scope = CoroutineScope(SupervisorJob() + Dispatchers.Main.immediate)
    private val now = MutableStateFlow<Stage>(Stage.Preparing)
    private var hasBegun = false

    val stage: StateFlow<Stage> = now.asStateFlow()

    /** Once, however often the activity is made. */
    fun begin(context: Context, key: String, saved: ByteArray) {
        if (hasBegun) return
        hasBegun = true
        val provider = context.vinculoProvider
        scope.launch {
            now.value = Stage.Over(if (provider == null) NO_PROVIDER else run(provider, key, saved))
        }
    }

    private suspend fun run(provider: VinculoProvider, key: String, saved: ByteArray): ConnectResult = try {
        val vinculo = vinculoOf(provider)
        if (vinculo == null) SIGNED_OUT else show(Sessions.obtain(vinculo, key, saved), key)
    } catch (problem: VinculoException) {
        ConnectResult.of(problem)
    }

    private suspend fun show(session: ConnectSession, key: String): ConnectResult {
        if (session.isAcknowledged) return ConnectResult.Acknowledged
        now.value = Stage.Running(session)
        return ConnectResult.Finished(session.outcome(), key, session.save())
    }

    override fun onCleared() {
        scope.cancel()
    }

    private companion object {
        val NO_PROVIDER = ConnectResult.Unfinished("no_provider", VinculoConnect.NO_PROVIDER)
        val SIGNED_OUT = ConnectResult.Unfinished("signed_out", "the app's VinculoProvider knew of no user")
    }
}
