package dev.vinculo.android

import android.content.Context
import android.net.ConnectivityManager
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancel
import kotlinx.coroutines.launch
import org.junit.Assert.assertEquals
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf

@RunWith(RobolectricTestRunner::class)
class ConnectivityTest {
    private val context: Context = RuntimeEnvironment.getApplication()
    private val manager = context.getSystemService(Context.CONNECTIVITY_SERVICE) as ConnectivityManager
    private val shadow = shadowOf(manager)

    @Test
    fun `it tells how it is, then each change, and lets go in the end`() {
        val network = checkNotNull(manager.activeNetwork)
        val scope = CoroutineScope(Dispatchers.Main.immediate)
        val heard = mutableListOf<Boolean>()
        scope.launch { context.connectivity().collect { heard += it } }
        assertEquals(listOf(true), heard)
        shadow.networkCallbacks.forEach { it.onAvailable(network) }
        shadow.networkCallbacks.forEach { it.onLost(network) }
        shadow.networkCallbacks.forEach { it.onAvailable(network) }
        assertEquals(listOf(true, false, true), heard)
        scope.cancel()
        assertEquals(emptySet<Any>(), shadow.networkCallbacks)
    }

    @Test
    fun `no network is said at once`() {
        shadow.setDefaultNetworkActive(false)
        shadow.setActiveNetworkInfo(null)
        val scope = CoroutineScope(Dispatchers.Main.immediate)
        val heard = mutableListOf<Boolean>()
        scope.launch { context.connectivity().collect { heard += it } }
        assertEquals(listOf(false), heard)
        scope.cancel()
    }
}
