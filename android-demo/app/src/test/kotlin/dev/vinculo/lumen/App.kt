package dev.vinculo.lumen

import android.content.Context
import android.content.Intent
import android.os.Bundle
import android.os.Looper
import android.os.Parcel
import androidx.compose.ui.test.SemanticsNodeInteraction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.junit4.createEmptyComposeRule
import androidx.compose.ui.test.onNodeWithText
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.work.Configuration
import androidx.work.WorkManager
import androidx.work.impl.WorkManagerImpl
import androidx.work.impl.utils.taskexecutor.WorkManagerTaskExecutor
import dev.vinculo.android.ConnectResult
import dev.vinculo.lumen.model.Lumen
import dev.vinculo.lumen.model.Server
import dev.vinculo.lumen.model.Settings
import dev.vinculo.phone.PATIENCE_SECONDS
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.ExperimentalCoroutinesApi
import kotlinx.coroutines.async
import org.junit.After
import org.junit.Before
import org.junit.Rule
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import java.time.Duration

/** The app on a phone: its own activity over the real core. Each test has a phone of its own. */
@RunWith(RobolectricTestRunner::class)
@Suppress("RestrictedApi")
abstract class AppTest {
    @get:Rule
    val compose = createEmptyComposeRule()

    protected val app: LumenApp = RuntimeEnvironment.getApplication() as LumenApp
    protected val lumen: Lumen get() = app.lumen

    /** The activity in front of the user. */
    protected lateinit var main: ActivityController<MainActivity>
    private val controllers = mutableListOf<ActivityController<*>>()

    /** Startup does this in an app, by a provider that Gradle merges into the manifest. Here each test's app has one of its own. */
    @Before
    fun beginWork() {
        val configuration = Configuration.Builder().build()
        WorkManagerImpl.setDelegate(WorkManagerImpl(app, configuration, WorkManagerTaskExecutor(configuration.taskExecutor)))
    }

    /** Else Compose recomposes nothing in the next test of this JVM. */
    @After
    fun end() {
        controllers.forEach { it.end() }
        val user = lumen.user.value
        if (user is Lumen.User.SignedIn) wait { user.vinculo.close() }
        WorkManager.getInstance(app).cancelAllWork().result.get()
        WorkManagerImpl.setDelegate(null)
        shadowOf(Looper.getMainLooper()).idle()
    }

    /** The app is set to this server, and started. */
    protected fun start(server: Server, saved: Bundle? = null) {
        Settings(app.getSharedPreferences("settings", Context.MODE_PRIVATE)).server = server
        if (lumen.server.value != server) lumen.use(server)
        open(saved)
    }

    protected fun open(saved: Bundle? = null) {
        main = Robolectric.buildActivity(MainActivity::class.java, Intent(app, MainActivity::class.java)).also(controllers::add)
        if (saved == null) main.setup() else main.setup(saved)
        until("somebody is signed in, or nobody can be") { lumen.user.value !is Lumen.User.Opening }
        compose.waitForIdle()
    }

    /** What is shown, by its text in the language of the phone. */
    protected fun text(id: Int, vararg values: Any): String = main.get().getString(id, *values)

    protected fun see(text: String): SemanticsNodeInteraction {
        until("“$text” is shown") { compose.onAllNodes(hasText(text)).fetchSemanticsNodes().isNotEmpty() }
        return compose.onNodeWithText(text)
    }

    protected fun see(id: Int): SemanticsNodeInteraction = see(text(id))

    protected fun tap(id: Int) {
        see(id).performScrollToIfItCan().performClick()
        compose.waitForIdle()
    }

    private fun SemanticsNodeInteraction.performScrollToIfItCan() = apply { runCatching { performScrollTo() } }

    /** The widget's screen, which a tap has started. */
    protected fun widget(): WidgetScreen {
        val started = checkNotNull(shadowOf(main.get()).nextStartedActivityForResult) { "the widget was not asked for" }
        return WidgetScreen(started.intent, started.requestCode).also { controllers += it.controller }
    }

    /** Android answers the app's activity; which may be another one than the one that asked. */
    protected fun answer(widget: WidgetScreen) {
        until("the widget's screen closes") { widget.activity.isFinishing }
        shadowOf(main.get()).callOnActivityResult(widget.requestCode, shadowOf(widget.activity).resultCode, shadowOf(widget.activity).resultIntent)
        widget.controller.end()
        until("the outcome is shown") { signedIn.connecting.last.value != null || signedIn.connecting.problem.value != null }
        compose.waitForIdle()
    }

    protected val signedIn: Lumen.User.SignedIn get() = lumen.user.value as Lumen.User.SignedIn

    /** Android ends the process, and keeps what the activity saved as bytes. Answers those. */
    protected fun kill(): Bundle {
        val saved = Bundle()
        main.pause().stop().saveInstanceState(saved).destroy()
        controllers.remove(main)
        // Nothing that was on the heap of the user's is left.
        val before = lumen.user.value
        lumen.use(lumen.server.value)
        until("the journal is let go of") { lumen.user.value !== before }
        return saved.throughBytes()
    }

    protected fun until(what: String, condition: () -> Boolean) {
        val deadline = System.nanoTime() + PATIENCE_SECONDS * NANOS
        while (System.nanoTime() < deadline) {
            if (condition()) return
            shadowOf(Looper.getMainLooper()).idleFor(Duration.ofMillis(1))
            compose.mainClock.advanceTimeByFrame()
            Thread.sleep(1)
        }
        throw AssertionError("never: $what")
    }

    /** Does something that suspends, while the main thread does its work. */
    @OptIn(ExperimentalCoroutinesApi::class)
    protected fun <R> wait(work: suspend () -> R): R {
        val done = CoroutineScope(Dispatchers.Main.immediate).async { work() }
        until("it is done") { done.isCompleted }
        return done.getCompleted()
    }

    private fun ActivityController<*>.end() {
        val activity = get()
        if (activity.isDestroyed) return
        pause().stop().destroy()
        shadowOf(Looper.getMainLooper()).idle()
    }

    private companion object {
        const val NANOS = 1_000_000_000L
    }
}

/** What the system does to a saved state when the process is gone: only bytes survive. */
fun Bundle.throughBytes(): Bundle {
    val out = Parcel.obtain()
    out.writeBundle(this)
    val bytes = out.marshall()
    out.recycle()
    val back = Parcel.obtain()
    back.unmarshall(bytes, 0, bytes.size)
    back.setDataPosition(0)
    return checkNotNull(back.readBundle(ConnectResult::class.java.classLoader)).also { back.recycle() }
}
