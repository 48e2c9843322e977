package dev.vinculo.compose

import org.jetbrains.kotlin.abi.tools.AbiFilters
import org.jetbrains.kotlin.abi.tools.AbiToolsFactory
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import java.io.File
import java.util.ServiceLoader

/** The public surface is the committed one, so that no change of it goes unannounced. */
class PublicApiTest {
    @Test
    fun `the surface is as announced`() {
        val root = File(System.getProperty("vinculo.root"), "bindings/kotlin/vinculo-compose")
        val classes = File(root, "target/classes").walk().filter { it.extension == "class" }.sorted().toList()
        assertTrue(classes.isNotEmpty())
        val dump = StringBuilder()
        ServiceLoader.load(AbiToolsFactory::class.java).first().get().printJvmDump(dump, classes, AbiFilters.EMPTY)
        val announced = File(root, "api/vinculo-compose.api")
        if (System.getProperty("vinculo.api") == "accept") announced.apply { parentFile.mkdirs() }.writeText(dump.toString())
        assertEquals("`cargo xtask kotlin --accept-api` announces a change: commit what it writes", announced.readText(), dump.toString())
    }
}
