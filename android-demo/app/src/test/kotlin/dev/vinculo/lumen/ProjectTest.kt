package dev.vinculo.lumen

import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.File

/** That Gradle takes what is compiled and tested here. */
class ProjectTest {
    private val root = File(System.getProperty("vinculo.root"))
    private val catalogue = root.resolve("android-demo/gradle/libs.versions.toml").readText()

    @Test
    fun `its versions are those of this build`() {
        val build = root.resolve("bindings/kotlin/pom.xml").readText()
        val android = root.resolve("bindings/kotlin/android-module/pom.xml").readText()
        val expected = mapOf(
            "kotlin" to property(build, "kotlin.stdlib.version"),
            "vinculo" to Regex("</modelVersion>.*?<version>([^<]+)<", RegexOption.DOT_MATCHES_ALL).find(build)?.groupValues?.get(1),
            "activity" to property(build, "androidx.activity.version"),
            "work" to property(build, "androidx.work.version"),
            "jna" to property(build, "jna.version"),
            "robolectric" to property(android, "robolectric.version"),
            "junit" to Regex("<artifactId>junit</artifactId>\\s*<version>([^<]+)<").find(android)?.groupValues?.get(1),
        )
        assertEquals(expected, expected.mapValues { version(it.key) })
    }

    /** The bill is of Google's; what it holds is written here once. */
    @Test
    fun `Compose is that of its bill of materials`() {
        val build = root.resolve("bindings/kotlin/pom.xml").readText()
        val compose = root.resolve("bindings/kotlin/androidx-compose/pom.xml").readText()
        assertEquals("2024.12.01", version("compose-bom"))
        assertEquals("1.7.6", property(build, "androidx.compose.version"))
        assertTrue(Regex("<artifactId>material3-android</artifactId>\\s*<version>1\\.3\\.1<").containsMatchIn(compose))
    }

    private fun version(name: String) = Regex("(?m)^$name = \"([^\"]+)\"").find(catalogue)?.groupValues?.get(1)

    private fun property(pom: String, name: String) = Regex("<$name>([^<]+)<").find(pom)?.groupValues?.get(1)
}
