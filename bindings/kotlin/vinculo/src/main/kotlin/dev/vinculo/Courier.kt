package dev.vinculo

import dev.vinculo.core.Effect
import dev.vinculo.core.Outcome
import dev.vinculo.core.ReportFate
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.withContext

/**
 * Brings what is in the journal to the backend, oldest first: at the start, when the network is back, and when a session asks.
 *
 * All of its state is touched on the journal's thread alone, and is lost with the process; the journal is not.
 */
internal class Courier(
    private val journal: Journal,
    private val exchange: Exchange,
    private val scope: CoroutineScope,
    private val surroundings: Surroundings,
) {
    private var running: Job? = null

    /** Something was added while the courier was on its way. */
    private var again = false

    /** Reports that sessions wait for, by the outcome's id. */
    private val waiting = LinkedHashMap<String, Waiting>()

    /** Outcomes that the disk did not take. They are reported all the same, for as long as the process lives. */
    private val unrecorded = LinkedHashMap<String, Outcome>()

    /** What the backend asked to be left alone with, and until when by the monotonic clock. */
    private val notBefore = HashMap<String, Long>()

    /** Of the last round: whether any outcome waits for the user to sign in. */
    private var wantsSignIn = false

    /**
     * A session wants this outcome reported: it is sent with all others, and once. [tell] hears once whether the backend has it. One
     * that was recorded, and is on disk no more, has been sent: the disk remembers the newest of those.
     */
    fun report(session: Any, outcome: Outcome, isRecorded: Boolean, tell: (isReported: Boolean) -> Unit) {
        scope.launch(journal.thread) {
            waiting[outcome.id] = Waiting(session, tell)
            // Until the disk is seen to have it: the session may be let go of before the next round.
            if (!isRecorded) unrecorded[outcome.id] = outcome
            drain()
        }
    }

    /** Nobody waits for this session's reports any more. They are sent all the same. */
    fun forget(session: Any) {
        scope.launch(journal.thread) { waiting.values.removeAll { it.session === session } }
    }

    /** Begins to send what is pending, without waiting. */
    fun start() {
        scope.launch(journal.thread) { drain() }
    }

    /** Sends what is pending, and answers when there is no more to do now. */
    suspend fun deliver(): Delivery {
        journal.refuseIfClosed()
        withContext(journal.thread) { drain() }.join()
        val left = journal.use { it.pending() }
        return withContext(journal.thread) {
            when {
                left.isEmpty() && unrecorded.isEmpty() -> Delivery.DONE
                wantsSignIn -> Delivery.SIGN_IN
                else -> Delivery.LATER
            }
        }
    }

    private fun drain(): Job {
        running?.let {
            again = true
            return it
        }
        return scope.launch(journal.thread) { deliverAll() }.also { running = it }
    }

    private suspend fun deliverAll() {
        try {
            do {
                again = false
                deliverRound()
            } while (again)
        } finally {
            running = null
        }
    }

    private suspend fun deliverRound() {
        // Who asks later is looked up in the next round: what they ask about may not have been there.
        val askers = waiting.keys.toList()
        val onDisk = read()
        unrecorded.values.removeAll { it in onDisk.recorded }
        wantsSignIn = false
        for (outcome in onDisk.pending + unrecorded.values.toList()) {
            if (!isPaused(outcome)) deliverOne(outcome)
        }
        tellSettled(askers, onDisk)
    }

    private suspend fun deliverOne(outcome: Outcome) {
        // With any id: a session that waits is told under its own.
        val fate = exchange.perform(Effect.Report(0u, outcome))?.fate ?: LATER
        // The outbox first: a session that has heard "reported" may be let go of. If the disk fails the entry stays pending, and
        // is sent again under the same key.
        quietly { journal.use { it.settle(outcome.id, fate) } }
        if (fate !is ReportFate.Pending) unrecorded.remove(outcome.id)
        if (fate is ReportFate.Pending && fate.signIn) wantsSignIn = true
        notePause(outcome.id, fate)
        tell(outcome.id, fate is ReportFate.Acknowledged)
    }

    /** Sessions ask about what the backend had taken, or refused, before. */
    private fun tellSettled(askers: List<String>, onDisk: OnDisk) {
        for (id in askers) {
            val isOpen = id in unrecorded || onDisk.pending.any { it.id == id }
            val isGone = !isOpen && onDisk.recorded.none { it.id == id }
            when {
                id in notBefore || !onDisk.isRead -> tell(id, false)
                id in onDisk.delivered || isGone -> tell(id, true)
                !isOpen -> tell(id, false)
            }
        }
    }

    private fun tell(outcomeId: String, isReported: Boolean) {
        waiting.remove(outcomeId)?.tell?.invoke(isReported)
    }

    private fun isPaused(outcome: Outcome): Boolean = notBefore[outcome.id]?.let { surroundings.monotonicMillis() < it } == true

    /** Comes again when the time is over that the backend asked for. */
    private fun notePause(outcomeId: String, fate: ReportFate) {
        notBefore.remove(outcomeId)
        val after = (fate as? ReportFate.Pending)?.afterMs?.toLong() ?: return
        notBefore[outcomeId] = surroundings.monotonicMillis() + after
        scope.launch(journal.thread) {
            delay(after)
            drain()
        }
    }

    private suspend fun read(): OnDisk = quietly {
        journal.use { outbox ->
            OnDisk(true, outbox.pending().map { it.outcome }, outbox.recorded(), outbox.delivered().toSet())
        }
    } ?: OnDisk(false, emptyList(), emptyList(), emptySet())

    private class Waiting(val session: Any, val tell: (Boolean) -> Unit)

    private class OnDisk(val isRead: Boolean, val pending: List<Outcome>, val recorded: List<Outcome>, val delivered: Set<String>)

    private companion object {
        /** Not yet, and nothing is known that would help. */
        val LATER = ReportFate.Pending(signIn = false, afterMs = null)
    }
}

/** Without a journal there is nothing to send, and what went wrong with it was diagnosed where it was opened. */
private inline fun <R> quietly(work: () -> R): R? = try {
    work()
} catch (_: VinculoException) {
    null
}
