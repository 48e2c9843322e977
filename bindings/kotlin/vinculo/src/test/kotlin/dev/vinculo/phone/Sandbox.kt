package dev.vinculo.phone

import java.io.File

/** `vinculo sandbox`: a stand-in for Belvo, and the backend of an app, as a process of its own. */
class Sandbox : AutoCloseable {
    private val process =
        ProcessBuilder(File(System.getProperty("vinculo.build"), "vinculo").path, "sandbox", "--port", "0")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()

    /** Such as `http://127.0.0.1:4747`. */
    val origin: String

    init {
        val greeting = process.inputStream.bufferedReader().readLine().orEmpty()
        origin = checkNotNull(Regex("http://[0-9.:]+").find(greeting)?.value) { "the sandbox did not start: $greeting" }
    }

    val backend: String get() = "$origin/backend"

    override fun close() {
        process.destroy()
        process.waitFor()
    }

    companion object {
        /** By which its one user is signed in. No secret: it opens nothing else. */
        const val BEARER = "lumen-user-1"
    }
}
