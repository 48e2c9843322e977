package dev.vinculo

import dev.vinculo.core.Backend
import dev.vinculo.core.BackendException
import dev.vinculo.core.Effect
import dev.vinculo.core.HttpRequest
import dev.vinculo.core.LinkList
import dev.vinculo.core.SetupException
import dev.vinculo.core.Step
import dev.vinculo.core.Tried
import dev.vinculo.core.backendAnswered
import dev.vinculo.core.backendRequest
import dev.vinculo.core.backendTryMs
import dev.vinculo.core.backendUnanswered
import dev.vinculo.core.parseLinks
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.flow.update
import kotlinx.coroutines.withTimeoutOrNull

/**
 * Asks the app's backend: sends, waits, sends again. What to send, what an answer means and how long to wait is the core's to
 * say; here is no policy.
 */
internal class Exchange(
    backendUrl: String,
    private val sender: Sender,
    private val surroundings: Surroundings,
    private val diagnose: (code: String, detail: String) -> Unit,
) {
    private val backend =
        try {
            Backend(backendUrl, null)
        } catch (problem: SetupException) {
            throw refused(problem)
        }

    /** Counts the times at which waiting longer makes no sense. */
    private val wakes = MutableStateFlow(0)

    /** Performs an effect that asks the backend, tries and waits included; `null` for any other. */
    suspend fun perform(effect: Effect): Step.Tell? {
        val began = surroundings.monotonicMillis()
        var attempt = 0u
        while (true) {
            attempt += 1u
            // Looked at before the try: what happens while it is under way is seen after it.
            val wake = wakes.value
            val request = request(effect) ?: return null
            val sent = sender.send(request, core { backendTryMs(effect, since(began)) }?.toLong())
            val tried = Tried(attempt, since(began), surroundings.jitter(), surroundings.wallMillis())
            // Else the user signed in while the old authentication was on its way.
            if (!sender.isOutdated(sent)) {
                when (val step = understand(effect, sent, tried)) {
                    null -> return null
                    is Step.Tell -> return step.also(::note)
                    is Step.Again -> pause(step.afterMs.toLong(), wake.takeIf { sent is Sent.Unanswered })
                }
            }
        }
    }

    /** The user's links, asked for once. */
    suspend fun links(): LinkList =
        try {
            when (val sent = sender.send(backend.links(), null)) {
                is Sent.Answered -> sent.toCore().use { parseLinks(it, surroundings.wallMillis()) }
                is Sent.Unanswered -> throw sent.error
            }
        } catch (problem: BackendException) {
            throw unusable(problem)
        }

    /** The network is back, the app came to the front, or the user signed in: who waits because nobody answered tries now. */
    fun wake() = wakes.update { it + 1 }

    fun close() = backend.close()

    private fun request(effect: Effect): HttpRequest? =
        try {
            core { backendRequest(backend, effect) }
        } catch (problem: SetupException) {
            throw refused(problem)
        }

    private fun understand(
        effect: Effect,
        sent: Sent,
        tried: Tried,
    ): Step? =
        core {
            when (sent) {
                is Sent.Answered -> sent.toCore().use { backendAnswered(effect, it, tried) }
                is Sent.Unanswered -> backendUnanswered(effect, sent.error, tried)
            }
        }

    /** Waits, but not longer than until the next wake. A wait that the backend asked for (no `wake`) is kept. */
    private suspend fun pause(
        millis: Long,
        wake: Int?,
    ) {
        if (wake == null) {
            delay(millis)
        } else {
            withTimeoutOrNull(millis) { wakes.first { it != wake } }
        }
    }

    private fun note(step: Step.Tell) {
        val problem = unusable(step.error ?: return)
        diagnose("backend_${problem.code}", problem.message.orEmpty())
    }

    private fun since(began: Long): ULong = (surroundings.monotonicMillis() - began).coerceAtLeast(0).toULong()
}
