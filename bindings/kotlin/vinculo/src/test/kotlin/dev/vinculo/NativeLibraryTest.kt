package dev.vinculo

import dev.vinculo.process.NATIVE_LIBRARY
import dev.vinculo.process.java
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.File

/** A library that cannot be used is a typed failure at the start, each time, and no crash. Each in a JVM of its own. */
class NativeLibraryTest {
    @TempDir
    lateinit var folder: File

    @Test
    fun `the library of this machine opens`() {
        assertEquals(listOf("opened", "opened"), open(NATIVE_LIBRARY))
    }

    @Test
    fun `a library that is missing`() {
        assertEquals(listOf("library_missing", "library_missing"), open("-Djna.library.path=$folder"))
    }

    @Test
    fun `a library that is none`() {
        File(folder, System.mapLibraryName("vinculo")).writeText("no library")
        assertEquals(listOf("library_missing", "library_missing"), open("-Djna.library.path=$folder"))
    }

    @Test
    fun `a library of another release`() {
        compile(contract = CONTRACT, checksum = 1)
        assertEquals(listOf("library_mismatch", "library_mismatch"), open("-Djna.library.path=$folder"))
    }

    @Test
    fun `a library of another generator`() {
        compile(contract = CONTRACT + 1, checksum = 1)
        assertEquals(listOf("library_mismatch", "library_mismatch"), open("-Djna.library.path=$folder"))
    }

    private fun open(library: String): List<String> = java("dev.vinculo.process.OpenVinculoKt", options = listOf(library))

    /** A library with every function that the generated code checks first, by the C compiler that Rust links with, too. */
    private fun compile(
        contract: Int,
        checksum: Int,
    ) {
        val generated = File(System.getProperty("vinculo.root"), "bindings/kotlin/core/src/generated/kotlin/dev/vinculo/core/vinculo.kt")
        val checksums = Regex("external fun (uniffi_vinculo_checksum_\\w+)").findAll(generated.readText()).map { it.groupValues[1] }.toSet()
        assertTrue(checksums.isNotEmpty())
        val source = File(folder, "vinculo.c")
        source.writeText(
            checksums.joinToString("\n", postfix = "\n") { "unsigned short $it(void) { return $checksum; }" } +
                "unsigned int ffi_vinculo_uniffi_contract_version(void) { return $contract; }\n",
        )
        val library = File(folder, System.mapLibraryName("vinculo"))
        val cc = ProcessBuilder("cc", "-shared", "-fPIC", "-o", library.path, source.path).inheritIO().start()
        check(cc.waitFor() == 0) { "cc made no library" }
    }

    private companion object {
        /** Of uniffi 0.30 to 0.32. */
        const val CONTRACT = 30
    }
}
