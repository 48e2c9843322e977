package dev.vinculo.vectors

import dev.vinculo.core.AccessToken
import dev.vinculo.core.AccessTokenException
import dev.vinculo.core.DismissedBy
import dev.vinculo.core.Event
import dev.vinculo.core.LinkId
import dev.vinculo.core.LoadProblem
import dev.vinculo.core.PrivateText
import dev.vinculo.core.TokenProblem
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.longOrNull

/** Reads an event, with the ids given out until now. */
fun readEvent(fields: Fields, given: Given): Event {
    fun text(key: String) = fields.required(key, fields.text(key))

    fun flag(key: String) = fields.required(key, fields.flag(key))

    fun id(isTimer: Boolean = false): ULong {
        val value = fields.required("id", fields.value("id")) as JsonPrimitive
        if (value.isString) return given.id(value.content, isTimer)
        // A number was never given out.
        return Given.NEVER_GIVEN + requireNotNull(value.longOrNull).toULong()
    }
    val event =
        when (val name = text("event")) {
            "start" -> Event.Start
            "token_received" -> readToken(id(), text("token"), fields)
            "token_failed" -> Event.TokenFailed(id(), TokenProblem.valueOf(text("problem").uppercase()))
            "page_shown" -> Event.PageShown
            "load_failed" -> Event.LoadFailed(readLoadProblem(fields))
            "renderer_gone" -> Event.RendererGone
            "webview_replaced" -> Event.WebviewReplaced
            "navigation" -> Event.Navigation(readNavigation(fields))
            "page_message" -> Event.PageMessage(PrivateText(fields.longText("message", "message_parts")))
            "deep_link" -> Event.DeepLink(PrivateText(fields.longText("url", "url_parts")))
            "outside_opened" -> Event.OutsideOpened(id())
            "outside_failed" -> Event.OutsideFailed(id())
            "returned" -> Event.Returned
            "connectivity" -> Event.Connectivity(flag("online"))
            "back" -> Event.Back(flag("can_go_back"))
            "close_requested" -> Event.CloseRequested
            "close_confirmed" -> Event.CloseConfirmed
            "close_declined" -> Event.CloseDeclined
            "dismissed" -> Event.Dismissed(DismissedBy.valueOf(text("by").uppercase()))
            "retry" -> Event.Retry
            "timer_fired" -> Event.TimerFired(id(isTimer = true))
            "late_link_found" -> Event.LateLinkFound(id(), LinkId(text("link")), fields.text("institution"))
            "late_link_absent" -> Event.LateLinkAbsent(id())
            "late_check_failed" -> Event.LateCheckFailed(id())
            "recorded" -> Event.Recorded(id())
            "record_failed" -> Event.RecordFailed(id())
            "reported" -> Event.Reported(id())
            "report_failed" -> Event.ReportFailed(id())
            "acknowledged" -> Event.Acknowledged(text("outcome_id"))
            else -> fields.problem("event", "is no event of vectors/README.md: $name")
        }
    fields.end()
    return event
}

/** A token that is none becomes `token_failed` with `malformed`, as it does in every host. */
private fun readToken(id: ULong, token: String, fields: Fields): Event {
    val urls = fields.fields("callback_urls")?.let(::readUrls)
    return try {
        Event.TokenReceived(id, AccessToken(token), urls)
    } catch (_: AccessTokenException) {
        Event.TokenFailed(id, TokenProblem.MALFORMED)
    }
}

private fun readLoadProblem(fields: Fields): LoadProblem {
    val value = fields.required("problem", fields.value("problem"))
    if (value !is JsonPrimitive) {
        val status = fields.required("problem", fields.fields("problem"))
        return LoadProblem.HttpStatus(status.required("http_status", status.whole("http_status")).toUShort()).also { status.end() }
    }
    return when (val name = value.content) {
        "offline" -> LoadProblem.Offline
        "dns" -> LoadProblem.Dns
        "tls" -> LoadProblem.Tls
        "timed_out" -> LoadProblem.TimedOut
        "webview_missing" -> LoadProblem.WebviewMissing
        "blocked" -> LoadProblem.Blocked
        else -> fields.problem("problem", "is $name")
    }
}
