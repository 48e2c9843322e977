package dev.vinculo.lumen

import android.graphics.Color
import android.os.Bundle
import androidx.activity.ComponentActivity
import androidx.activity.SystemBarStyle
import androidx.activity.compose.setContent
import androidx.activity.enableEdgeToEdge
import dev.vinculo.lumen.screens.LumenScreens
import dev.vinculo.lumen.screens.LumenTheme

/** The one screen of the app's own; the widget has `VinculoConnect`'s. */
class MainActivity : ComponentActivity() {
    private val lumen get() = (application as LumenApp).lumen

    override fun onCreate(savedInstanceState: Bundle?) {
        // The bar at the top is dark in both themes.
        enableEdgeToEdge(statusBarStyle = SystemBarStyle.dark(Color.TRANSPARENT))
        super.onCreate(savedInstanceState)
        setContent {
            LumenTheme { LumenScreens(lumen) }
        }
    }

    override fun onResume() {
        super.onResume()
        lumen.cameToFront()
    }
}
