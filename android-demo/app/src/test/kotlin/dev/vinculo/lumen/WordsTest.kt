package dev.vinculo.lumen

import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.w3c.dom.Element
import java.io.File
import javax.xml.parsers.DocumentBuilderFactory

/** The app's words: every language has all of them, each is used, and they are those of the same bank's app for iOS. */
class WordsTest {
    private val root = File(System.getProperty("vinculo.root"))
    private val app = root.resolve("android-demo/app/src/main")

    @Test
    fun `every language has the same words`() {
        val english = words("values")
        assertTrue("${english.size}", english.size > 40)
        for (language in listOf("es", "pt")) {
            val other = words("values-$language")
            assertEquals(english.keys - "app_name", other.keys)
            // What is left in English is a translation that was forgotten.
            assertEquals(language, emptySet<String>(), other.keys.filter { other[it] == english[it] }.toSet() - setOf("no", "outcome_id"))
        }
    }

    @Test
    fun `they are those of the app for iOS`() {
        for ((language, folder) in mapOf("en" to "values", "es" to "values-es", "pt" to "values-pt")) {
            val theirs = root.resolve("ios-demo/Lumen/Resources/$language.lproj/Localizable.strings").readLines().filter { it.isNotEmpty() }.associate {
                val (key, value) = it.removeSurrounding("\"", "\";").split("\" = \"")
                key.replace('.', '_') to value
            }
            // A phone needs one more command, and has a button to go back.
            val here = words(folder) - setOf("app_name", "settings_server_footer")
            assertEquals(language, theirs - setOf("settings_done", "settings_server_footer"), here)
        }
    }

    @Test
    fun `each is used`() {
        val code = app.resolve("kotlin").walk().filter { it.isFile }.joinToString("") { it.readText() } + app.resolve("AndroidManifest.xml").readText()
        val unused = words("values").keys.filterNot { Regex("""(R\.string\.|@string/)$it\b""").containsMatchIn(code) }
        assertEquals(emptyList<String>(), unused)
    }

    private fun words(folder: String): Map<String, String> {
        val file = app.resolve("res/$folder/strings.xml")
        val strings = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(file).getElementsByTagName("string")
        return (0 until strings.length).map { strings.item(it) as Element }.associate { it.getAttribute("name") to it.textContent.replace("\\'", "'") }
    }
}
