package dev.vinculo.android

import android.content.Context
import android.content.res.Configuration
import android.util.AttributeSet
import android.view.ViewGroup.LayoutParams.MATCH_PARENT
import android.widget.FrameLayout
import android.widget.LinearLayout
import androidx.core.view.ViewCompat
import androidx.core.view.WindowInsetsCompat
import dev.vinculo.ConnectSession
import dev.vinculo.ConnectState
import dev.vinculo.Cover
import dev.vinculo.LoadingStage
import dev.vinculo.Phase
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch
import java.lang.ref.WeakReference
import java.util.WeakHashMap

/**
 * Shows one session: the widget, what covers it, a bar with a close button and whose page it is. [VinculoConnect] shows one on a
 * screen of its own; who hosts it themselves does what that screen does:
 *
 * - [attach] a session once the view is made, and [detach] it before the view is thrown away;
 * - keep `session.save()` in `onSaveInstanceState`, and bring the session back from it by `Vinculo.restore` after a process death;
 * - tell the session `dismissed` when the screen is closed by the app;
 * - set `FLAG_SECURE` on the window, since bank passwords are typed there.
 *
 * Within a `ComponentActivity` (each of AndroidX's is one) back, the way to the front, files and permissions come by themselves.
 * Main thread.
 */
public class ConnectView
@JvmOverloads
constructor(context: Context, attrs: AttributeSet? = null) : FrameLayout(context, attrs) {
    private val toolbar = Toolbar(context) { session?.closeRequested() }
    private val notices = NoticeBar(context)
    private val page = FrameLayout(context)
    private val cover = CoverView(context)
    private var surface: PageSurface? = null
    private var session: ConnectSession? = null
    private var host: HostActivity? = null
    private var listening: AutoCloseable? = null
    private var scope: CoroutineScope? = null

    init {
        val column = LinearLayout(context).apply { orientation = LinearLayout.VERTICAL }
        column.addView(toolbar)
        column.addView(notices)
        val rest = FrameLayout(context)
        rest.addView(page, LayoutParams(MATCH_PARENT, MATCH_PARENT))
        rest.addView(cover, LayoutParams(MATCH_PARENT, MATCH_PARENT))
        column.addView(rest, LinearLayout.LayoutParams(MATCH_PARENT, 0, 1f))
        addView(column, LayoutParams(MATCH_PARENT, MATCH_PARENT))
        ViewCompat.setOnApplyWindowInsetsListener(this) { view, insets ->
            val types = WindowInsetsCompat.Type.systemBars() or WindowInsetsCompat.Type.displayCutout() or WindowInsetsCompat.Type.ime()
            val edges = insets.getInsets(types)
            view.setPadding(edges.left, edges.top, edges.right, edges.bottom)
            WindowInsetsCompat.CONSUMED
        }
        setBackgroundColor(context.getColor(R.color.vinculo_background))
        cover.showLoading(LoadingStage.OPENING)
    }

    /** Shows this session from now on; another view that showed it does so no more, as after [detach]. */
    @JvmOverloads
    public fun attach(session: ConnectSession, options: ConnectViewOptions = ConnectViewOptions.Builder().build()) {
        if (this.session === session) return
        detach()
        // Whose webview would go on telling the session what happens in it.
        showing.put(session, WeakReference(this))?.get()?.detach()
        this.session = session
        val host = HostActivity.of(this).also { host = it }
        // One for each attachment, so that the session knows that the page is gone.
        val surface = PageSurface(session, options, page, host, toolbar::showPage) { notices.show(it) }.also { surface = it }
        host?.begin(session, surface::canGoBack)
        val scope = CoroutineScope(Dispatchers.Main.immediate).also { scope = it }
        scope.launch { context.connectivity().collect(session::connectivity) }
        session.attach(surface)
        listening = session.addStateListener(::show)
    }

    /** Shows it no more, lets go of the webview, and tells the session nothing more. The session goes on. */
    public fun detach() {
        val session = session ?: return
        val isOver = session.state.value.phase == Phase.FINISHED
        listening?.close()
        scope?.cancel()
        host?.end()
        host = null
        surface?.let {
            session.detach(it)
            it.end(isOver)
        }
        surface = null
        this.session = null
        // What it asked the user is for the session's next view to ask.
        if (!isOver) cover.showLoading(LoadingStage.OPENING)
        if (showing[session]?.get() === this) showing.remove(session)
    }

    /** The back button or gesture; where there is a `ComponentActivity`, it comes by itself. */
    public fun back() {
        session?.back(surface?.canGoBack() == true)
    }

    override fun onConfigurationChanged(newConfig: Configuration) {
        super.onConfigurationChanged(newConfig)
        setBackgroundColor(context.getColor(R.color.vinculo_background))
        toolbar.paint()
        notices.paint()
        cover.paint()
    }

    private fun show(state: ConnectState) {
        host?.isBackOurs = state.phase != Phase.FINISHED
        val session = session ?: return
        val shown = state.cover
        when {
            state.asksToClose -> cover.askToClose(session::confirmClose, session::declineClose)
            shown is Cover.Loading -> cover.showLoading(shown.stage)
            shown is Cover.Problem -> cover.showProblem(shown.problem, if (shown.canRetry) session::retry else null, session::closeRequested)
            state.phase == Phase.FINISHED -> cover.showLoading(LoadingStage.CLOSING)
            else -> cover.hide()
        }
        // What is covered is neither seen nor read out.
        page.importantForAccessibility = if (cover.isShowing) IMPORTANT_FOR_ACCESSIBILITY_NO_HIDE_DESCENDANTS else IMPORTANT_FOR_ACCESSIBILITY_AUTO
    }
}

/** The view that shows a session. Weak, since a view holds its session. Main thread. */
private val showing = WeakHashMap<ConnectSession, WeakReference<ConnectView>>()
