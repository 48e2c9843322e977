package dev.vinculo.lumen.model

import android.content.Context
import dev.vinculo.ConnectOutcome
import dev.vinculo.LinkId
import dev.vinculo.TimelineEntry
import dev.vinculo.VinculoException
import dev.vinculo.android.ConnectRequest
import dev.vinculo.android.ConnectResult
import dev.vinculo.android.VinculoConnect
import dev.vinculo.lumen.DeliverWorker
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow

/** Starting a session, and how the last one ended. */
class Connecting(private val context: Context, private val server: Server) {
    /**
     * How a session ended.
     *
     * @property timeline What happened in it; empty if that was in an earlier process.
     */
    class Ended(val outcome: ConnectOutcome, val timeline: List<TimelineEntry>)

    private val lastOne = MutableStateFlow<Ended?>(null)
    private val lastProblem = MutableStateFlow<Problem?>(null)

    /** How the last one ended. */
    val last: StateFlow<Ended?> = lastOne.asStateFlow()

    /** Why the last one had no outcome. */
    val problem: StateFlow<Problem?> = lastProblem.asStateFlow()

    /** What `VinculoConnect` is launched with; to mend a link, if one is given. `null`, and a [problem], if the settings cannot work. */
    fun request(language: String, updating: LinkId? = null): ConnectRequest? = try {
        ConnectRequest(server.options(language, updating)).also { lastProblem.value = null }
    } catch (exception: VinculoException) {
        lastProblem.value = Problem(exception)
        null
    }

    /** What `VinculoConnect` answered: shown first, and acknowledged then. */
    suspend fun ended(result: ConnectResult) {
        when (result) {
            is ConnectResult.Finished -> {
                show(Ended(result.outcome, result.timeline))
                attempt { VinculoConnect.acknowledge(context, result) }
            }
            is ConnectResult.Unfinished -> lastProblem.value = Problem(result)
            is ConnectResult.Acknowledged -> Unit
        }
    }

    /** Outcomes that an earlier process was told, and died before it had shown them. */
    suspend fun recall() = attempt {
        for (outcome in VinculoConnect.unacknowledged(context)) {
            if (outcome.id != lastOne.value?.outcome?.id) show(Ended(outcome, emptyList()))
            VinculoConnect.acknowledge(context, outcome)
        }
    }

    private fun show(ended: Ended) {
        lastOne.value = ended
        lastProblem.value = null
        // For the case that the app is closed before it is sent.
        DeliverWorker.enqueue(context)
    }

    private suspend fun attempt(work: suspend () -> Unit) {
        try {
            work()
        } catch (exception: VinculoException) {
            lastProblem.value = Problem(exception)
        }
    }
}
