package dev.vinculo.bench

import dev.vinculo.core.AccessToken
import dev.vinculo.core.CallbackUrls
import dev.vinculo.core.ConnectSession
import dev.vinculo.core.Effect
import dev.vinculo.core.Event
import dev.vinculo.core.Frame
import dev.vinculo.core.Navigation
import dev.vinculo.core.PrivateText
import dev.vinculo.core.defaultSessionConfig

/** What every benchmark is given: a page of the widget, and a session that shows it. */
object Inputs {
    /** The page of `crates/vinculo-bench`. */
    const val WIDGET_PAGE: String =
        "https://widget.belvo.io/institutions?locale=pt&integration_type=openfinance&country_codes=BR"

    @JvmField
    val URLS: CallbackUrls = CallbackUrls("myapp://success", "myapp://exit", "myapp://event")

    const val WALL_MS: Long = 1_700_000_000_000

    const val MONO_MS: Long = 1_000

    /** As a webview's delegate describes the loading of the page. */
    @JvmStatic
    fun navigation(): Navigation = Navigation(PrivateText(WIDGET_PAGE), Frame.Main, false, false, false)

    /** A session whose user is in the widget. */
    @JvmStatic
    fun open(): ConnectSession {
        val session = ConnectSession(defaultSessionConfig("session-1", "nonce-nonce-nonce", URLS))
        val asked = session.advance(Event.Start, WALL_MS, MONO_MS).filterIsInstance<Effect.RequestToken>().single()
        session.advance(Event.TokenReceived(asked.id, AccessToken("a.b.c"), null), WALL_MS, MONO_MS)
        session.advance(Event.PageShown, WALL_MS, MONO_MS)
        return session
    }
}
