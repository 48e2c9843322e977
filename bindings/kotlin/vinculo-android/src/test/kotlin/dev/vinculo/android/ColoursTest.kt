package dev.vinculo.android

import android.content.Context
import android.content.res.Configuration
import androidx.core.graphics.ColorUtils
import org.junit.Assert.assertNotEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment

/** What is written can be read, as WCAG 2 counts it: at least 7 to 1 is its level AAA, 4.5 to 1 its level AA. */
@RunWith(RobolectricTestRunner::class)
class ColoursTest {
    private val day = colours(Configuration.UI_MODE_NIGHT_NO)
    private val night = colours(Configuration.UI_MODE_NIGHT_YES)

    @Test
    fun `the night has colours of its own`() {
        assertNotEquals(day.getColor(R.color.vinculo_background), night.getColor(R.color.vinculo_background))
    }

    @Test
    fun `texts and buttons can be read by day and by night`() {
        for (colours in listOf(day, night)) {
            colours.contrast(R.color.vinculo_text, R.color.vinculo_background, AAA)
            colours.contrast(R.color.vinculo_on_accent, R.color.vinculo_accent, AAA)
            colours.contrast(R.color.vinculo_accent, R.color.vinculo_background, AAA)
        }
    }

    @Test
    fun `notices can be read by day and by night`() {
        for (colours in listOf(day, night)) colours.contrast(R.color.vinculo_text, R.color.vinculo_notice_background, AA)
    }

    private fun Context.contrast(ink: Int, paper: Int, least: Double) {
        val contrast = ColorUtils.calculateContrast(getColor(ink), getColor(paper))
        assertTrue("${resources.getResourceEntryName(ink)} on ${resources.getResourceEntryName(paper)}: $contrast", contrast >= least)
    }

    private fun colours(mode: Int): Context {
        val app = RuntimeEnvironment.getApplication()
        val configuration = Configuration(app.resources.configuration)
        configuration.uiMode = mode or (configuration.uiMode and Configuration.UI_MODE_NIGHT_MASK.inv())
        return app.createConfigurationContext(configuration)
    }

    private companion object {
        const val AAA = 7.0
        const val AA = 4.5
    }
}
