package dev.vinculo.lumen

import androidx.compose.ui.graphics.Color
import androidx.compose.ui.graphics.toArgb
import dev.vinculo.lumen.screens.DARK
import dev.vinculo.lumen.screens.DARK_BAR
import dev.vinculo.lumen.screens.Flame
import dev.vinculo.lumen.screens.LIGHT
import dev.vinculo.lumen.screens.LIGHT_BAR
import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.annotation.Config

/** Nothing flashes: what Android shows before Compose draws has its colours. */
@RunWith(RobolectricTestRunner::class)
class ThemeTest {
    @Test
    @Config(qualifiers = "notnight")
    fun light() = same(LIGHT.background, LIGHT_BAR.first())

    @Test
    @Config(qualifiers = "night")
    fun dark() = same(DARK.background, DARK_BAR.first())

    private fun same(background: Color, bar: Color) {
        val shown = listOf(R.color.lumen_background, R.color.lumen_splash, R.color.lumen_flame).map(RuntimeEnvironment.getApplication()::getColor)
        assertEquals(listOf(background, bar, Flame).map { it.toArgb() }, shown)
    }
}
