package dev.vinculo

import dev.vinculo.core.Effect
import dev.vinculo.core.Event
import dev.vinculo.core.Outcome
import kotlinx.coroutines.CancellationException
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Job
import kotlinx.coroutines.currentCoroutineContext
import kotlinx.coroutines.delay
import kotlinx.coroutines.ensureActive
import kotlinx.coroutines.flow.MutableStateFlow
import kotlinx.coroutines.flow.StateFlow
import kotlinx.coroutines.flow.asStateFlow
import kotlinx.coroutines.flow.transformWhile
import kotlinx.coroutines.isActive
import kotlinx.coroutines.job
import java.util.concurrent.ConcurrentHashMap
import dev.vinculo.core.ConnectSessionInterface as CoreSession
import dev.vinculo.core.Phase as CorePhase

/** Tells the core what happens, and begins what it asks for. Decides nothing. Main thread. */
internal class SessionRun(private val session: CoreSession, private val host: Host, recorded: Set<String>) {
    /** Ids of outcomes that were on disk when the session was restored, or came there since. */
    private val recorded = recorded.toMutableSet()

    private var screen = ConnectState(CorePhase.IDLE, Cover.None, asksToClose = false)
    private val shown = MutableStateFlow(screen)
    private val stage = Stage { id, isTaken -> tell(if (isTaken) Event.OutsideOpened(id) else Event.OutsideFailed(id)) }

    /** Effects that are to be performed, those of an event together. */
    private val asked = ArrayDeque<Effect>()
    private var isPerforming = false

    /** What ends with the session. */
    private val jobs: MutableSet<Job> = ConcurrentHashMap.newKeySet()
    private val timers: MutableSet<Job> = ConcurrentHashMap.newKeySet()

    /** Cancelled, or broken. */
    private var isEnded = false

    /** The id of the outcome that the app was told. */
    private var told: String? = null

    var isAcknowledged = false
        private set

    /** A child of the host's, so that closing that ends this. */
    private val decided = CompletableDeferred<ConnectOutcome>(host.scope.coroutineContext.job)

    val state: StateFlow<ConnectState> = shown.asStateFlow()

    /** Nothing happens to the session any more, and nothing is done for it. */
    private val isOver: Boolean get() = isEnded || !host.scope.isActive

    /** @param acknowledged Ids of outcomes that the app has acknowledged, though the session may be of older bytes. */
    fun begin(acknowledged: Set<String>) {
        val known = orEnd { session.outcome() }?.id?.takeIf { it in acknowledged }
        val effects = advance(known?.let(Event::Acknowledged) ?: Event.Start)
        if (effects.any { it is Effect.Finish } || screen.phase != CorePhase.FINISHED) return
        // The core does not tell it again.
        isAcknowledged = true
        orEnd { session.outcome() }?.let { answer(it, it.id in recorded) }
    }

    suspend fun outcome(): ConnectOutcome = try {
        decided.await()
    } catch (_: CancellationException) {
        // The caller's own, or else the session's.
        currentCoroutineContext().ensureActive()
        throw VinculoException.Cancelled()
    }

    fun listen(listener: ConnectStateListener): AutoCloseable {
        host.confine()
        // It ends with the session, so that nothing of it is kept.
        val states = state.transformWhile { state ->
            emit(state)
            state.phase != CorePhase.FINISHED
        }
        val job = jobs.launch { states.collect(listener::onState) }
        return AutoCloseable { job.cancel() }
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
        val id = told ?: throw VinculoException.NotFinished()
        // Begun here and now, because an app may let go of the session, or of everything, now.
        val taken = host.journal.begin { it.taken(id) }
        host.onMain { forgivingly { taken.await() } }
        hearAcknowledged(id)
    }

    /** The app has dealt with an outcome, which may be this session's. */
    fun hearAcknowledged(outcomeId: String) {
        if (outcomeId != told) return
        isAcknowledged = true
        tell(Event.Acknowledged(outcomeId))
    }

    fun save(): ByteArray = confined { session.snapshot() }

    fun timeline(): List<TimelineEntry> = confined { session.timeline() }.map(::timelineEntryOf)

    fun attach(surface: WebSurface) {
        host.confine()
        if (!isOver && stage.attach(surface)) tell(Event.WebviewReplaced)
    }

    fun detach(surface: WebSurface) {
        host.confine()
        stage.detach(surface)
    }

    fun cancel() {
        host.confine()
        end(VinculoException.Cancelled())
    }

    private fun end(problem: VinculoException) {
        if (isEnded) return
        isEnded = true
        decided.completeExceptionally(problem)
        host.courier.forget(this)
        (jobs + timers).forEach { it.cancel() }
        asked.clear()
        stage.clear()
    }

    private fun advance(event: Event): List<Effect> {
        host.confine()
        if (isOver) return emptyList()
        val now = host.now()
        val effects = orEnd { session.advance(event, now.wallMs, now.monoMs) } ?: return emptyList()
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
        var thrown: Throwable? = null
        while (!isOver) {
            val effect = asked.removeFirstOrNull() ?: break
            try {
                perform(effect)
            } catch (problem: Throwable) {
                // Of the view, which must not keep an outcome from the disk.
                thrown?.addSuppressed(problem) ?: run { thrown = problem }
            }
        }
        isPerforming = false
        if (!isOver) show()
        thrown?.let { throw it }
    }

    private fun perform(effect: Effect) {
        when (effect) {
            is Effect.AnswerNavigation, is Effect.AnswerDeepLink -> Unit
            is Effect.RequestToken, is Effect.CheckLateLink -> jobs.launch { askBackend(effect) }
            is Effect.Record -> record(effect)
            is Effect.Report -> report(effect)
            is Effect.SetTimer -> timers.launch { wait(effect) }
            is Effect.Finish -> finish(effect)
            is Effect.Diagnose -> host.diagnose(effect.diagnostic.name(), effect.diagnostic.detail())
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

    private fun record(effect: Effect.Record) {
        val now = host.now()
        // Begun here and now: what is decided belongs on disk, whether the session or the host ends meanwhile.
        val append = host.journal.begin { it.append(effect.outcome, now) }
        host.onMain {
            val appended = forgivingly { append.await() }
            appended?.overflow?.forEach { host.diagnose("outbox_overflow", "${it.dropped} is gone, refused with ${it.status}") }
            when {
                appended == null -> tell(Event.RecordFailed(effect.id))
                // Then nobody will ask for it to be reported.
                isOver -> host.courier.start()
                else -> {
                    recorded += effect.outcome.id
                    tell(Event.Recorded(effect.id))
                }
            }
        }
    }

    private fun report(effect: Effect.Report) {
        val id = effect.outcome.id
        host.courier.report(this, effect.outcome, isRecorded = id in recorded) { isReported ->
            host.onMain { tell(if (isReported) Event.Reported(effect.id) else Event.ReportFailed(effect.id)) }
        }
    }

    private suspend fun wait(effect: Effect.SetTimer) {
        delay(effect.afterMs.toLong())
        tell(Event.TimerFired(effect.id))
    }

    /** Once for all effects of an event: nobody sees a phase beside the cover of another one. */
    private fun show() {
        screen = screen.at(orEnd { session.phase() } ?: return)
        shown.value = screen
    }

    private fun finish(effect: Effect.Finish) {
        screen = screen.after(effect)
        // Whoever hears the outcome finds the session finished.
        show()
        timers.forEach { it.cancel() }
        stage.clear()
        answer(effect.outcome, effect.durable)
    }

    private fun answer(outcome: Outcome, isRecorded: Boolean) {
        told = outcome.id
        host.told += this
        decided.complete(outcomeOf(outcome, isRecorded))
    }

    private suspend fun <R> forgivingly(work: suspend () -> R): R? = try {
        work()
    } catch (problem: VinculoException) {
        host.diagnose("outbox_${problem.code}", problem.message.orEmpty())
        null
    }

    /** A defect of the core ends the session, and is told to whoever waits for its outcome. */
    private inline fun <R> orEnd(call: () -> R): R? = try {
        core(call)
    } catch (problem: VinculoException) {
        end(problem)
        null
    }

    private inline fun <R> confined(call: () -> R): R {
        host.confine()
        return core(call)
    }

    private fun MutableSet<Job>.launch(work: suspend CoroutineScope.() -> Unit): Job {
        val job = host.onMain(work)
        add(job)
        job.invokeOnCompletion { remove(job) }
        return job
    }
}
