package dev.vinculo.compose

import androidx.activity.compose.ManagedActivityResultLauncher
import androidx.activity.compose.rememberLauncherForActivityResult
import androidx.compose.runtime.Composable
import dev.vinculo.android.ConnectRequest
import dev.vinculo.android.ConnectResult
import dev.vinculo.android.VinculoConnect

/**
 * What shows the widget on a screen of its own, and answers how that ended. Your `Application` is a
 * [VinculoProvider][dev.vinculo.android.VinculoProvider], and:
 *
 * ```
 * val connect = rememberVinculoConnect { result ->
 *     if (result is ConnectResult.Finished) {
 *         show(result.outcome)
 *         app.dealtWith(result) // VinculoConnect.acknowledge, in a scope that outlives the screen, and its exceptions caught
 *     }
 * }
 * Button(onClick = { connect.launch(ConnectRequest(options)) }) { Text("Connect a bank") }
 * ```
 *
 * Call it in every composition in which the answer can come, not below an `if` that may have changed meanwhile: the answer is
 * delivered to the place in the composition, after a process death too.
 *
 * @param onResult On the main thread; the latest one is called.
 */
@Composable
public fun rememberVinculoConnect(onResult: (ConnectResult) -> Unit): ManagedActivityResultLauncher<ConnectRequest, ConnectResult> =
    rememberLauncherForActivityResult(VinculoConnect(), onResult)
