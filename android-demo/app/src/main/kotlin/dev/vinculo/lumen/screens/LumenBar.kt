package dev.vinculo.lumen.screens

import androidx.compose.foundation.background
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.PaddingValues
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.WindowInsets
import androidx.compose.foundation.layout.WindowInsetsSides
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.only
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.layout.safeDrawing
import androidx.compose.foundation.layout.size
import androidx.compose.foundation.layout.windowInsetsPadding
import androidx.compose.material3.Icon
import androidx.compose.material3.IconButton
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Scaffold
import androidx.compose.material3.Text
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.platform.LocalConfiguration
import androidx.compose.ui.res.painterResource
import androidx.compose.ui.res.stringResource
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.paneTitle
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.font.FontWeight
import androidx.compose.ui.unit.dp
import dev.vinculo.lumen.R
import dev.vinculo.android.R as VinculoR

/** A page with Lumen's bar on top, which reaches below the system's. */
@Composable
fun LumenPage(title: String, bar: @Composable () -> Unit, bottomBar: @Composable () -> Unit = {}, content: @Composable (PaddingValues) -> Unit) {
    Scaffold(
        // TalkBack says that another page is here.
        modifier = Modifier.semantics { paneTitle = title },
        topBar = bar,
        bottomBar = bottomBar,
        contentWindowInsets = WindowInsets.safeDrawing,
        content = content,
    )
}

/** The bar of a page that another one leads to. */
@Composable
fun PageBar(title: String, onBack: () -> Unit) {
    Row(
        Modifier.bar().padding(start = 4.dp, top = 8.dp, end = 20.dp, bottom = 12.dp),
        verticalAlignment = Alignment.CenterVertically,
    ) {
        BarButton(R.drawable.ic_back, stringResource(VinculoR.string.vinculo_action_back), onBack)
        Title(title, Modifier.padding(start = 4.dp))
    }
}

/** The bar of the first page: the bank's name, and below it the page's, or beside it on a phone that lies on its side. */
@Composable
fun HomeBar(title: String, onSettings: () -> Unit) {
    val isLow = LocalConfiguration.current.screenHeightDp < LOW_DP
    Column(Modifier.bar().padding(start = 20.dp, top = 8.dp, end = 8.dp, bottom = if (isLow) 8.dp else 20.dp)) {
        Row(verticalAlignment = Alignment.CenterVertically) {
            Icon(painterResource(R.drawable.ic_lumen), null, Modifier.size(32.dp), tint = Color.Unspecified)
            Text(
                stringResource(R.string.app_name),
                Modifier.padding(horizontal = 12.dp),
                color = Flame,
                style = MaterialTheme.typography.titleMedium,
                fontWeight = FontWeight.SemiBold,
            )
            Box(Modifier.weight(1f)) { if (isLow) Title(title, Modifier) }
            BarButton(R.drawable.ic_settings, stringResource(R.string.settings_title), onSettings)
        }
        if (!isLow) Title(title, Modifier.padding(top = 12.dp))
    }
}

@Composable
private fun Modifier.bar(): Modifier = fillMaxWidth()
    .background(barBrush())
    .windowInsetsPadding(WindowInsets.safeDrawing.only(WindowInsetsSides.Top + WindowInsetsSides.Horizontal))

@Composable
private fun Title(text: String, modifier: Modifier) {
    Text(
        text,
        modifier.semantics { heading() },
        color = Color.White,
        style = MaterialTheme.typography.headlineMedium,
        fontWeight = FontWeight.SemiBold,
    )
}

@Composable
private fun BarButton(icon: Int, label: String, onClick: () -> Unit) {
    IconButton(onClick) { Icon(painterResource(icon), label, tint = Color.White) }
}

private const val LOW_DP = 480
