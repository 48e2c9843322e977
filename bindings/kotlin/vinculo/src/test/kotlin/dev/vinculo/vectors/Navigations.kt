package dev.vinculo.vectors

import dev.vinculo.core.AllowNote
import dev.vinculo.core.CallbackUrls
import dev.vinculo.core.Decision
import dev.vinculo.core.Frame
import dev.vinculo.core.Navigation
import dev.vinculo.core.NavigationPolicy
import dev.vinculo.core.Otherwise
import dev.vinculo.core.PrivateText
import dev.vinculo.core.decide
import dev.vinculo.core.defaultNavigationPolicy
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** A policy as the vectors write it: with the callback URLs that the navigator looks out for. */
class Policy(
    val urls: CallbackUrls?,
    val navigation: NavigationPolicy,
)

/** Kind `navigations`. */
fun runNavigation(
    case: Fields,
    shared: Shared,
): JsonElement {
    val navigation = readNavigation(case)
    val policy = case.fields("policy")?.let(::readPolicy) ?: shared.policy ?: Policy(null, defaultNavigationPolicy())
    val ownUrls = case.fields("callback_urls")?.let(::readUrls)
    case.end()
    val urls = ownUrls ?: policy.urls ?: shared.urls ?: DEFAULT_URLS
    return decisionJson(decide(policy.navigation, urls, navigation))
}

/** Takes the fields of a navigation, and leaves the rest. */
fun readNavigation(fields: Fields): Navigation {
    val url = fields.longText("url", "url_parts")
    val origin = fields.text("origin")
    val frame =
        when (val name = fields.text("frame")) {
            null, "main" -> Frame.Main
            "sub" -> Frame.Sub(origin?.let(::PrivateText))
            "popup" -> Frame.Popup
            "unknown" -> Frame.Unknown
            else -> fields.problem("frame", "is $name")
        }
    require(origin == null || frame is Frame.Sub) { "`origin` is known for the frame `sub` only" }
    return Navigation(PrivateText(url), frame, fields.flag("redirect"), fields.flag("post"), fields.flag("user_gesture"))
}

fun readPolicy(fields: Fields): Policy {
    val urls = fields.fields("callback_urls")?.let(::readUrls)
    val default = defaultNavigationPolicy()
    val navigation =
        NavigationPolicy(
            widgetHosts = fields.texts("widget_hosts") ?: default.widgetHosts,
            openFinance = fields.flag("open_finance") ?: default.openFinance,
            strictHosts = fields.texts("strict_hosts"),
            allowLoopbackHttp = fields.flag("allow_loopback_http") ?: default.allowLoopbackHttp,
            trustUnknownFrames = fields.flag("trust_unknown_frames") ?: default.trustUnknownFrames,
        )
    fields.end()
    return Policy(urls, navigation)
}

private fun decisionJson(decision: Decision): JsonObject =
    when (decision) {
        is Decision.Allow ->
            when (val note = decision.note) {
                null -> json("decision" to "allow")
                is AllowNote.ForeignHost -> json("decision" to "allow", "note" to "foreign_host", "host" to note.host)
                is AllowNote.Refused -> json("decision" to "allow", "note" to "refused", "description" to note.description)
            }
        is Decision.Callback ->
            json("decision" to "callback", "event" to callbackJson(decision.callback), "trusted" to decision.trusted)
        is Decision.OpenOutside -> json("decision" to "open_outside", "url" to decision.url.value)
        is Decision.TryApp -> json("decision" to "try_app", "url" to decision.url.value, "otherwise" to otherwiseJson(decision.otherwise))
        is Decision.Block -> json("decision" to "block", "reason" to nameOf(decision.reason))
    }

private fun otherwiseJson(otherwise: Otherwise): JsonElement =
    when (otherwise) {
        is Otherwise.Load -> json("load" to otherwise.url.value)
        is Otherwise.Nothing -> JsonPrimitive("nothing")
    }
