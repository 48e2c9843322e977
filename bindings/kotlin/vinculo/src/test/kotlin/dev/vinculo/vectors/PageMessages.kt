package dev.vinculo.vectors

import dev.vinculo.core.PageMessage
import dev.vinculo.core.PageReport
import dev.vinculo.core.parsePageMessage
import kotlinx.serialization.json.JsonElement

/** Kind `page_messages`. */
fun runPageMessage(case: Fields): JsonElement {
    val message = case.longText("message", "message_parts")
    case.end()
    return when (val read = parsePageMessage(message)) {
        is PageMessage.PageLoad ->
            json("kind" to "page_load", "page" to read.page, "from" to read.from, "institution_name" to read.institutionName)
        is PageMessage.Error -> reportJson("error", read.report)
        is PageMessage.Warning -> reportJson("warning", read.report)
        is PageMessage.Unknown -> json("kind" to "unknown", "event_name" to read.eventName)
        is PageMessage.Invalid -> json("kind" to "invalid", "reason" to nameOf(read.reason))
    }
}

private fun reportJson(
    kind: String,
    report: PageReport,
) = json(
    "kind" to kind,
    "code" to report.code,
    "message" to report.message,
    "institution_name" to report.institutionName,
    "timestamp" to report.timestamp,
    "request_id" to report.requestId,
)
