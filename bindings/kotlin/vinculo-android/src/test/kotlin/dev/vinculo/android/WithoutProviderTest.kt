package dev.vinculo.android

import android.app.Activity
import android.app.Application
import android.content.Intent
import dev.vinculo.ConnectOptions
import dev.vinculo.android.ConnectRequest.Companion.into
import dev.vinculo.phone.Phone
import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.Robolectric
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config

/** An app whose `Application` is no [VinculoProvider], or is not named in its manifest. */
@RunWith(RobolectricTestRunner::class)
@Config(application = Application::class)
class WithoutProviderTest {
    private val request = ConnectRequest(ConnectOptions(Phone.URLS))

    @Test
    fun `it is said where the screen is asked for`() {
        val said = assertThrows(IllegalStateException::class.java) { VinculoConnect().createIntent(RuntimeEnvironment.getApplication(), request) }
        assertTrue(said.message.orEmpty().contains("VinculoProvider"))
    }

    @Test
    fun `a screen that is there all the same answers, and says so`() {
        val intent = request.into(Intent(RuntimeEnvironment.getApplication(), ConnectActivity::class.java))
        val activity = Robolectric.buildActivity(ConnectActivity::class.java, intent).setup().get()
        assertTrue(activity.isFinishing)
        assertEquals(Activity.RESULT_OK, shadowOf(activity).resultCode)
        val answer = ConnectResult.from(shadowOf(activity).resultIntent)
        assertEquals("no_provider", (answer as ConnectResult.Unfinished).code)
    }
}
