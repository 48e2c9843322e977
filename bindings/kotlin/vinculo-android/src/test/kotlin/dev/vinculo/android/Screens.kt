package dev.vinculo.android

import android.app.Application
import android.content.Intent
import android.net.Uri
import android.os.Bundle
import android.os.Looper
import android.os.Parcel
import android.view.View
import android.view.ViewGroup
import android.webkit.WebResourceRequest
import android.webkit.WebView
import dev.vinculo.Authorization
import dev.vinculo.ConnectOptions
import dev.vinculo.ConnectSession
import dev.vinculo.Vinculo
import dev.vinculo.phone.AppBackend
import dev.vinculo.phone.Arrived
import dev.vinculo.phone.Opened
import dev.vinculo.phone.Phone
import org.junit.After
import org.junit.Before
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.android.controller.ActivityController
import org.robolectric.annotation.Config
import java.time.Duration

/** The app of the tests. */
class TestApp :
    Application(),
    VinculoProvider {
    var user: suspend () -> Vinculo? = { null }

    override suspend fun vinculo(): Vinculo? = user()
}

/** Screens over the real core and a real backend on loopback; the webview is Robolectric's, which shows nothing. */
@RunWith(RobolectricTestRunner::class)
@Config(application = TestApp::class)
abstract class ScreenTest {
    protected val app: TestApp = RuntimeEnvironment.getApplication() as TestApp
    protected val backend = AppBackend()
    private val opened = mutableListOf<Vinculo>()
    private val controllers = mutableListOf<ActivityController<*>>()

    @Before
    fun signIn() {
        val vinculo = wait {
            VinculoAndroid.open(app, backend.url, "user-1") { authorization { Authorization.bearer("user-token") } }
        }
        opened += vinculo
        app.user = { vinculo }
    }

    @After
    fun end() {
        controllers.forEach { runCatching { it.pause().stop().destroy() } }
        Sessions.forgetAll()
        wait { opened.forEach { it.close() } }
        backend.close()
    }

    protected val vinculo: Vinculo get() = opened.last()

    protected fun request(view: ConnectViewOptions = ConnectViewOptions {}, more: ConnectOptions.Builder.() -> Unit = {}): ConnectRequest = ConnectRequest(
        ConnectOptions(Phone.URLS) {
            limits(Phone.LIMITS)
            more()
        },
        view,
    )

    /** As Android starts it. */
    protected fun launch(request: ConnectRequest = request(), saved: Bundle? = null): Screen = start(VinculoConnect().createIntent(app, request), saved)

    internal fun start(intent: Intent, saved: Bundle? = null): Screen {
        val controller = Robolectric.buildActivity(ConnectActivity::class.java, Intent(intent))
        controllers += controller
        controller.create(saved).start()
        saved?.let { controller.restoreInstanceState(it) }
        controller.postCreate(saved).resume().visible()
        return Screen(controller)
    }

    /** A screen whose widget the user sees. */
    protected fun open(request: ConnectRequest = request()): Screen = launch(request).also { shown(it) }

    /** The session asks for a token, the page loads. */
    protected fun shown(screen: Screen) {
        until("the widget is loaded") { screen.web != null && shadowOf(screen.web).lastLoadedUrl != null }
        screen.asked = backend.all.last { it.method == "POST" }
        screen.finishLoading()
    }

    /** Android ends the process: of what was on the heap nothing is left. Answers what it saved. */
    protected fun kill(screen: Screen): Bundle {
        val saved = screen.leave()
        nextProcess()
        return saved
    }

    protected fun nextProcess() {
        wait { opened.forEach { it.close() } }
        Sessions.forgetAll()
        signIn()
    }
}

/** One screen. */
class Screen internal constructor(private val controller: ActivityController<ConnectActivity>) {
    internal val activity: ConnectActivity get() = controller.get()
    internal val session: ConnectSession? get() = activity.session
    internal val view: ConnectView get() = checkNotNull(activity.window.decorView.find<ConnectView>())
    val web: WebView? get() = activity.window.decorView.find<WebView>()
    val client get() = checkNotNull(shadowOf(checkNotNull(web)).webViewClient)
    val chrome get() = checkNotNull(shadowOf(checkNotNull(web)).webChromeClient)
    val loaded: String? get() = web?.let { shadowOf(it).lastLoadedUrl }
    internal val cover: CoverView get() = checkNotNull(activity.window.decorView.find<CoverView>())
    internal lateinit var asked: Arrived

    /** The callback URL in force. */
    fun callback(name: String, query: String = ""): String = asked.text("callback_urls", name) + query

    fun success(): String = callback("success", "?link=${Opened.LINK}&institution=erebor_mx_retail")

    fun finishLoading() {
        val web = checkNotNull(web)
        val url = checkNotNull(loaded)
        client.onPageStarted(web, url, null)
        client.onPageCommitVisible(web, url)
        client.onPageFinished(web, url)
    }

    /** Whether the page went there. */
    fun go(url: String, isMain: Boolean = true): Boolean = !client.shouldOverrideUrlLoading(checkNotNull(web), Request(url, isMain))

    internal fun result(): ConnectResult {
        until("the screen closes") { activity.isFinishing }
        return VinculoConnect().parseResult(shadowOf(activity).resultCode, shadowOf(activity).resultIntent)
    }

    fun rotate(configuration: android.content.res.Configuration) {
        controller.configurationChange(configuration)
    }

    fun recreate() {
        controller.recreate()
    }

    /** To the background, and back. */
    fun stop() {
        controller.pause().stop()
    }

    fun restart() {
        controller.restart().start().resume()
    }

    /** Android throws the screen away, and keeps its state as bytes. */
    fun leave(): Bundle {
        val saved = Bundle()
        controller.pause().stop().saveInstanceState(saved).destroy()
        return saved.throughBytes()
    }

    /** What Android would save now. */
    fun savedNow(): Bundle = Bundle().also { controller.saveInstanceState(it) }.throughBytes()

    /** Presses the button with this label. */
    fun press(label: Int) {
        val text = activity.getString(label)
        val button = activity.window.decorView.all().filterIsInstance<android.widget.Button>().first { it.isShown && it.text == text }
        button.performClick()
    }

    fun finish() {
        activity.finish()
        controller.pause().stop().destroy()
    }
}

/** A navigation as a webview tells it. */
class Request(private val address: String, private val isMain: Boolean = true, private val verb: String = "GET") : WebResourceRequest {
    override fun getUrl(): Uri = Uri.parse(address)

    override fun isForMainFrame() = isMain

    override fun isRedirect() = false

    override fun hasGesture() = true

    override fun getMethod() = verb

    override fun getRequestHeaders() = emptyMap<String, String>()
}

/** The first of its kind. */
internal inline fun <reified V : View> View.find(): V? = all().filterIsInstance<V>().firstOrNull()

internal fun View.all(): Sequence<View> = sequence {
    yield(this@all)
    if (this@all is ViewGroup) for (i in 0 until childCount) yieldAll(getChildAt(i).all())
}

/** What the system does to a saved state when the process is gone: only bytes survive. */
internal fun Bundle.throughBytes(): Bundle {
    val out = Parcel.obtain()
    out.writeBundle(this)
    val bytes = out.marshall()
    out.recycle()
    val back = Parcel.obtain()
    back.unmarshall(bytes, 0, bytes.size)
    back.setDataPosition(0)
    return checkNotNull(back.readBundle(ConnectActivity::class.java.classLoader)).also { back.recycle() }
}

/** Waits until something is so that nobody tells of, while the main thread does its work. */
internal fun until(what: String, condition: () -> Boolean) {
    repeat(TURNS) {
        if (condition()) return
        shadowOf(Looper.getMainLooper()).idleFor(Duration.ofMillis(1))
        Thread.sleep(1)
    }
    throw AssertionError("never: $what")
}

private const val TURNS = 20_000
