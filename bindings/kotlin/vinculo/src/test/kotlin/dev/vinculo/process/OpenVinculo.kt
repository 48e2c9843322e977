package dev.vinculo.process

import dev.vinculo.Vinculo
import dev.vinculo.VinculoException
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.runBlocking
import java.io.File

/** Opens a Vinculo twice, as an app would at its start, and prints what came of it. */
fun main() {
    val folder = File(System.getProperty("java.io.tmpdir"), "vinculo-open")
    repeat(2) {
        val opened =
            runBlocking {
                runCatching { Vinculo.Builder("https://example.com", "user-1", folder).mainDispatcher(Dispatchers.Default).open().close() }
            }
        val problem = opened.exceptionOrNull()
        println(if (problem is VinculoException.LibraryUnusable) problem.code else problem?.toString() ?: "opened")
    }
}
