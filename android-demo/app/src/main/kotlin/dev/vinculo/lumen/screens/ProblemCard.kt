package dev.vinculo.lumen.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.padding
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import dev.vinculo.lumen.R
import dev.vinculo.lumen.model.Problem

/** What went wrong, for a user; the code is what they read out to support. */
@Composable
fun ProblemCard(problem: Problem) {
    TroubleCard(stringResource(words(problem)), problem.code)
}

@Composable
fun TroubleCard(words: String, detail: String) {
    LumenCard(
        Modifier.semantics(mergeDescendants = true) { liveRegion = LiveRegionMode.Polite },
    ) {
        Row(Modifier.padding(16.dp), horizontalArrangement = Arrangement.spacedBy(16.dp), verticalAlignment = Alignment.CenterVertically) {
            Badge(R.drawable.ic_attention, MaterialTheme.colorScheme.tertiaryContainer, MaterialTheme.colorScheme.onTertiaryContainer)
            Column(Modifier.weight(1f), verticalArrangement = Arrangement.spacedBy(4.dp)) {
                Text(words, style = MaterialTheme.typography.bodyLarge)
                Note(detail)
            }
        }
    }
}

/** By the codes of `VinculoException` and `ConnectResult.Unfinished`. */
private fun words(problem: Problem): Int = when (problem.code) {
    "offline" -> R.string.problem_offline
    "sign_in", "signed_out" -> R.string.problem_sign_in
    "not_trusted", "timed_out", "refused", "unavailable", "unreadable" -> R.string.problem_backend
    "store", "newer_version", "not_a_journal", "conflict", "full", "too_large", "closed" -> R.string.problem_storage
    else -> R.string.problem_other
}
