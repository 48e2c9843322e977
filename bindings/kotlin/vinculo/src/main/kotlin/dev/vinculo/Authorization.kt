package dev.vinculo

import dev.vinculo.core.AuthHeader
import dev.vinculo.core.SetupException

/** How the app proves to its own backend who the user is: one header. Prints no value. */
public class Authorization private constructor(
    internal val name: String,
    internal val value: String,
) {
    override fun equals(other: Any?): Boolean = other is Authorization && other.name == name && other.value == value

    override fun hashCode(): Int = name.hashCode()

    /** The header's name alone. */
    override fun toString(): String = "Authorization($name: …)"

    public companion object {
        /**
         * `Authorization: Bearer …`.
         *
         * @throws VinculoException.SettingRefused if [token] is blank, or holds a space or a line break.
         */
        @JvmStatic
        public fun bearer(token: String): Authorization = checked { AuthHeader.bearer(token) }

        /**
         * Any header, such as `X-Session` with the app's own session.
         *
         * @throws VinculoException.SettingRefused if the contract sets this header itself, or either holds what no header may.
         */
        @JvmStatic
        public fun header(
            name: String,
            value: String,
        ): Authorization = checked { AuthHeader(name, value) }

        /** The core knows what a header may hold. */
        private fun checked(make: () -> AuthHeader): Authorization {
            NativeLibrary.load()
            try {
                return make().use { Authorization(it.name(), it.reveal()) }
            } catch (problem: SetupException) {
                throw refused(problem)
            }
        }
    }
}

/**
 * Gives the authorisation of the signed-in user. Asked anew for each request, on a background thread, which it may block to
 * refresh a token.
 */
public fun interface AuthorizationProvider {
    /** The header to send; `null` where another layer signs the user in, as a cookie does. An exception counts as no network. */
    @Throws(Exception::class)
    public fun authorization(): Authorization?
}
