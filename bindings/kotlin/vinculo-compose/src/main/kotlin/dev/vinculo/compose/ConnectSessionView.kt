package dev.vinculo.compose

import android.app.Activity
import android.content.Context
import android.content.ContextWrapper
import android.view.Window
import android.view.WindowManager.LayoutParams.FLAG_SECURE
import androidx.compose.runtime.Composable
import androidx.compose.runtime.DisposableEffect
import androidx.compose.runtime.remember
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalView
import androidx.compose.ui.viewinterop.AndroidView
import androidx.compose.ui.window.DialogWindowProvider
import dev.vinculo.ConnectSession
import dev.vinculo.android.ConnectView
import dev.vinculo.android.ConnectViewOptions
import java.util.WeakHashMap

/**
 * Shows one session within your own screen, as [ConnectView] does. Most apps want [rememberVinculoConnect], which keeps the session
 * while Android does what it does; here that is yours: keep the session in a `ViewModel`, its [bytes][ConnectSession.save] in the
 * saved state, and say [dismissed][ConnectSession.dismissed] when you close the screen.
 *
 * It keeps clear of the system bars and of the keyboard itself, so let it fill the screen, outside a `Scaffold`'s padding. While it
 * is shown, the window's content is kept off screenshots, unless the options allow them. Another session in its place is shown
 * instead; when it leaves the composition, the session goes on without a view.
 *
 * @param options Of the first time that the session is shown.
 */
@Composable
public fun ConnectSessionView(
    session: ConnectSession,
    modifier: Modifier = Modifier,
    options: ConnectViewOptions = remember { ConnectViewOptions.Builder().build() },
) {
    if (!options.allowScreenshots) Secure()
    AndroidView(
        factory = { context -> ConnectView(context) },
        modifier = modifier,
        onRelease = { view -> view.detach() },
        update = { view -> view.attach(session, options) },
    )
}

/** The activity's window, and a dialog's of its own. */
@Composable
private fun Secure() {
    val view = LocalView.current
    DisposableEffect(view) {
        val windows = listOfNotNull(view.context.activity?.window, (view.parent as? DialogWindowProvider)?.window)
        windows.forEach(SecureWindows::hold)
        // Compose makes its dialog's flag what the activity's was before this; whenever it does so again, it is ours.
        view.post { windows.forEach(SecureWindows::keep) }
        onDispose { windows.forEach(SecureWindows::release) }
    }
}

/** Leaves the flag alone where the app has set it, and until the last view of ours has left the window. Main thread. */
private object SecureWindows {
    private val views = WeakHashMap<Window, Int>()

    fun hold(window: Window) {
        val others = views[window] ?: 0
        if (others == 0 && window.attributes.flags and FLAG_SECURE != 0) return
        views[window] = others + 1
        window.addFlags(FLAG_SECURE)
    }

    fun keep(window: Window) {
        if (window in views) window.addFlags(FLAG_SECURE)
    }

    fun release(window: Window) {
        val others = (views[window] ?: return) - 1
        if (others > 0) {
            views[window] = others
        } else {
            views.remove(window)
            window.clearFlags(FLAG_SECURE)
        }
    }
}

private val Context.activity: Activity?
    get() = generateSequence(this) { (it as? ContextWrapper)?.baseContext }.filterIsInstance<Activity>().firstOrNull()
