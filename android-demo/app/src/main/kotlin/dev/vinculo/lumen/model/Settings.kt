package dev.vinculo.lumen.model

import android.content.SharedPreferences

/** The server, from one start of the app to the next. Nothing secret is kept. */
class Settings(private val store: SharedPreferences) {
    var server: Server
        get() = store.getString(ADDRESS, null)?.let { Server(it, store.getBoolean(IS_SANDBOX, false)) } ?: Server.SANDBOX
        set(value) = store.edit().putString(ADDRESS, value.address).putBoolean(IS_SANDBOX, value.isSandbox).apply()

    private companion object {
        const val ADDRESS = "address"
        const val IS_SANDBOX = "is_sandbox"
    }
}
