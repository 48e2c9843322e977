package dev.vinculo.vectors

import dev.vinculo.core.CallbackUrls
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.io.File

/** What a file says for all of its cases. */
class Shared(
    val urls: CallbackUrls?,
    val policy: Policy?,
)

/** The files of `vectors/`, the same that Rust and Swift run, compared field by field as Kotlin sees them. */
class VectorsTest {
    @Test
    fun `every vector holds`() {
        val files = File(System.getProperty("vinculo.root"), "vectors").walk().filter { it.extension == "json" }.sorted().toList()
        var passed = 0
        val failures = mutableListOf<String>()
        val kinds = HashSet<String>()
        for (file in files) {
            val json = Json.parseToJsonElement(file.readText()) as JsonObject
            for ((name, difference) in run(json, kinds)) {
                if (difference == null) passed += 1 else failures += "${file.parentFile.name}/${file.name}: $name: $difference"
            }
        }
        // Read by `cargo xtask`, which counts the cases as it counts Rust's.
        println("vectors: $passed passed, ${failures.size} failed")
        assertTrue(failures.isEmpty(), failures.take(SHOWN).joinToString("\n", prefix = "\n"))
        assertEquals(KINDS, kinds)
        assertTrue(passed > 0)
    }

    @Test
    fun `a field that is not what was expected is found`() {
        val expected = json("kind" to "success", "extra" to listOf(json("name" to "a", "value" to "b")))
        val corrupt = json("kind" to "success", "extra" to listOf(json("name" to "a", "value" to "B")))
        assertEquals(".extra[0].value: expected \"b\", found \"B\"", difference(expected, corrupt))
        assertEquals(".extra: expected nothing, found [{\"name\":\"a\",\"value\":\"B\"}]", difference(json("kind" to "success"), corrupt))
        assertEquals(null, difference(expected, expected))
    }

    private fun run(
        file: JsonObject,
        kinds: MutableSet<String>,
    ): List<Pair<String, String?>> {
        val fields = Fields(file)
        fields.text("about")
        val kind = fields.required("kind", fields.text("kind"))
        kinds += kind
        val shared = Shared(fields.fields("callback_urls")?.let(::readUrls), fields.fields("policy")?.let(::readPolicy))
        val cases = fields.value("cases") as JsonArray
        fields.end()
        return cases.map { case ->
            val one = Fields(case as JsonObject)
            one.text("source")
            val name = one.required("name", one.text("name"))
            name to runCatching { compare(kind, one, shared) }.getOrElse { it.toString() }
        }
    }

    private fun compare(
        kind: String,
        case: Fields,
        shared: Shared,
    ): String? {
        if (kind == "sessions") return runSession(case)
        val expected = case.required("expect", case.value("expect"))
        val actual: JsonElement =
            when (kind) {
                "callbacks" -> runCallback(case, shared)
                "page_messages" -> runPageMessage(case)
                "start_urls" -> runStartUrl(case)
                "navigations" -> runNavigation(case, shared)
                "snapshots" -> runSnapshot(case, asksAgain = (expected as JsonObject).containsKey("again"))
                else -> throw IllegalArgumentException("no kind: $kind")
            }
        return difference(expected, actual)
    }

    private companion object {
        val KINDS = setOf("callbacks", "page_messages", "start_urls", "navigations", "sessions", "snapshots")
        const val SHOWN = 20
    }
}
