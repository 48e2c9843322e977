package dev.vinculo

import dev.vinculo.core.Effect
import java.lang.ref.WeakReference

/** The view of a session, which comes and goes: what is asked while there is none waits for the next one. Main thread. */
internal class Stage(
    /** Hears whether a link was taken by the system. */
    private val onOpened: (id: ULong, isTaken: Boolean) -> Unit,
) {
    private var surface: WebSurface? = null

    /** The last one there was, as long as somebody holds it. */
    private var last = WeakReference<WebSurface>(null)
    private var hasBegun = false
    private val waiting = ArrayDeque<Effect>()

    /** Answers whether another view than before has to show what that one showed. */
    fun attach(view: WebSurface): Boolean {
        val replaces = hasBegun && last.get() !== view
        if (replaces) forget { it.isPage || it is Effect.OpenOutside }
        hasBegun = true
        last = WeakReference(view)
        surface = view
        performWaiting(view)
        return replaces
    }

    private fun performWaiting(view: WebSurface) {
        while (surface === view) {
            perform(view, waiting.removeFirstOrNull() ?: return)
        }
    }

    /** Nothing if another view has taken its place already, as it does when a screen is rotated. */
    fun detach(view: WebSurface) {
        if (surface === view) surface = null
    }

    /** The session is over: nothing will be asked any more. */
    fun clear() {
        surface = null
        waiting.forEach { it.destroy() }
        waiting.clear()
    }

    fun ask(effect: Effect) {
        val view = surface
        if (view != null) {
            perform(view, effect)
            return
        }
        waiting.addLast(if (effect is Effect.Load || effect is Effect.Reload) inPlaceOfOlderPages(effect) else effect)
    }

    /** A page that was to be loaded before is not worth loading any more; that its renderer died still holds. */
    private fun inPlaceOfOlderPages(effect: Effect): Effect {
        val rebuild = forget { it.isPage }.any { it is Effect.Reload && it.rebuild }
        return if (effect is Effect.Reload && rebuild) effect.copy(rebuild = true) else effect
    }

    private fun forget(which: (Effect) -> Boolean): List<Effect> {
        val forgotten = waiting.filter(which)
        waiting.removeAll(forgotten)
        forgotten.forEach { it.destroy() }
        return forgotten
    }

    private val Effect.isPage get() = this is Effect.Load || this is Effect.Reload || this is Effect.LoadPage || this is Effect.GoBack

    private fun perform(view: WebSurface, effect: Effect) {
        when (effect) {
            is Effect.Load -> effect.url.use { view.load(PrivateText(it.reveal())) }
            is Effect.Reload -> effect.url.use { view.reload(PrivateText(it.reveal()), effect.rebuild) }
            is Effect.LoadPage -> view.loadPage(effect.url)
            is Effect.GoBack -> view.goBack()
            is Effect.OpenOutside -> onOpened(effect.id, view.openOutside(effect.url, effect.appOnly))
            is Effect.ShowNotice -> view.showNotice(noticeOf(effect.notice))
            else -> Unit
        }
    }
}
