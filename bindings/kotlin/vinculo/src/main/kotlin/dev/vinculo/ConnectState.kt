package dev.vinculo

import dev.vinculo.core.Effect

/**
 * What a view shows of a session.
 *
 * @property phase Where the session is. [Phase.FINISHED] closes the view.
 * @property cover What covers the webview.
 * @property asksToClose Whether the user is being asked whether to leave: answer with [ConnectSession.confirmClose] or
 *   [ConnectSession.declineClose].
 */
public class ConnectState internal constructor(public val phase: Phase, public val cover: Cover, public val asksToClose: Boolean) {
    override fun equals(other: Any?): Boolean = other is ConnectState && other.phase == phase && other.cover == cover && other.asksToClose == asksToClose

    override fun hashCode(): Int = phase.hashCode() * HASH + cover.hashCode()

    override fun toString(): String = "ConnectState($phase, $cover, asksToClose=$asksToClose)"

    private companion object {
        const val HASH = 31
    }
}

/** Hears what to show, on the main thread: for Java, which cannot watch a flow. */
public fun interface ConnectStateListener {
    /** This is to be shown from now on. */
    public fun onState(state: ConnectState)
}

/** What covers the webview. */
public sealed class Cover {
    /** Nothing: the user is in the widget. */
    public object None : Cover() {
        override fun toString(): String = "None"
    }

    /**
     * The user waits.
     *
     * @property stage For what.
     */
    public class Loading internal constructor(public val stage: LoadingStage) : Cover() {
        override fun equals(other: Any?): Boolean = other is Loading && other.stage == stage

        override fun hashCode(): Int = stage.hashCode()

        override fun toString(): String = "Loading($stage)"
    }

    /**
     * The widget cannot be shown.
     *
     * @property problem Why.
     * @property canRetry Whether [ConnectSession.retry] may help; closing is always possible.
     */
    public class Problem internal constructor(public val problem: ConnectProblem, public val canRetry: Boolean) : Cover() {
        override fun equals(other: Any?): Boolean = other is Problem && other.problem == problem && other.canRetry == canRetry

        override fun hashCode(): Int = problem.hashCode()

        override fun toString(): String = "Problem($problem, canRetry=$canRetry)"
    }
}

/** Why the widget cannot be shown. */
public sealed class ConnectProblem {
    /**
     * Your backend gave no token.
     *
     * @property problem Why.
     */
    public class Token internal constructor(public val problem: TokenProblem) : ConnectProblem() {
        override fun equals(other: Any?): Boolean = other is Token && other.problem == problem

        override fun hashCode(): Int = problem.hashCode()

        override fun toString(): String = "Token($problem)"
    }

    /**
     * The page did not load.
     *
     * @property problem Why.
     */
    public class Load internal constructor(public val problem: LoadProblem) : ConnectProblem() {
        override fun equals(other: Any?): Boolean = other is Load && other.problem == problem

        override fun hashCode(): Int = problem.hashCode()

        override fun toString(): String = "Load($problem)"
    }

    /** The webview's renderer died again. */
    public object RendererGone : ConnectProblem() {
        override fun toString(): String = "RendererGone"
    }
}

internal fun ConnectState.at(phase: Phase): ConnectState = ConnectState(phase, cover, asksToClose)

/** What the effect makes of it, if it is about the screen. */
internal fun ConnectState.after(effect: Effect): ConnectState = when (effect) {
    is Effect.ShowLoading -> ConnectState(phase, Cover.Loading(effect.stage), asksToClose = false)
    is Effect.ShowProblem -> ConnectState(phase, Cover.Problem(problemOf(effect.problem), effect.canRetry), asksToClose = false)
    is Effect.ShowContent, is Effect.Finish -> ConnectState(phase, Cover.None, asksToClose = false)
    is Effect.AskToClose -> ConnectState(phase, cover, asksToClose = true)
    else -> this
}
