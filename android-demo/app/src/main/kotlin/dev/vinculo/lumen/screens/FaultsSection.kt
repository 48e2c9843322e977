package dev.vinculo.lumen.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.DropdownMenuItem
import androidx.compose.material3.ExperimentalMaterial3Api
import androidx.compose.material3.ExposedDropdownMenuBox
import androidx.compose.material3.ExposedDropdownMenuDefaults
import androidx.compose.material3.MenuAnchorType
import androidx.compose.material3.OutlinedTextField
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.LaunchedEffect
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberCoroutineScope
import androidx.compose.runtime.setValue
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.text.font.FontFamily
import androidx.compose.ui.unit.dp
import dev.vinculo.lumen.R
import dev.vinculo.lumen.model.Faults
import kotlinx.coroutines.launch

/** What the sandbox is told to do wrong, or why it cannot be told. */
@Composable
fun FaultsSection(faults: Faults) {
    val state by faults.state.collectAsState()
    val scope = rememberCoroutineScope()
    LaunchedEffect(faults) { faults.load() }
    Section(stringResource(R.string.faults_header), footer = stringResource(R.string.faults_footer)) {
        LumenCard {
            Column(Modifier.padding(16.dp), verticalArrangement = Arrangement.spacedBy(12.dp)) {
                when (val now = state) {
                    is Faults.State.Asking -> Waiting()
                    is Faults.State.Absent -> Note(stringResource(R.string.faults_absent))
                    is Faults.State.Unreachable -> Note(stringResource(R.string.faults_unreachable))
                    is Faults.State.Here -> {
                        Choice(stringResource(R.string.faults_scenario), now.scenario, now.scenarios) { scope.launch { faults.play(it) } }
                        Choice(stringResource(R.string.faults_trouble), now.trouble, now.troubles) { scope.launch { faults.suffer(it) } }
                    }
                }
            }
        }
    }
}

/** One of the sandbox's own names, which its documentation explains. */
@OptIn(ExperimentalMaterial3Api::class)
@Composable
private fun Choice(label: String, chosen: String, names: List<String>, onChoose: (String) -> Unit) {
    var isOpen by remember { mutableStateOf(false) }
    ExposedDropdownMenuBox(isOpen, { isOpen = it }) {
        OutlinedTextField(
            chosen,
            {},
            Modifier.menuAnchor(MenuAnchorType.PrimaryNotEditable).fillMaxWidth(),
            label = { Text(label) },
            readOnly = true,
            singleLine = true,
            trailingIcon = { ExposedDropdownMenuDefaults.TrailingIcon(isOpen) },
        )
        ExposedDropdownMenu(isOpen, { isOpen = false }) {
            names.forEach { name ->
                DropdownMenuItem(
                    text = { Text(name, fontFamily = FontFamily.Monospace) },
                    onClick = {
                        isOpen = false
                        onChoose(name)
                    },
                )
            }
        }
    }
}
