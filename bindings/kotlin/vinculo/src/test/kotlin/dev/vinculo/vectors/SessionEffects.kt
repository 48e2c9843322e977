package dev.vinculo.vectors

import dev.vinculo.core.Diagnostic
import dev.vinculo.core.Effect
import dev.vinculo.core.Ending
import dev.vinculo.core.LoadProblem
import dev.vinculo.core.Notice
import dev.vinculo.core.Outcome
import dev.vinculo.core.Problem
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** An effect as the vectors write it: without its id, and a start URL in its redacted form. */
fun effectJson(effect: Effect): JsonObject = when (effect) {
    is Effect.AnswerNavigation -> json("effect" to "answer_navigation", "allow" to effect.allow)
    is Effect.AnswerDeepLink -> json("effect" to "answer_deep_link", "verdict" to nameOf(effect.verdict))
    is Effect.RequestToken ->
        json(
            "effect" to "request_token",
            "session_id" to effect.sessionId,
            "mode" to modeJson(effect.mode),
            "callback_urls" to urlsJson(effect.callbackUrls),
        )
    is Effect.Load -> json("effect" to "load", "url" to effect.url.redacted())
    is Effect.Reload -> json("effect" to "reload", "url" to effect.url.redacted(), "rebuild" to effect.rebuild)
    is Effect.LoadPage -> json("effect" to "load_page", "url" to effect.url.value)
    is Effect.ShowLoading -> json("effect" to "show_loading", "stage" to nameOf(effect.stage))
    is Effect.ShowContent -> json("effect" to "show_content")
    is Effect.ShowProblem ->
        json("effect" to "show_problem", "problem" to problemJson(effect.problem), "can_retry" to effect.canRetry)
    is Effect.ShowNotice -> json("effect" to "show_notice", "notice" to noticeJson(effect.notice))
    is Effect.OpenOutside -> json("effect" to "open_outside", "url" to effect.url.value, "app_only" to effect.appOnly)
    is Effect.GoBack -> json("effect" to "go_back")
    is Effect.AskToClose -> json("effect" to "ask_to_close")
    is Effect.SetTimer -> json("effect" to "set_timer", "timer" to nameOf(effect.timer), "after_ms" to effect.afterMs)
    is Effect.CheckLateLink -> json("effect" to "check_late_link", "session_id" to effect.sessionId)
    is Effect.Record -> json("effect" to "record", "outcome" to outcomeJson(effect.outcome))
    is Effect.Report -> json("effect" to "report", "outcome" to outcomeJson(effect.outcome))
    is Effect.Finish -> json("effect" to "finish", "outcome" to outcomeJson(effect.outcome), "durable" to effect.durable)
    is Effect.Diagnose -> JsonObject(json("effect" to "diagnose") + diagnosticJson(effect.diagnostic))
}

fun outcomeJson(outcome: Outcome): JsonObject {
    val (name, ending) =
        when (val ending = outcome.ending) {
            is Ending.Connected ->
                "connected" to
                    json(
                        "link" to ending.link.value,
                        "institution" to ending.institution,
                        "late" to ending.late,
                        "other_link" to ending.otherLink,
                    )
            is Ending.Exited ->
                "exited" to
                    json("stage" to nameOf(ending.stage), "error" to ending.error?.let(::exitErrorJson), "source" to nameOf(ending.source))
            is Ending.Failed -> "failed" to json("reason" to nameOf(ending.reason))
        }
    return json("id" to outcome.id, "session_id" to outcome.sessionId, "sequence" to outcome.sequence, name to ending)
}

private fun problemJson(problem: Problem): JsonElement = when (problem) {
    is Problem.Token -> json("token" to nameOf(problem.problem))
    is Problem.Load -> json("load" to loadProblemJson(problem.problem))
    is Problem.RendererGone -> JsonPrimitive("renderer_gone")
}

private fun loadProblemJson(problem: LoadProblem): JsonElement = when (problem) {
    is LoadProblem.Offline -> JsonPrimitive("offline")
    is LoadProblem.Dns -> JsonPrimitive("dns")
    is LoadProblem.Tls -> JsonPrimitive("tls")
    is LoadProblem.TimedOut -> JsonPrimitive("timed_out")
    is LoadProblem.HttpStatus -> json("http_status" to problem.status)
    is LoadProblem.WebviewMissing -> JsonPrimitive("webview_missing")
    is LoadProblem.Blocked -> JsonPrimitive("blocked")
}

private fun noticeJson(notice: Notice): JsonElement = when (notice) {
    is Notice.WidgetError -> json("widget_error" to notice.code.name())
    is Notice.WidgetWarning -> json("widget_warning" to notice.code.name())
    is Notice.ReturnToBank -> JsonPrimitive("return_to_bank")
    is Notice.AppMissing -> JsonPrimitive("app_missing")
    is Notice.BankRefused -> JsonPrimitive("bank_refused")
    is Notice.Offline -> JsonPrimitive("offline")
}

private fun diagnosticJson(diagnostic: Diagnostic): JsonObject = when (diagnostic) {
    is Diagnostic.StaleAnswer -> json("diagnostic" to "stale_answer")
    is Diagnostic.Ignored -> json("diagnostic" to "ignored", "phase" to nameOf(diagnostic.phase), "event" to diagnostic.event)
    is Diagnostic.Duplicate -> json("diagnostic" to "duplicate", "event" to diagnostic.event, "same_link" to diagnostic.sameLink)
    is Diagnostic.UntrustedCallback -> json("diagnostic" to "untrusted_callback")
    is Diagnostic.NonceMismatch -> json("diagnostic" to "nonce_mismatch")
    is Diagnostic.UnknownCallback -> json("diagnostic" to "unknown_callback", "location" to diagnostic.location)
    is Diagnostic.InvalidCallback -> json("diagnostic" to "invalid_callback", "reason" to nameOf(diagnostic.reason))
    is Diagnostic.Anomalies -> json("diagnostic" to "anomalies", "anomalies" to diagnostic.anomalies.map(::nameOf))
    is Diagnostic.Blocked -> json("diagnostic" to "blocked", "reason" to nameOf(diagnostic.reason))
    is Diagnostic.ForeignHost -> json("diagnostic" to "foreign_host", "host" to diagnostic.host)
    is Diagnostic.BankRefused -> json("diagnostic" to "bank_refused", "description" to diagnostic.description)
    is Diagnostic.PageReported ->
        json("diagnostic" to "page_reported", "code" to diagnostic.code, "request_id" to diagnostic.requestId)
    is Diagnostic.LinkWithError -> json("diagnostic" to "link_with_error")
    is Diagnostic.NonceNotInForce -> json("diagnostic" to "nonce_not_in_force")
    is Diagnostic.BuiltInScheme -> json("diagnostic" to "built_in_scheme")
    is Diagnostic.UnreadableMessage -> json("diagnostic" to "unreadable_message")
    is Diagnostic.ClockSkew -> json("diagnostic" to "clock_skew")
    is Diagnostic.OtherLink -> json("diagnostic" to "other_link")
    is Diagnostic.LateSuccess -> json("diagnostic" to "late_success")
    is Diagnostic.NotDurable -> json("diagnostic" to "not_durable")
    is Diagnostic.ReportPending -> json("diagnostic" to "report_pending")
}
