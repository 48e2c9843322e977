package dev.vinculo.android

import android.graphics.Bitmap
import android.graphics.Canvas
import android.graphics.Rect
import android.widget.Button
import android.widget.TextView
import dev.vinculo.Notice
import dev.vinculo.phone.Reply
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode
import java.io.File
import java.util.concurrent.CountDownLatch

/**
 * What the user sees, drawn by Android's own code into `target/pictures`, to be looked at. What a test can tell is that something is
 * drawn, in the colours of day or night, and that nothing is cut off. Where the page would be it is blank: there is no web engine. Nor is
 * there the circle that turns, since nothing moves here.
 */
@GraphicsMode(GraphicsMode.Mode.NATIVE)
@Config(sdk = [35], qualifiers = "w360dp-h640dp-xhdpi")
class PicturesTest : ScreenTest() {
    private class Look(val language: String, val isNight: Boolean, val fontScale: Float) {
        val name get() = "$language-${if (isNight) "dark" else "light"}${if (fontScale > 1) "-large" else ""}"
    }

    private val looks = listOf(
        Look("en", isNight = false, 1f),
        Look("es", isNight = true, 1f),
        Look("pt", isNight = false, LARGE),
        Look("es", isNight = true, LARGE),
    )

    @Test
    fun `while the user waits`() {
        val isDrawn = CountDownLatch(1)
        backend.onOpen = {
            isDrawn.await()
            Reply(UNAVAILABLE)
        }
        try {
            each("loading") { launch() }
        } finally {
            isDrawn.countDown()
        }
    }

    @Test
    fun `when the widget cannot be shown`() = each("problem") {
        backend.onOpen = { Reply(UNAVAILABLE) }
        launch().also { screen -> until("a problem is shown") { screen.view.all().any { it is Button && it.isShown } } }
    }

    @Test
    fun `when the user is asked whether to leave`() = each("leaving") {
        open().also { it.view.back() }
    }

    @Test
    fun `when there is something to tell over the widget`() = each("notice") {
        open().also { checkNotNull(it.view.find<NoticeBar>()).show(Notice.ReturnToBank) }
    }

    private fun each(what: String, show: () -> Screen) {
        for (look in looks) {
            RuntimeEnvironment.setQualifiers("+${look.language}-${if (look.isNight) "night" else "notnight"}")
            RuntimeEnvironment.setFontScale(look.fontScale)
            val screen = show()
            val picture = screen.draw()
            save(picture, "$what-${look.name}")
            assertEquals(screen.activity.getColor(R.color.vinculo_background), picture.getPixel(picture.width - 1, picture.height / 2))
            assertTrue("${look.name}: nothing is written", picture.colours().contains(screen.activity.getColor(R.color.vinculo_text)))
            assertEquals(look.name, emptyList<CharSequence>(), screen.cutOff())
            screen.finish()
        }
    }

    private fun Screen.draw(): Bitmap {
        val decor = activity.window.decorView
        until("all has its place") { !decor.isLayoutRequested }
        return Bitmap.createBitmap(decor.width, decor.height, Bitmap.Config.ARGB_8888).also { decor.draw(Canvas(it)) }
    }

    /** Texts of which not all can be read. */
    private fun Screen.cutOff(): List<CharSequence> = activity.window.decorView.all().filterIsInstance<TextView>().filter { it.isShown && it.text.isNotEmpty() }
        .filter { text ->
            val needed = text.layout.height + text.compoundPaddingTop + text.compoundPaddingBottom
            val seen = Rect().also { text.getGlobalVisibleRect(it) }
            val isWhole = seen.width() == text.width && seen.height() == text.height && needed <= text.height
            !isWhole || (0 until text.layout.lineCount).any { text.layout.getEllipsisCount(it) > 0 }
        }.map { it.text }.toList()

    private fun Bitmap.colours(): Set<Int> {
        val pixels = IntArray(width * height)
        getPixels(pixels, 0, width, 0, 0, width, height)
        return pixels.toSet()
    }

    private fun save(picture: Bitmap, name: String) {
        val file = File(System.getProperty("vinculo.root"), "bindings/kotlin/vinculo-android/target/pictures/$name.png")
        file.parentFile.mkdirs()
        file.outputStream().use { picture.compress(Bitmap.CompressFormat.PNG, PERCENT, it) }
    }

    private companion object {
        const val LARGE = 1.8f
        const val UNAVAILABLE = 503
        const val PERCENT = 100
    }
}
