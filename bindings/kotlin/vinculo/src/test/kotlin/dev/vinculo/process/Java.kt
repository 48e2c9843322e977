package dev.vinculo.process

import java.io.File

/** Runs a `main` of the tests in a JVM of its own, and answers the lines that it printed. */
fun java(
    main: String,
    vararg arguments: String,
    options: List<String> = emptyList(),
): List<String> {
    val java = File(System.getProperty("java.home"), "bin/java").path
    val classPath = System.getProperty("surefire.test.class.path") ?: System.getProperty("java.class.path")
    val command = listOf(java, "-Djna.nosys=true") + options + listOf("-cp", classPath, main) + arguments
    val process = ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start()
    val lines = process.inputStream.bufferedReader().readLines()
    check(process.waitFor() == 0) { "$main ended with ${process.exitValue()}: $lines" }
    return lines
}

/** Where the library of this machine is. */
val NATIVE_LIBRARY = "-Djna.library.path=${System.getProperty("vinculo.build")}"
