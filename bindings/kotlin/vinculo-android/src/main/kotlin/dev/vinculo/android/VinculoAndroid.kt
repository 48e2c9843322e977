package dev.vinculo.android

import android.content.Context
import dev.vinculo.Vinculo
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.withContext
import java.io.File

/** [Vinculo] with what is Android's own: where outcomes are kept, the clock, the main thread, the network's coming and going. */
public object VinculoAndroid {
    /**
     * Opens a [Vinculo] for the signed-in user, once, and loads the native library; on the main thread too, which does not wait for
     * the disk:
     *
     * ```
     * val vinculo = VinculoAndroid.open(context, "https://api.example.com/bank", user.id) {
     *     authorization { Authorization.bearer(tokens.current()) }
     * }
     * ```
     *
     * The journal of outcomes is in [Context.getNoBackupFilesDir]: a backup would bring back on another phone, or after months, what
     * was told long ago. HTTP goes through the platform's stack, so that the app's network security configuration holds.
     *
     * @param userKey Who is signed in, by a name of your own that says nothing about the person.
     * @param configure The other settings, as of [Vinculo.Builder].
     * @throws dev.vinculo.VinculoException.LibraryUnusable if the app does not hold the native library for this device.
     * @throws dev.vinculo.VinculoException.SettingRefused if the backend's URL or the user key cannot work.
     */
    @JvmStatic
    public suspend fun open(context: Context, backendUrl: String, userKey: String, configure: Vinculo.Builder.() -> Unit = {}): Vinculo {
        // Android makes the folder when it is first asked for it.
        val folder = withContext(Dispatchers.IO) { File(context.noBackupFilesDir, FOLDER) }
        return Vinculo
            .Builder(backendUrl, userKey, folder)
            .surroundings(AndroidSurroundings)
            .apply(configure)
            .open()
    }

    private const val FOLDER = "vinculo"
}
