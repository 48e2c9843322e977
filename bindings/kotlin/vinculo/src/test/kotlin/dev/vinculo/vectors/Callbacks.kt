package dev.vinculo.vectors

import dev.vinculo.core.CallbackUrls
import dev.vinculo.core.ExitError
import dev.vinculo.core.ExitMetaData
import dev.vinculo.core.ExitStep
import dev.vinculo.core.Source
import dev.vinculo.core.WidgetCallback
import dev.vinculo.core.WidgetEvent
import dev.vinculo.core.parseCallback
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/** Kind `callbacks`. */
fun runCallback(case: Fields, shared: Shared): JsonElement {
    val url = case.longText("url", "url_parts")
    val seen =
        when (val name = case.text("seen")) {
            null, "webview" -> Source.WEBVIEW
            "os" -> Source.OS
            else -> case.problem("seen", "is $name")
        }
    val urls = case.fields("callback_urls")?.let(::readUrls) ?: shared.urls ?: DEFAULT_URLS
    case.end()
    return callbackJson(parseCallback(urls, url, seen))
}

val DEFAULT_URLS = CallbackUrls("myapp://success", "myapp://exit", "myapp://event")

fun readUrls(fields: Fields): CallbackUrls {
    fun url(key: String) = fields.required(key, fields.text(key))
    return CallbackUrls(url("success"), url("exit"), url("event")).also { fields.end() }
}

fun urlsJson(urls: CallbackUrls): JsonObject = json("success" to urls.success, "exit" to urls.exit, "event" to urls.event)

fun callbackJson(callback: WidgetCallback?): JsonObject {
    if (callback == null) return json("kind" to "not_a_callback")
    val besides =
        json(
            "extra" to callback.extra.map { json("name" to it.name, "value" to it.value) },
            "anomalies" to callback.anomalies.map(::nameOf),
        )
    return JsonObject(eventJson(callback.event) + besides)
}

fun exitErrorJson(error: ExitError): JsonObject = json("code" to error.code.name(), "message" to error.message)

private fun eventJson(event: WidgetEvent): JsonObject = when (event) {
    is WidgetEvent.Success -> json("kind" to "success", "link" to event.link.value, "institution" to event.institution)
    is WidgetEvent.Exit ->
        json(
            "kind" to "exit",
            "last_encountered_error" to event.lastEncounteredError?.let(::exitErrorJson),
            "meta_data" to metaDataJson(event.metaData),
        )
    is WidgetEvent.Error ->
        json("kind" to "error", "code" to event.code.name(), "message" to event.message, "link" to event.link?.value)
    is WidgetEvent.Warning -> json("kind" to "warning", "code" to event.code.name(), "message" to event.message)
    is WidgetEvent.Unknown -> json("kind" to "unknown")
    is WidgetEvent.Invalid -> json("kind" to "invalid", "reason" to nameOf(event.reason))
}

private fun metaDataJson(metaData: ExitMetaData): JsonObject? {
    val step =
        when (val step = metaData.step) {
            null -> null
            is ExitStep.AbandonSurvey -> "abandon-survey"
            is ExitStep.Other -> step.step
        }
    return json("institution_name" to metaData.institutionName, "step" to step).takeIf { it.isNotEmpty() }
}
