package dev.vinculo.vectors

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive

/** A JSON object, in which what is absent is left out. */
fun json(vararg fields: Pair<String, Any?>): JsonObject =
    JsonObject(fields.filter { (_, value) -> value != null && value != emptyList<Any>() }.associate { (key, value) -> key to element(value) })

/** A list that is there even if it is empty. */
fun list(items: List<JsonElement>): JsonElement = JsonArray(items)

private fun element(value: Any?): JsonElement =
    when (value) {
        is JsonElement -> value
        is String -> JsonPrimitive(value)
        is Boolean -> JsonPrimitive(value)
        is Number -> JsonPrimitive(value)
        is UInt -> JsonPrimitive(value.toLong())
        is ULong -> JsonPrimitive(value.toLong())
        is UShort -> JsonPrimitive(value.toInt())
        is List<*> -> JsonArray(value.map(::element))
        else -> throw IllegalArgumentException("no JSON: ${value?.javaClass}")
    }

/** The stable name of an enum's variant. */
fun nameOf(variant: Enum<*>): String = variant.name.lowercase()

/** Where two values differ first, and how; `null` if they do not. */
fun difference(
    expected: JsonElement?,
    actual: JsonElement?,
    path: String = "",
): String? =
    when {
        expected == actual -> null
        expected is JsonObject && actual is JsonObject ->
            (expected.keys + actual.keys).firstNotNullOfOrNull { difference(expected[it], actual[it], "$path.$it") }
        expected is JsonArray && actual is JsonArray ->
            (0 until maxOf(expected.size, actual.size)).firstNotNullOfOrNull {
                difference(expected.getOrNull(it), actual.getOrNull(it), "$path[$it]")
            }
        else -> "$path: expected ${shown(expected)}, found ${shown(actual)}"
    }

private fun shown(value: JsonElement?): String = value?.toString()?.take(SHOWN) ?: "nothing"

private const val SHOWN = 300
