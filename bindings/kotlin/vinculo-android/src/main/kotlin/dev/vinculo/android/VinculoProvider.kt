package dev.vinculo.android

import android.content.Context
import dev.vinculo.Vinculo

/**
 * Where the screen finds the user's [Vinculo]: your `Application` implements it. It is made before any screen, also when Android
 * brings a screen of ours back after the process died, so that there is nothing to install and to forget:
 *
 * ```
 * class App : Application(), VinculoProvider {
 *     override suspend fun vinculo(): Vinculo? = session.user?.let { vinculos.of(it) }
 * }
 * ```
 */
public interface VinculoProvider {
    /**
     * That of the user who is signed in, always the same one; `null` if nobody is. Called on the main thread, and may wait, say for
     * [VinculoAndroid.open].
     */
    public suspend fun vinculo(): Vinculo?
}

/** The app's, if it has one. */
internal val Context.vinculoProvider: VinculoProvider? get() = applicationContext as? VinculoProvider
