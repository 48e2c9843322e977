package dev.vinculo

import dev.vinculo.core.uniffiEnsureInitialized

/** Loads the library once, and says in a typed way why it cannot. */
internal object NativeLibrary {
    /**
     * The first call takes some ten milliseconds, so make it off the main thread. Later ones do nothing.
     *
     * @throws VinculoException.LibraryUnusable each time, if it was unusable once: the JVM does not load a class anew.
     */
    fun load() {
        failure?.let { throw it }
        try {
            uniffiEnsureInitialized()
        } catch (problem: Throwable) {
            throw understand(problem).also { failure = it }
        }
    }

    @Volatile
    private var failure: VinculoException.LibraryUnusable? = null

    /** uniffi checks in class initialisers, so that its own exception is the cause of an error of the JVM's. */
    private fun understand(problem: Throwable): VinculoException.LibraryUnusable {
        val causes = generateSequence(problem) { it.cause }.take(MAX_CAUSES)
        return if (causes.any { it is UnsatisfiedLinkError }) {
            VinculoException.LibraryUnusable("library_missing", "libvinculo is not there for this device, or is not whole", problem)
        } else {
            VinculoException.LibraryUnusable("library_mismatch", "libvinculo is of another release than the Kotlin code", problem)
        }
    }

    private const val MAX_CAUSES = 16
}
