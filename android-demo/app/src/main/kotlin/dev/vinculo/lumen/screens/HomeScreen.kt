package dev.vinculo.lumen.screens

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.WindowInsets
import androidx.compose.foundation.layout.WindowInsetsSides
import androidx.compose.foundation.layout.fillMaxSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.heightIn
import androidx.compose.foundation.layout.only
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawing
import androidx.compose.foundation.layout.widthIn
import androidx.compose.foundation.layout.windowInsetsPadding
import androidx.compose.material3.Button
import androidx.compose.material3.ExperimentalMaterial3Api
import androidx.compose.material3.Icon
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Surface
import androidx.compose.material3.Text
import androidx.compose.material3.pulltorefresh.PullToRefreshBox
import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.remember
import androidx.compose.runtime.rememberCoroutineScope
import androidx.compose.runtime.setValue
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.res.painterResource
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.unit.dp
import dev.vinculo.LinkId
import dev.vinculo.lumen.R
import dev.vinculo.lumen.model.Lumen.User
import kotlinx.coroutines.launch

/** The user's accounts, a button to connect one, and how the last session ended. */
@Composable
fun HomeScreen(user: User, onConnect: (User.SignedIn, LinkId?) -> Unit, onOutcome: () -> Unit, onSettings: () -> Unit) {
    val title = stringResource(R.string.home_title)
    LumenPage(
        title,
        bar = { HomeBar(title, onSettings) },
        bottomBar = { if (user is User.SignedIn) ConnectBar { onConnect(user, null) } },
    ) { edges ->
        when (user) {
            is User.Opening -> Box(Modifier.padding(edges)) { Waiting() }
            is User.Refused -> Refused(user, edges)
            is User.SignedIn -> Accounts(user, edges, onUpdate = { onConnect(user, it) }, onOutcome)
        }
    }
}

@OptIn(ExperimentalMaterial3Api::class)
@Composable
private fun Accounts(user: User.SignedIn, edges: PaddingValues, onUpdate: (LinkId) -> Unit, onOutcome: () -> Unit) {
    val accounts by user.accounts.state.collectAsState()
    val problem by user.connecting.problem.collectAsState()
    val last by user.connecting.last.collectAsState()
    val scope = rememberCoroutineScope()
    var isRefreshing by remember { mutableStateOf(false) }
    val refresh: () -> Unit = {
        isRefreshing = true
        scope.launch { user.accounts.load() }.invokeOnCompletion { isRefreshing = false }
    }
    PullToRefreshBox(isRefreshing, refresh, Modifier.padding(edges).fillMaxSize()) {
        PageColumn(Modifier.fillMaxSize()) {
            problem?.let { ProblemCard(it) }
            last?.let { ended -> Section(stringResource(R.string.outcome_header)) { OutcomeCard(ended, onOutcome) } }
            Section(stringResource(R.string.accounts_header), footer = stringResource(R.string.accounts_footer)) {
                AccountList(accounts, onUpdate)
            }
        }
    }
}

@Composable
private fun Refused(user: User.Refused, edges: PaddingValues) {
    PageColumn(Modifier.padding(edges)) {
        TroubleCard(stringResource(R.string.home_refused), user.reason.message.orEmpty())
    }
}

@Composable
private fun ConnectBar(onConnect: () -> Unit) {
    Surface(color = MaterialTheme.colorScheme.surfaceContainer, shadowElevation = 8.dp) {
        Box(
            Modifier.fillMaxWidth()
                .windowInsetsPadding(WindowInsets.safeDrawing.only(WindowInsetsSides.Bottom + WindowInsetsSides.Horizontal))
                .padding(horizontal = 16.dp, vertical = 12.dp),
            contentAlignment = Alignment.Center,
        ) {
            Button(onConnect, Modifier.widthIn(max = WIDEST).fillMaxWidth().heightIn(min = 56.dp)) {
                Row(horizontalArrangement = Arrangement.spacedBy(8.dp), verticalAlignment = Alignment.CenterVertically) {
                    Icon(painterResource(R.drawable.ic_add), null)
                    Text(stringResource(R.string.accounts_connect), style = MaterialTheme.typography.titleMedium)
                }
            }
        }
    }
}
