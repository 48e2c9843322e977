// Within a function of the app that has been told a result.
package com.example.bank.here

import android.content.Context
import android.util.Log
import androidx.activity.result.ActivityResultLauncher
import com.example.bank.*
import dev.vinculo.*
import dev.vinculo.android.*

suspend fun inTheApp(
    context: Context,
    vinculo: Vinculo,
    connect: ActivityResultLauncher<ConnectRequest>,
    result: ConnectResult,
    finished: ConnectResult.Finished,
) {
    // BLOCK
}
