package dev.vinculo.vectors

import dev.vinculo.core.BelvoEnvironment
import dev.vinculo.core.LinkId
import dev.vinculo.core.Limits
import dev.vinculo.core.Mode
import dev.vinculo.core.SessionConfig
import dev.vinculo.core.WidgetOptions
import dev.vinculo.core.defaultNavigationPolicy
import dev.vinculo.core.defaultSessionConfig
import dev.vinculo.core.widgetConfigFrom
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** What a session of a vector is started with; what is absent has the default that `vectors/README.md` names. */
fun readSessionConfig(fields: Fields): SessionConfig {
    val urls = fields.fields("callback_urls")?.let(::readUrls) ?: DEFAULT_URLS
    val options = fields.fields("options")?.let(::readOptions) ?: WidgetOptions()
    val policy = fields.fields("policy")?.let(::readPolicy)
    require(policy?.urls == null) { "`policy.callback_urls` stands in `callback_urls`" }
    val default = defaultSessionConfig("session-1", "nonce-nonce-nonce", urls)
    val config =
        default.copy(
            sessionId = fields.text("session_id") ?: "session-1",
            nonce = fields.text("nonce"),
            mode = readMode(fields.value("mode")),
            widget = widgetConfigFrom(options).config,
            navigation = policy?.navigation ?: defaultNavigationPolicy(),
            environment = fields.text("environment")?.let { BelvoEnvironment.valueOf(it.uppercase()) },
            limits = fields.fields("limits")?.let { readLimits(it, default.limits) } ?: default.limits,
            confirmClose = fields.flag("confirm_close") ?: true,
        )
    fields.end()
    return config
}

fun modeJson(mode: Mode): JsonElement =
    when (mode) {
        is Mode.Create -> JsonPrimitive("create")
        is Mode.Update -> json("update" to mode.link.value)
    }

private fun readMode(value: JsonElement?): Mode =
    when {
        value == null || value == JsonPrimitive("create") -> Mode.Create
        value is JsonObject -> {
            val update = Fields(value)
            Mode.Update(LinkId(update.required("update", update.text("update")))).also { update.end() }
        }
        else -> throw IllegalArgumentException("`mode` must be \"create\" or {\"update\": link}")
    }

private fun readLimits(
    fields: Fields,
    default: Limits,
): Limits {
    fun millis(
        key: String,
        otherwise: ULong,
    ) = fields.whole(key)?.toULong() ?: otherwise
    val limits =
        Limits(
            slowMs = millis("slow_ms", default.slowMs),
            loadTimeoutMs = millis("load_timeout_ms", default.loadTimeoutMs),
            leaseMs = millis("lease_ms", default.leaseMs),
            exitGraceMs = millis("exit_grace_ms", default.exitGraceMs),
            lateCheckMs = millis("late_check_ms", default.lateCheckMs),
            returnGraceMs = millis("return_grace_ms", default.returnGraceMs),
            recordMs = millis("record_ms", default.recordMs),
        )
    fields.end()
    return limits
}
