package dev.vinculo

import dev.vinculo.core.Ending
import dev.vinculo.core.LinkSummary
import dev.vinculo.core.Outcome
import dev.vinculo.core.Problem
import dev.vinculo.core.LoadProblem as CoreLoadProblem
import dev.vinculo.core.NeededAction as CoreAction
import dev.vinculo.core.Notice as CoreNotice

// From the core's values to the package's.

internal fun outcomeOf(outcome: Outcome, isRecorded: Boolean): ConnectOutcome = when (val ending = outcome.ending) {
    is Ending.Connected ->
        ConnectOutcome.Connected(
            id = outcome.id,
            sessionId = outcome.sessionId,
            isRecorded = isRecorded,
            link = ending.link,
            institution = ending.institution?.let(::privately),
            isLate = ending.late,
            isOtherLink = ending.otherLink,
        )
    is Ending.Exited ->
        ConnectOutcome.Exited(
            id = outcome.id,
            sessionId = outcome.sessionId,
            isRecorded = isRecorded,
            stage = ending.stage,
            error = ending.error?.let { WidgetError(it.code.name(), it.message?.let(::privately)) },
            source = ending.source,
        )
    is Ending.Failed -> ConnectOutcome.Failed(outcome.id, outcome.sessionId, isRecorded, ending.reason)
}

internal fun problemOf(problem: Problem): ConnectProblem = when (problem) {
    is Problem.Token -> ConnectProblem.Token(problem.problem)
    is Problem.Load -> ConnectProblem.Load(loadProblemOf(problem.problem))
    is Problem.RendererGone -> ConnectProblem.RendererGone
}

private fun loadProblemOf(problem: CoreLoadProblem): LoadProblem = when (problem) {
    is CoreLoadProblem.Offline -> LoadProblem.Offline
    is CoreLoadProblem.Dns -> LoadProblem.Dns
    is CoreLoadProblem.Tls -> LoadProblem.Tls
    is CoreLoadProblem.TimedOut -> LoadProblem.TimedOut
    is CoreLoadProblem.HttpStatus -> LoadProblem.HttpStatus(problem.status.toInt())
    is CoreLoadProblem.WebviewMissing -> LoadProblem.WebviewMissing
    is CoreLoadProblem.Blocked -> LoadProblem.Blocked
}

internal fun noticeOf(notice: CoreNotice): Notice = when (notice) {
    is CoreNotice.WidgetError -> Notice.Error(notice.code.name())
    is CoreNotice.WidgetWarning -> Notice.Warning(notice.code.name())
    is CoreNotice.ReturnToBank -> Notice.ReturnToBank
    is CoreNotice.AppMissing -> Notice.AppMissing
    is CoreNotice.BankRefused -> Notice.BankRefused
    is CoreNotice.Offline -> Notice.Offline
}

internal fun linkOf(summary: LinkSummary): ConnectedLink = ConnectedLink(
    link = summary.link,
    institution = summary.institution?.let(::privately),
    health = summary.health.name(),
    neededAction =
    when (summary.neededAction) {
        is CoreAction.Nothing -> NeededAction.NOTHING
        is CoreAction.Update -> NeededAction.UPDATE
        is CoreAction.Reconnect -> NeededAction.RECONNECT
        is CoreAction.RenewConsent -> NeededAction.RENEW_CONSENT
        is CoreAction.Wait -> NeededAction.WAIT
        is CoreAction.Other -> NeededAction.OTHER
    },
)

private fun privately(text: String) = PrivateText(text)
