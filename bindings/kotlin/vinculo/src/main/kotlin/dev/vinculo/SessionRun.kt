package dev.vinculo

import dev.vinculo.core.Effect
import dev.vinculo.core.Event
import dev.vinculo.core.Outcome
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import java.util.concurrent.ConcurrentHashMap
import dev.vinculo.core.ConnectSession as CoreSession
import dev.vinculo.core.Phase as CorePhase

/** Tells the core what happens, and begins what it asks for. Decides nothing. Main thread. */
internal class SessionRun(
    private val session: CoreSession,
    private val host: Host,
    /** Ids of outcomes that were on disk when the session was restored. */
    private val recorded: Set<String>,
) {
    private var screen = ConnectState(CorePhase.IDLE, Cover.None, asksToClose = false)
    private val shown = MutableStateFlow(screen)
    private val stage = Stage { id, isTaken -> tell(if (isTaken) Event.OutsideOpened(id) else Event.OutsideFailed(id)) }

    /** Effects that are to be performed, those of an event together. */
    private val asked = ArrayDeque<Effect>()
    private var isPerforming = false

    /** What ends with the session. */
    private val jobs: MutableSet<Job> = ConcurrentHashMap.newKeySet()
    private val timers: MutableSet<Job> = ConcurrentHashMap.newKeySet()
    private var isCancelled = false

    /** The id of the outcome that the app was told. */
    private var told: String? = null

    val state: StateFlow<ConnectState> = shown.asStateFlow()
    val outcome = CompletableDeferred<ConnectOutcome>()

    fun begin() {
        val effects = advance(Event.Start)
        // A session that was restored though the app has acknowledged its outcome: the core does not tell it again.
        val isToldAlready = effects.none { it is Effect.Finish || it is Effect.Record } && phase() == CorePhase.FINISHED
        val decided = if (isToldAlready) session.outcome() else null
        decided?.let { answer(it, it.id in recorded) }
    }

    fun tell(event: Event) {
        advance(event)
    }

    fun navigate(navigation: Navigation): Boolean {
        val answer = advance(Event.Navigation(navigationOf(navigation))).firstOrNull()
        return answer is Effect.AnswerNavigation && answer.allow
    }

    fun openLink(url: String): DeepLinkVerdict {
        val answer = advance(Event.DeepLink(PrivateText(url))).firstOrNull()
        return (answer as? Effect.AnswerDeepLink)?.verdict ?: DeepLinkVerdict.NO_SESSION
    }

    fun acknowledge() {
        host.confine()
        val id = checkNotNull(told) { "no outcome was told yet" }
        // Of the host, because an app may let go of the session now.
        host.onMain { forgivingly { host.journal.use { it.taken(id) } } }
        tell(Event.Acknowledged(id))
    }

    fun save(): ByteArray = confined { session.snapshot() }

    fun timeline(): List<String> =
        confined { session.timeline() }.map { "%8d ms  %-16s %s".format(it.elapsedMs, it.phase.name.lowercase(), it.what) }

    fun attach(surface: WebSurface) {
        host.confine()
        if (!isCancelled) stage.attach(surface)
    }

    fun detach(surface: WebSurface) {
        host.confine()
        stage.detach(surface)
    }

    fun cancel() {
        host.confine()
        if (isCancelled) return
        isCancelled = true
        host.courier.forget(this)
        (jobs + timers).forEach { it.cancel() }
        asked.clear()
        stage.clear()
        outcome.cancel(CancellationException("the session was cancelled"))
    }

    private fun advance(event: Event): List<Effect> {
        host.confine()
        if (isCancelled) return emptyList()
        val effects = core { session.advance(event, host.now()) }
        asked += effects
        performAll()
        return effects
    }

    /**
     * Performs what is asked, in order. A view may tell something while it does what it is asked; that is answered at once, and
     * what follows from it waits for its turn.
     */
    private fun performAll() {
        if (isPerforming) return
        isPerforming = true
        var thrown: Exception? = null
        while (!isCancelled) {
            val effect = asked.removeFirstOrNull() ?: break
            try {
                perform(effect)
            } catch (problem: Exception) {
                // Of the view, which must not keep an outcome from the disk.
                thrown?.addSuppressed(problem) ?: run { thrown = problem }
            }
        }
        isPerforming = false
        if (!isCancelled) show()
        thrown?.let { throw it }
    }

    private fun perform(effect: Effect) {
        when (effect) {
            is Effect.AnswerNavigation, is Effect.AnswerDeepLink -> Unit
            is Effect.RequestToken, is Effect.CheckLateLink -> jobs.launch { askBackend(effect) }
            is Effect.Record -> host.onMain { record(effect) }
            is Effect.Report -> report(effect)
            is Effect.SetTimer -> timers.launch { wait(effect) }
            is Effect.Finish -> finish(effect)
            is Effect.Diagnose -> host.diagnose(nameOf(effect.diagnostic), detailOf(effect.diagnostic))
            is Effect.ShowLoading, is Effect.ShowContent, is Effect.ShowProblem, is Effect.AskToClose ->
                screen = screen.after(effect)
            is Effect.Load, is Effect.Reload, is Effect.LoadPage, is Effect.GoBack, is Effect.OpenOutside, is Effect.ShowNotice ->
                stage.ask(effect)
        }
    }

    private suspend fun askBackend(effect: Effect) {
        val event = host.exchange.perform(effect)?.event ?: return
        tell(event)
        // It may hold the token, in native memory.
        event.destroy()
    }

    private suspend fun record(effect: Effect.Record) {
        val now = host.now()
        val appended = forgivingly { host.journal.use { it.append(effect.outcome, now) } }
        appended?.overflow?.forEach { host.diagnose("outbox_overflow", "${it.dropped} is gone, refused with ${it.status}") }
        tell(if (appended != null) Event.Recorded(effect.id) else Event.RecordFailed(effect.id))
    }

    private fun report(effect: Effect.Report) {
        host.courier.report(this, effect.outcome) { isReported ->
            host.onMain { tell(if (isReported) Event.Reported(effect.id) else Event.ReportFailed(effect.id)) }
        }
    }

    private suspend fun wait(effect: Effect.SetTimer) {
        delay(effect.afterMs.toLong())
        tell(Event.TimerFired(effect.id))
    }

    /** Once for all effects of an event: nobody sees a phase beside the cover of another one. */
    private fun show() {
        screen = screen.at(phase())
        shown.value = screen
    }

    private fun finish(effect: Effect.Finish) {
        // Whoever hears the outcome finds the session finished.
        show()
        timers.forEach { it.cancel() }
        stage.clear()
        answer(effect.outcome, effect.durable)
    }

    private fun answer(
        decided: Outcome,
        isRecorded: Boolean,
    ) {
        told = decided.id
        outcome.complete(outcomeOf(decided, isRecorded))
    }

    private suspend fun <R> forgivingly(work: suspend () -> R): R? =
        try {
            work()
        } catch (problem: VinculoException) {
            host.diagnose("journal_unusable", problem.message.orEmpty())
            null
        }

    private fun phase(): CorePhase = core { session.phase() }

    private inline fun <R> confined(call: () -> R): R {
        host.confine()
        return core(call)
    }

    private fun MutableSet<Job>.launch(work: suspend CoroutineScope.() -> Unit) {
        val job = host.onMain(work)
        add(job)
        job.invokeOnCompletion { remove(job) }
    }
}
