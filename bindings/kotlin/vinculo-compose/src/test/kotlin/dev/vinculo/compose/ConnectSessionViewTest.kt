package dev.vinculo.compose

import android.view.View
import android.view.ViewGroup
import android.view.WindowManager.LayoutParams.FLAG_SECURE
import android.webkit.WebView
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.runtime.mutableStateOf
import androidx.compose.ui.Modifier
import androidx.compose.ui.window.Dialog
import androidx.compose.ui.window.DialogProperties
import dev.vinculo.Authorization
import dev.vinculo.ConnectOptions
import dev.vinculo.ConnectSession
import dev.vinculo.Vinculo
import dev.vinculo.android.ConnectViewOptions
import dev.vinculo.android.VinculoAndroid
import dev.vinculo.phone.AppBackend
import dev.vinculo.phone.Phone
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNotSame
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Before
import org.junit.Test
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.shadows.ShadowDialog

/** The view in a composition, over the real core and a real backend on loopback. */
class ConnectSessionViewTest : CompositionTest() {
    private val backend = AppBackend()
    private val shown = mutableStateOf<ConnectSession?>(null)
    private lateinit var vinculo: Vinculo

    @Before
    fun open() {
        val app = RuntimeEnvironment.getApplication()
        onMain { vinculo = VinculoAndroid.open(app, backend.url, "user-1") { authorization { Authorization.bearer("user-token") } } }
        shown.value = vinculo.session(ConnectOptions(Phone.URLS))
    }

    @After
    fun end() {
        onMain { vinculo.close() }
        backend.close()
    }

    @Test
    fun `the page goes with the composition, the session does not`() {
        compose()
        val session = shown.value
        val first = page()
        show(null)
        assertTrue(shadowOf(first).wasDestroyCalled())
        assertNull(web())
        show(session)
        assertNotSame(first, page())
        assertEquals(1, backend.count("POST"))
    }

    @Test
    fun `another session takes the place`() {
        compose()
        val first = page()
        show(vinculo.session(ConnectOptions(Phone.URLS)))
        assertTrue(shadowOf(first).wasDestroyCalled())
        assertNotSame(first, page())
        assertEquals(2, backend.count("POST"))
    }

    @Test
    fun `the window is kept off screenshots while it is shown`() {
        compose()
        assertTrue(isSecure())
        show(null)
        assertFalse(isSecure())
    }

    @Test
    fun `a flag of the app's own stays`() {
        val app = mutableStateOf(false)
        compose { if (app.value) ConnectSessionView(checkNotNull(shown.value)) }
        activity.window.addFlags(FLAG_SECURE)
        app.value = true
        settle()
        app.value = false
        settle()
        assertTrue(isSecure())
    }

    @Test
    fun `of two views the last one that leaves takes the flag away`() {
        val old = mutableStateOf(true)
        val new = mutableStateOf(false)
        val other = vinculo.session(ConnectOptions(Phone.URLS))
        compose {
            if (old.value) ConnectSessionView(checkNotNull(shown.value))
            if (new.value) ConnectSessionView(other)
        }
        new.value = true
        settle()
        old.value = false
        settle()
        assertTrue(isSecure())
        new.value = false
        settle()
        assertFalse(isSecure())
    }

    @Test
    fun `within a dialog it is the dialog's window, too`() {
        val open = mutableStateOf(true)
        val size = mutableStateOf(false)
        compose {
            if (open.value) {
                Dialog({}, DialogProperties(usePlatformDefaultWidth = size.value)) { ConnectSessionView(checkNotNull(shown.value)) }
            }
        }
        val window = checkNotNull(ShadowDialog.getLatestDialog().window)
        assertTrue(window.attributes.flags and FLAG_SECURE != 0)
        // Compose sets the dialog's flags anew.
        size.value = true
        settle()
        assertTrue(window.attributes.flags and FLAG_SECURE != 0)
        open.value = false
        settle()
        assertFalse(isSecure())
    }

    @Test
    fun `screenshots can be allowed`() {
        compose(ConnectViewOptions { allowScreenshots(true) })
        page()
        assertFalse(isSecure())
    }

    private fun compose(options: ConnectViewOptions = ConnectViewOptions {}) {
        compose { shown.value?.let { ConnectSessionView(it, Modifier.fillMaxSize(), options) } }
    }

    private fun show(session: ConnectSession?) {
        shown.value = session
        settle()
    }

    private fun isSecure() = activity.window.attributes.flags and FLAG_SECURE != 0

    private fun web(): WebView? = activity.window.decorView.all().filterIsInstance<WebView>().firstOrNull()

    /** The webview, once it was given an address. */
    private fun page(): WebView {
        until("the widget is loaded") { web()?.let { shadowOf(it).lastLoadedUrl } != null }
        return checkNotNull(web())
    }

    private fun onMain(work: suspend () -> Unit) {
        val done = CoroutineScope(Dispatchers.Main.immediate).launch { work() }
        until("it is done") { done.isCompleted }
    }

    private fun View.all(): Sequence<View> = sequence {
        yield(this@all)
        if (this@all is ViewGroup) for (i in 0 until childCount) yieldAll(getChildAt(i).all())
    }
}
