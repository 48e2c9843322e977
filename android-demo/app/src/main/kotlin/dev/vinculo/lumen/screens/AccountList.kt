package dev.vinculo.lumen.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.size
import androidx.compose.material3.Button
import androidx.compose.material3.CircularProgressIndicator
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.painterResource
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.unit.dp
import dev.vinculo.ConnectedLink
import dev.vinculo.LinkId
import dev.vinculo.lumen.R
import dev.vinculo.lumen.model.Accounts
import dev.vinculo.lumen.model.canBeUpdated
import dev.vinculo.lumen.model.title

/** What is known of the user's accounts. */
@Composable
fun AccountList(state: Accounts.State, onUpdate: (LinkId) -> Unit) {
    when (state) {
        is Accounts.State.Loading -> Waiting()
        is Accounts.State.Failed -> ProblemCard(state.problem)
        is Accounts.State.Loaded -> if (state.links.isEmpty()) NoAccounts() else state.links.forEach { AccountCard(it, onUpdate) }
    }
}

@Composable
fun Waiting() {
    Box(Modifier.fillMaxWidth().padding(32.dp), contentAlignment = Alignment.Center) { CircularProgressIndicator() }
}

@Composable
private fun NoAccounts() {
    LumenCard {
        Column(
            Modifier.fillMaxWidth().padding(horizontal = 24.dp, vertical = 32.dp),
            horizontalAlignment = Alignment.CenterHorizontally,
            verticalArrangement = Arrangement.spacedBy(16.dp),
        ) {
            Badge(R.drawable.ic_bank, MaterialTheme.colorScheme.primaryContainer, MaterialTheme.colorScheme.onPrimaryContainer)
            Text(
                stringResource(R.string.accounts_none),
                color = MaterialTheme.colorScheme.onSurfaceVariant,
                style = MaterialTheme.typography.bodyLarge,
                textAlign = TextAlign.Center,
            )
        }
    }
}

/** One account, how it is, and what mends it. */
@Composable
private fun AccountCard(link: ConnectedLink, onUpdate: (LinkId) -> Unit) {
    LumenCard {
        Column(Modifier.padding(16.dp), verticalArrangement = Arrangement.spacedBy(12.dp)) {
            Row(
                Modifier.semantics(mergeDescendants = true) {},
                horizontalArrangement = Arrangement.spacedBy(16.dp),
                verticalAlignment = Alignment.CenterVertically,
            ) {
                Badge(R.drawable.ic_bank, MaterialTheme.colorScheme.primaryContainer, MaterialTheme.colorScheme.onPrimaryContainer)
                Column(Modifier.weight(1f), verticalArrangement = Arrangement.spacedBy(4.dp)) {
                    Text(
                        link.title ?: stringResource(R.string.accounts_unnamed),
                        style = MaterialTheme.typography.titleMedium,
                        fontWeight = FontWeight.SemiBold,
                    )
                    HealthLine(link)
                    Health.advice(link.neededAction)?.let { Note(stringResource(it)) }
                }
            }
            if (link.canBeUpdated) {
                Button({ onUpdate(link.link) }, Modifier.fillMaxWidth()) { Text(stringResource(R.string.accounts_update)) }
            }
        }
    }
}

@Composable
private fun HealthLine(link: ConnectedLink) {
    val colour = Health.colour(link.neededAction)
    Row(horizontalArrangement = Arrangement.spacedBy(6.dp), verticalAlignment = Alignment.CenterVertically) {
        Icon(painterResource(Health.symbol(link.neededAction)), null, Modifier.size(18.dp), tint = colour)
        Text(stringResource(Health.words(link.health)), color = colour, style = MaterialTheme.typography.bodyMedium)
    }
}
