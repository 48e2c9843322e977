package dev.vinculo.vectors

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.longOrNull

/** An object of a vector whose fields are taken one by one; [end] then refuses what nobody took, so that no typing error passes. */
class Fields(
    private val json: JsonObject,
) {
    private val known = HashSet<String>()

    fun value(key: String): JsonElement? = json[key].also { known += key }

    fun has(key: String): Boolean = key in json

    fun text(key: String): String? = value(key)?.let { textOf(it) ?: problem(key, "must be a text") }

    fun flag(key: String): Boolean? = value(key)?.let { (it as? JsonPrimitive)?.booleanOrNull ?: problem(key, "must be true or false") }

    fun whole(key: String): Long? = value(key)?.let { (it as? JsonPrimitive)?.longOrNull ?: problem(key, "must be a whole number") }

    fun list(key: String): List<JsonElement>? = value(key)?.let { it as? JsonArray ?: problem(key, "must be a list") }

    fun texts(key: String): List<String>? = list(key)?.map { textOf(it) ?: problem(key, "must be a list of texts") }

    fun fields(key: String): Fields? = value(key)?.let { Fields(it as? JsonObject ?: problem(key, "must be an object")) }

    /** The text at [key], or put together from the parts at [partsKey]. */
    fun longText(
        key: String,
        partsKey: String,
    ): String = text(key).also { value(partsKey) } ?: (list(partsKey) ?: problem(key, "is missing")).joinToString("", transform = ::part)

    fun problem(
        key: String,
        what: String,
    ): Nothing = throw IllegalArgumentException("`$key` $what")

    fun <T> required(
        key: String,
        value: T?,
    ): T = value ?: problem(key, "is missing")

    fun end() {
        val unknown = json.keys - known
        require(unknown.isEmpty()) { "unknown keys $unknown; known here: $known" }
    }

    private fun part(part: JsonElement): String {
        textOf(part)?.let { return it }
        val repeated = Fields(part as JsonObject)
        val text = repeated.required("repeat", repeated.text("repeat"))
        val times = repeated.required("times", repeated.whole("times"))
        repeated.end()
        return text.repeat(times.toInt())
    }

    private fun textOf(value: JsonElement): String? = (value as? JsonPrimitive)?.takeIf { it.isString }?.content
}
