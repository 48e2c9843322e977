package dev.vinculo.compose

import android.app.Application
import android.os.Looper
import androidx.activity.ComponentActivity
import androidx.activity.compose.setContent
import androidx.compose.runtime.Composable
import androidx.compose.runtime.snapshots.Snapshot
import dev.vinculo.Vinculo
import dev.vinculo.android.VinculoProvider
import org.junit.After
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import java.time.Duration

/** The app of the tests. */
class TestApp :
    Application(),
    VinculoProvider {
    override suspend fun vinculo(): Vinculo? = null
}

/** An activity with a composition. Not Compose's own rule: that waits until nothing moves, and a progress bar always does. */
@RunWith(RobolectricTestRunner::class)
@Config(application = TestApp::class)
abstract class CompositionTest {
    private val controller = Robolectric.buildActivity(ComponentActivity::class.java)
    protected val activity: ComponentActivity get() = controller.get()

    protected fun compose(content: @Composable () -> Unit) {
        controller.setup()
        activity.setContent(content = content)
        settle()
    }

    /** What has changed is composed. */
    protected fun settle() {
        Snapshot.sendApplyNotifications()
        shadowOf(Looper.getMainLooper()).idleFor(Duration.ofMillis(FRAMES_MILLIS))
    }

    /** Waits until something is so that nobody tells of, while the main thread does its work. */
    protected fun until(what: String, condition: () -> Boolean) {
        repeat(TURNS) {
            if (condition()) return
            shadowOf(Looper.getMainLooper()).idleFor(Duration.ofMillis(1))
            Thread.sleep(1)
        }
        throw AssertionError("never: $what")
    }

    /** Without it, no later composition of this JVM would be composed again. */
    @After
    fun leave() {
        controller.pause().stop().destroy()
        settle()
    }

    private companion object {
        const val FRAMES_MILLIS = 100L
        const val TURNS = 20_000
    }
}
