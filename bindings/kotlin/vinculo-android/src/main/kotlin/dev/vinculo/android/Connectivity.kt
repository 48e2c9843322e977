package dev.vinculo.android

import android.content.Context
import android.net.ConnectivityManager
import android.net.Network
import kotlinx.coroutines.channels.awaitClose
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.callbackFlow
import kotlinx.coroutines.flow.conflate
import kotlinx.coroutines.flow.distinctUntilChanged

/**
 * Whether the phone has a network, now and whenever that changes, for `ConnectSession.connectivity`:
 *
 * ```
 * lifecycleScope.launch { context.connectivity().collect(session::connectivity) }
 * ```
 *
 * The package's manifest asks for `ACCESS_NETWORK_STATE`, which Android grants without a question.
 */
public fun Context.connectivity(): Flow<Boolean> = callbackFlow {
    val manager = getSystemService(Context.CONNECTIVITY_SERVICE) as ConnectivityManager
    val callback = DefaultNetwork { trySend(it) }
    manager.registerDefaultNetworkCallback(callback)
    callback.begin { manager.activeNetwork != null }
    awaitClose { manager.unregisterNetworkCallback(callback) }
}.conflate().distinctUntilChanged()

/** Android says nothing at first where there is no network, and calls back on a thread of its own. */
private class DefaultNetwork(private val tell: (isOnline: Boolean) -> Unit) : ConnectivityManager.NetworkCallback() {
    private var heard = false

    override fun onAvailable(network: Network) = hear(true)

    override fun onLost(network: Network) = hear(false)

    /** Unless a call came before, which is newer. */
    @Synchronized
    fun begin(isOnline: () -> Boolean) {
        if (!heard) hear(isOnline())
    }

    @Synchronized
    private fun hear(isOnline: Boolean) {
        heard = true
        tell(isOnline)
    }
}
