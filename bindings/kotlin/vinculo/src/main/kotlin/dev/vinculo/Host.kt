package dev.vinculo

import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.launch
import java.util.Collections
import java.util.WeakHashMap
import kotlin.coroutines.EmptyCoroutineContext
import dev.vinculo.core.Now as CoreNow

/** What all sessions of a [Vinculo] share. */
internal class Host(
    val scope: CoroutineScope,
    /** Where sessions live. */
    val main: CoroutineDispatcher,
    val exchange: Exchange,
    val journal: Journal,
    val courier: Courier,
    val surroundings: Surroundings,
    private val diagnostics: Diagnostics,
) {
    /** Sessions that told an outcome, while somebody holds them. Main thread. */
    val told: MutableSet<SessionRun> = Collections.newSetFromMap(WeakHashMap())

    fun now(): CoreNow = CoreNow(surroundings.wallMillis(), surroundings.monotonicMillis())

    fun onMain(work: suspend CoroutineScope.() -> Unit): Job = scope.launch(main, block = work)

    /** Sessions have no locks: their order is the main thread's. */
    fun confine() {
        check(!main.isDispatchNeeded(EmptyCoroutineContext)) {
            "a ConnectSession is used on the main thread alone (and its dispatcher is an immediate one, as Dispatchers.Main.immediate)"
        }
    }

    fun diagnose(code: String, detail: String) = diagnostics.tell(code, detail)
}

/** Hands diagnostics to the app's listener. Any thread. */
internal class Diagnostics(private val scope: CoroutineScope, private val main: CoroutineDispatcher, private val listener: DiagnosticListener?) {
    fun tell(code: String, detail: String) {
        val listener = listener ?: return
        scope.launch(main) { listener.onDiagnostic(Diagnostic(code, detail)) }
    }
}
