package dev.vinculo.lumen.screens

import androidx.activity.compose.BackHandler
import androidx.compose.runtime.Composable
import androidx.compose.runtime.collectAsState
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.rememberSaveable
import androidx.compose.runtime.saveable.rememberSaveableStateHolder
import androidx.compose.runtime.setValue
import androidx.compose.ui.platform.LocalConfiguration
import dev.vinculo.LinkId
import dev.vinculo.compose.rememberVinculoConnect
import dev.vinculo.lumen.model.Lumen

private enum class Page { HOME, OUTCOME, SETTINGS }

/** Accounts, the last outcome and settings, and the ways between them. */
@Composable
fun LumenScreens(lumen: Lumen) {
    var page by rememberSaveable { mutableStateOf(Page.HOME) }
    val pages = rememberSaveableStateHolder()
    val user by lumen.user.collectAsState()
    val connect = rememberVinculoConnect { lumen.ended(it) }
    val language = LocalConfiguration.current.locales[0].language

    BackHandler(enabled = page != Page.HOME) { page = Page.HOME }

    fun connect(user: Lumen.User.SignedIn, updating: LinkId?) {
        user.connecting.request(language, updating)?.let(connect::launch)
    }

    pages.SaveableStateProvider(page) {
        when (page) {
            Page.HOME -> HomeScreen(
                user = user,
                onConnect = ::connect,
                onOutcome = { page = Page.OUTCOME },
                onSettings = { page = Page.SETTINGS },
            )
            Page.OUTCOME -> OutcomeScreen(user, onBack = { page = Page.HOME })
            Page.SETTINGS -> SettingsScreen(lumen, onBack = { page = Page.HOME })
        }
    }
}
