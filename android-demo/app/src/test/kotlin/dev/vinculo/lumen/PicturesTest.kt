package dev.vinculo.lumen

import android.graphics.Bitmap
import android.graphics.Canvas
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import dev.vinculo.lumen.model.Server
import dev.vinculo.phone.AppBackend
import dev.vinculo.phone.Opened
import dev.vinculo.phone.Reply
import dev.vinculo.phone.Sandbox
import org.junit.After
import org.junit.Assert.assertTrue
import org.junit.Test
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode
import java.io.File
import dev.vinculo.android.R as VinculoR

/** Each screen as a picture, to be looked at: `target/screens`. */
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(sdk = [35])
class PicturesTest : AppTest() {
    private val backend = AppBackend()

    @After
    fun close() = backend.close()

    @Test
    @Config(qualifiers = "es-rMX-$PHONE")
    fun `es light`() = tour("es-light")

    @Test
    @Config(qualifiers = "es-rMX-$NIGHT")
    fun `es dark`() = tour("es-dark")

    @Test
    @Config(qualifiers = "pt-rBR-$PHONE")
    fun `pt light`() = tour("pt-light")

    @Test
    @Config(qualifiers = "pt-rBR-$NIGHT")
    fun `pt dark`() = tour("pt-dark")

    @Test
    @Config(qualifiers = "en-rUS-$PHONE")
    fun `en light`() = tour("en-light")

    @Test
    @Config(qualifiers = "en-rUS-$NIGHT")
    fun `en dark`() = tour("en-dark")

    @Test
    @Config(qualifiers = "pt-rBR-$PHONE")
    fun `pt large`() = tour("pt-large", LARGE)

    @Test
    @Config(qualifiers = "es-rMX-w900dp-h420dp-land-notnight-hdpi")
    fun `es wide`() = tour("es-wide")

    private fun tour(name: String, fontScale: Float = 1f) {
        RuntimeEnvironment.setFontScale(fontScale)
        start(backend.server())
        see(R.string.accounts_none)
        shoot("$name-1-none")
        backend.tell(
            "erebor_mx_retail" to "valid",
            "ofmockbank_br_retail" to "credentials",
            "tatooine_mx_fiscal" to "stale",
            "gringotts_br" to "consent_expiring",
        )
        tap(R.string.accounts_connect)
        val widget = widget()
        widget.loaded()
        widget.go(backend.all.last { it.method == "POST" }.text("callback_urls", "success") + "?link=${Opened.LINK}")
        answer(widget)
        see("Erebor Mx Retail")
        shoot("$name-2-home")
        tap(VinculoR.string.vinculo_outcome_connected)
        shoot("$name-3-outcome")
        compose.onNode(hasContentDescription(text(VinculoR.string.vinculo_action_back))).performClick()
        compose.onNode(hasContentDescription(text(R.string.settings_title))).performClick()
        see(R.string.faults_absent)
        shoot("$name-4-settings")
        Sandbox().use { sandbox ->
            lumen.use(Server(sandbox.backend, isSandbox = true))
            see("manual").performScrollTo()
            shoot("$name-5-faults")
        }
    }

    @Test
    @Config(qualifiers = "en-rUS-$PHONE")
    fun trouble() {
        backend.onLinks = { Reply(500) }
        start(backend.server())
        see(R.string.problem_backend)
        shoot("trouble-1-backend")
        lumen.use(Server("http://api.example.com", isSandbox = false))
        see(R.string.home_refused)
        shoot("trouble-2-refused")
    }

    private fun shoot(name: String) {
        compose.waitForIdle()
        val root = main.get().window.decorView
        val picture = Bitmap.createBitmap(root.width, root.height, Bitmap.Config.ARGB_8888)
        root.draw(Canvas(picture))
        val file = File("target/screens/$name.png").also { it.parentFile?.mkdirs() }
        file.outputStream().use { picture.compress(Bitmap.CompressFormat.PNG, 100, it) }
        val colours = HashSet<Int>()
        for (x in 0 until picture.width step 3) for (y in 0 until picture.height step 3) colours += picture.getPixel(x, y)
        assertTrue("$name has ${colours.size} colours", colours.size > 20)
    }

    private companion object {
        const val PHONE = "w400dp-h860dp-notnight-hdpi"
        const val NIGHT = "w400dp-h860dp-night-hdpi"
        const val LARGE = 1.8f
    }
}
