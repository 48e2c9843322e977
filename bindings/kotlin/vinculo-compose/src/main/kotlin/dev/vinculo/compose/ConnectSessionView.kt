package dev.vinculo.compose

import android.app.Activity
import android.content.Context
import android.content.ContextWrapper
import android.view.WindowManager.LayoutParams.FLAG_SECURE
import androidx.compose.runtime.Composable
import androidx.compose.runtime.DisposableEffect
import androidx.compose.runtime.remember
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalContext
import androidx.compose.ui.viewinterop.AndroidView
import dev.vinculo.ConnectSession
import dev.vinculo.android.ConnectView
import dev.vinculo.android.ConnectViewOptions

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

/** Leaves the flag alone where the app has set it. */
@Composable
private fun Secure() {
    val context = LocalContext.current
    DisposableEffect(context) {
        val window = context.activity?.window?.takeIf { it.attributes.flags and FLAG_SECURE == 0 }
        window?.addFlags(FLAG_SECURE)
        onDispose { window?.clearFlags(FLAG_SECURE) }
    }
}

private val Context.activity: Activity?
    get() = generateSequence(this) { (it as? ContextWrapper)?.baseContext }.filterIsInstance<Activity>().firstOrNull()
