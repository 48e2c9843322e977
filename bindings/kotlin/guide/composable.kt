// Within a function of the app that composes.
package com.example.bank.here

import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.runtime.Composable
import androidx.compose.ui.Modifier
import dev.vinculo.ConnectSession
import dev.vinculo.compose.ConnectSessionView

@Composable
fun InTheApp(session: ConnectSession) {
    // BLOCK
}
