package dev.vinculo.lumen.model

import dev.vinculo.CallbackUrls
import dev.vinculo.ConnectOptions
import dev.vinculo.Environment
import dev.vinculo.LinkId
import dev.vinculo.NavigationOptions
import dev.vinculo.WidgetLocale
import dev.vinculo.WidgetOptions
import java.net.URI
import java.net.URISyntaxException

/**
 * The backend of the app, and where it finds the widget.
 *
 * @property address The backend's URL, as typed.
 * @property isSandbox Whether it is `vinculo sandbox`, which serves a widget of its own beside the backend; else the widget is Belvo's.
 * @property token How the backend knows the user. Kept nowhere: a real app has its user's session behind the Keystore.
 */
data class Server(val address: String, val isSandbox: Boolean, val token: String = SANDBOX_TOKEN) {
    /** Scheme, host and port alone. */
    val origin: String?
        get() = uri?.let { URI(it.scheme, null, it.host, it.port, null, null, null).toString() }

    private val uri: URI?
        get() = try {
            URI(address).takeIf { it.scheme != null && it.host != null }
        } catch (_: URISyntaxException) {
            null
        }

    /**
     * How a session is started.
     *
     * @param language The app's, for the widget.
     * @param updating The link to mend, if one is to be mended.
     */
    fun options(language: String, updating: LinkId? = null): ConnectOptions = ConnectOptions(CALLBACKS) {
        environment(Environment.SANDBOX)
        repair(updating)
        val sandbox = origin.takeIf { isSandbox }
        widget(
            WidgetOptions {
                localeOf(language)?.let(::locale)
                sandbox?.let { baseUrl("$it/widget/") }
            },
        )
        if (sandbox != null) {
            navigation(
                NavigationOptions {
                    widgetHosts(checkNotNull(uri).host)
                    allowLoopbackHttp(true)
                },
            )
        }
    }

    /** Without the token. */
    override fun toString(): String = "Server($address, isSandbox=$isSandbox)"

    companion object {
        /** How the sandbox knows its one user. */
        const val SANDBOX_TOKEN = "lumen-user-1"

        /** `vinculo sandbox` on the machine, by way of `adb reverse`: plain http is for loopback alone. */
        val SANDBOX = Server("http://127.0.0.1:4747/backend", isSandbox = true)

        /** The scheme is in the manifest. */
        val CALLBACKS = CallbackUrls("dev.vinculo.lumen://success", "dev.vinculo.lumen://exit", "dev.vinculo.lumen://event")

        private fun localeOf(language: String): WidgetLocale? = when (language) {
            "es" -> WidgetLocale.ES
            "pt" -> WidgetLocale.PT
            "en" -> WidgetLocale.EN
            else -> null
        }
    }
}
