package dev.vinculo

import org.jetbrains.kotlin.abi.tools.AbiFilters
import org.jetbrains.kotlin.abi.tools.AbiToolsFactory
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.io.File
import java.util.ServiceLoader

/** The public surface is the committed one, so that no change of it goes unannounced. */
class PublicApiTest {
    @Test
    fun `the surface is as announced`() {
        val root = File(System.getProperty("vinculo.root"), "bindings/kotlin/vinculo")
        val classes = File(root, "target/classes").walk().filter { it.extension == "class" }.sorted().toList()
        assertTrue(classes.isNotEmpty())
        val dump = StringBuilder()
        val tools = ServiceLoader.load(AbiToolsFactory::class.java).first().get()
        tools.printJvmDump(dump, classes, AbiFilters.EMPTY)
        val announced = File(root, "api/vinculo.api")
        if (System.getProperty("vinculo.api") == "accept") announced.writeText(dump.toString())
        assertEquals(announced.readText(), dump.toString(), "`cargo xtask kotlin --accept-api` announces a change: commit what it writes")
    }
}
