package dev.vinculo.lumen.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.text.selection.SelectionContainer
import androidx.compose.material3.Card
import androidx.compose.material3.CardDefaults
import androidx.compose.material3.HorizontalDivider
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.painterResource
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.unit.dp
import dev.vinculo.ConnectOutcome
import dev.vinculo.TimelineEntry
import dev.vinculo.android.SupportCode
import dev.vinculo.android.Texts
import dev.vinculo.lumen.R
import dev.vinculo.lumen.model.Connecting.Ended
import dev.vinculo.lumen.model.Lumen.User
import dev.vinculo.android.R as VinculoR

/** How the last session ended, in a sentence of Vinculo's own. */
@Composable
fun OutcomeCard(ended: Ended, onClick: () -> Unit) {
    Card(
        onClick,
        // TalkBack says it when it comes.
        Modifier.semantics { liveRegion = LiveRegionMode.Polite },
        colors = CardDefaults.cardColors(containerColor = MaterialTheme.colorScheme.surfaceContainerLow),
        elevation = CardDefaults.cardElevation(defaultElevation = 1.dp),
    ) {
        Row(Modifier.padding(16.dp), horizontalArrangement = Arrangement.spacedBy(16.dp), verticalAlignment = Alignment.CenterVertically) {
            OutcomeBadge(ended.outcome)
            Text(stringResource(Texts.of(ended.outcome)), Modifier.weight(1f), style = MaterialTheme.typography.bodyLarge)
            Icon(painterResource(R.drawable.ic_next), null, Modifier.size(20.dp), tint = MaterialTheme.colorScheme.onSurfaceVariant)
        }
    }
}

/** All that is known about it, for a support ticket: neither token nor link nor anything about the person is in it. */
@Composable
fun OutcomeScreen(user: User, onBack: () -> Unit) {
    val title = stringResource(R.string.outcome_header)
    LumenPage(title, bar = { PageBar(title, onBack) }) { edges ->
        if (user !is User.SignedIn) return@LumenPage
        val last by user.connecting.last.collectAsState()
        last?.let { ended ->
            SelectionContainer(Modifier.padding(edges)) {
                PageColumn {
                    Summary(ended.outcome)
                    if (ended.timeline.isNotEmpty()) Timeline(ended.timeline)
                }
            }
        }
    }
}

@Composable
private fun Summary(outcome: ConnectOutcome) {
    LumenCard {
        Column(Modifier.padding(20.dp), verticalArrangement = Arrangement.spacedBy(16.dp)) {
            Row(horizontalArrangement = Arrangement.spacedBy(16.dp), verticalAlignment = Alignment.CenterVertically) {
                OutcomeBadge(outcome)
                Column(Modifier.weight(1f), verticalArrangement = Arrangement.spacedBy(4.dp)) {
                    Text(stringResource(Texts.of(outcome)), style = MaterialTheme.typography.titleMedium)
                    SupportCode.of(outcome)?.let { Note(stringResource(VinculoR.string.vinculo_support_code, it)) }
                    if (outcome is ConnectOutcome.Connected && outcome.isLate) Note(stringResource(R.string.outcome_late))
                }
            }
            HorizontalDivider(color = MaterialTheme.colorScheme.outlineVariant)
            Labelled(stringResource(R.string.outcome_id), outcome.id)
            Labelled(stringResource(R.string.outcome_recorded), stringResource(if (outcome.isRecorded) R.string.yes else R.string.no))
            if (outcome is ConnectOutcome.Connected) Note(stringResource(R.string.outcome_not_yet_data))
        }
    }
}

@Composable
private fun Timeline(entries: List<TimelineEntry>) {
    Section(stringResource(R.string.timeline_header)) {
        LumenCard {
            Column(Modifier.padding(horizontal = 20.dp, vertical = 16.dp), verticalArrangement = Arrangement.spacedBy(10.dp)) {
                entries.forEach { Labelled(it.what, "${it.elapsedMillis} ms") }
            }
        }
    }
}

@Composable
private fun OutcomeBadge(outcome: ConnectOutcome) {
    val colours = MaterialTheme.colorScheme
    when (outcome) {
        is ConnectOutcome.Connected -> Badge(R.drawable.ic_good, colours.secondaryContainer, colours.onSecondaryContainer)
        is ConnectOutcome.Exited -> Badge(R.drawable.ic_left, colours.surfaceVariant, colours.onSurfaceVariant)
        is ConnectOutcome.Failed -> Badge(R.drawable.ic_attention, colours.tertiaryContainer, colours.onTertiaryContainer)
    }
}
