package dev.vinculo.vectors

import dev.vinculo.core.ConnectSession
import dev.vinculo.core.SessionException
import kotlinx.serialization.SerializationException
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement

/** Kind `snapshots`. */
fun runSnapshot(
    case: Fields,
    asksAgain: Boolean,
): JsonElement {
    val text = case.text("snapshot")
    val hex = case.text("bytes_hex")
    case.end()
    require((text == null) != (hex == null)) { "either `snapshot` or `bytes_hex`" }
    val bytes = text?.toByteArray() ?: fromHex(hex.orEmpty())
    return try {
        ConnectSession.restore(bytes, emptyList()).use { session ->
            json(
                "phase" to nameOf(session.phase()),
                "outcome_id" to session.outcome()?.id,
                "again" to if (asksAgain) isSameJson(session.snapshot(), bytes) else null,
            )
        }
    } catch (_: SessionException.SnapshotVersion) {
        json("refused" to "version")
    } catch (_: SessionException.Snapshot) {
        json("refused" to "malformed")
    }
}

private fun fromHex(hex: String): ByteArray = hex.chunked(2).map { it.toInt(16).toByte() }.toByteArray()

private fun isSameJson(
    one: ByteArray,
    other: ByteArray,
): Boolean =
    try {
        Json.parseToJsonElement(one.decodeToString()) == Json.parseToJsonElement(other.decodeToString())
    } catch (_: SerializationException) {
        false
    }
