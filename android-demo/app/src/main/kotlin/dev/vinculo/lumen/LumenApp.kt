package dev.vinculo.lumen

import android.app.Application
import dev.vinculo.Vinculo
import dev.vinculo.android.VinculoProvider
import dev.vinculo.lumen.model.Lumen
import dev.vinculo.lumen.model.Settings

/** A bank's app, as small as one can be that connects accounts elsewhere. */
class LumenApp :
    Application(),
    VinculoProvider {
    val lumen: Lumen by lazy { Lumen(this, Settings(getSharedPreferences("settings", MODE_PRIVATE))) }

    override suspend fun vinculo(): Vinculo? = lumen.vinculo()
}
