package dev.vinculo.compose

import android.app.Activity
import androidx.activity.result.ActivityResultLauncher
import androidx.compose.runtime.mutableStateOf
import dev.vinculo.ConnectOptions
import dev.vinculo.android.ConnectRequest
import dev.vinculo.phone.Phone
import org.junit.Assert.assertEquals
import org.junit.Test
import org.robolectric.Shadows.shadowOf

class RememberVinculoConnectTest : CompositionTest() {
    @Test
    fun `the widget's screen is started, and its answer goes to the newest listener`() {
        val told = mutableListOf<String>()
        val listener = mutableStateOf("first")
        lateinit var connect: ActivityResultLauncher<ConnectRequest>
        compose {
            val name = listener.value
            connect = rememberVinculoConnect { told += "$name: $it" }
        }
        connect.launch(ConnectRequest(ConnectOptions(Phone.URLS)))
        val started = checkNotNull(shadowOf(activity).nextStartedActivityForResult)
        assertEquals("dev.vinculo.android.ConnectActivity", started.intent.component?.className)
        listener.value = "second"
        settle()
        activity.activityResultRegistry.dispatchResult(started.requestCode, Activity.RESULT_CANCELED, null)
        assertEquals(listOf("second: Unfinished(interrupted)"), told)
    }
}
