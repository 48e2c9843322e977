package dev.vinculo.lumen.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.selection.toggleable
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.material3.Button
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.Switch
import androidx.compose.material3.Text
import androidx.compose.material3.TextButton
import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.Role
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.text.input.PasswordVisualTransformation
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import dev.vinculo.Diagnostic
import dev.vinculo.lumen.R
import dev.vinculo.lumen.model.Lumen
import dev.vinculo.lumen.model.Server

/** Which server, and what it is to suffer from. */
@Composable
fun SettingsScreen(lumen: Lumen, onBack: () -> Unit) {
    val server by lumen.server.collectAsState()
    val draft by lumen.draft.collectAsState()
    val user by lumen.user.collectAsState()
    val diagnostics by lumen.diagnostics.collectAsState()
    val title = stringResource(R.string.settings_title)
    LumenPage(title, bar = { PageBar(title, onBack) }) { edges ->
        PageColumn(Modifier.padding(edges)) {
            ServerSection(draft, draft != server, onChange = { lumen.draft.value = it }, onUse = { lumen.use(it) })
            (user as? Lumen.User.SignedIn)?.let { FaultsSection(it.faults) }
            if (diagnostics.isNotEmpty()) Diagnostics(diagnostics)
        }
    }
}

@Composable
private fun ServerSection(draft: Server, isChanged: Boolean, onChange: (Server) -> Unit, onUse: (Server) -> Unit) {
    Section(stringResource(R.string.settings_server), footer = stringResource(R.string.settings_server_footer)) {
        LumenCard {
            Column(Modifier.padding(16.dp), verticalArrangement = Arrangement.spacedBy(8.dp)) {
                OutlinedTextField(
                    draft.address,
                    { onChange(draft.copy(address = it)) },
                    Modifier.fillMaxWidth(),
                    label = { Text(stringResource(R.string.settings_address)) },
                    keyboardOptions = KeyboardOptions(keyboardType = KeyboardType.Uri, autoCorrectEnabled = false),
                    singleLine = true,
                )
                OutlinedTextField(
                    draft.token,
                    { onChange(draft.copy(token = it)) },
                    Modifier.fillMaxWidth(),
                    label = { Text(stringResource(R.string.settings_token)) },
                    keyboardOptions = KeyboardOptions(keyboardType = KeyboardType.Password),
                    visualTransformation = PasswordVisualTransformation(),
                    singleLine = true,
                )
                Row(
                    Modifier.fillMaxWidth()
                        .toggleable(draft.isSandbox, role = Role.Switch) { onChange(draft.copy(isSandbox = it)) }
                        .padding(vertical = 8.dp),
                    horizontalArrangement = Arrangement.spacedBy(16.dp),
                    verticalAlignment = Alignment.CenterVertically,
                ) {
                    Text(stringResource(R.string.settings_is_sandbox), Modifier.weight(1f), style = MaterialTheme.typography.bodyLarge)
                    Switch(draft.isSandbox, onCheckedChange = null)
                }
                Button({ onUse(draft) }, Modifier.fillMaxWidth(), enabled = isChanged) { ButtonText(R.string.settings_use) }
                TextButton({ onUse(Server.SANDBOX) }, Modifier.fillMaxWidth()) { ButtonText(R.string.settings_default) }
            }
        }
    }
}

@Composable
private fun ButtonText(words: Int) {
    // It may need a second line.
    Text(stringResource(words), textAlign = TextAlign.Center)
}

@Composable
private fun Diagnostics(diagnostics: List<Diagnostic>) {
    Section(stringResource(R.string.settings_diagnostics)) {
        LumenCard {
            Column(Modifier.padding(16.dp), verticalArrangement = Arrangement.spacedBy(8.dp)) {
                diagnostics.forEach { Labelled(it.code, it.detail) }
            }
        }
    }
}
