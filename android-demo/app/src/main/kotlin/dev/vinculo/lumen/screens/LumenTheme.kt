package dev.vinculo.lumen.screens

import androidx.compose.foundation.isSystemInDarkTheme
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.material3.MaterialTheme
import androidx.compose.material3.Shapes
import androidx.compose.material3.darkColorScheme
import androidx.compose.material3.lightColorScheme
import androidx.compose.runtime.Composable
import androidx.compose.ui.graphics.Brush
import androidx.compose.ui.graphics.Color
import androidx.compose.ui.unit.dp

/** Lumen's colours: the sea at dawn, and a light. Secondary is for what is well, tertiary for what needs the user. */
@Composable
fun LumenTheme(content: @Composable () -> Unit) {
    MaterialTheme(colorScheme = if (isSystemInDarkTheme()) DARK else LIGHT, shapes = SHAPES, content = content)
}

/** Behind titles; dark in both themes, so that what is on it is white in both. */
@Composable
fun barBrush(): Brush = Brush.linearGradient(if (isSystemInDarkTheme()) DARK_BAR else LIGHT_BAR)

internal val Flame = Color(0xFFFFC54D)

internal val LIGHT_BAR = listOf(Color(0xFF0A4A5C), Color(0xFF0E7285))
internal val DARK_BAR = listOf(Color(0xFF07303B), Color(0xFF0A4654))

internal val LIGHT = lightColorScheme(
    primary = Color(0xFF0A6173),
    onPrimary = Color.White,
    primaryContainer = Color(0xFFC9EBF3),
    onPrimaryContainer = Color(0xFF00303B),
    secondary = Color(0xFF17694A),
    onSecondary = Color.White,
    secondaryContainer = Color(0xFFC5EFD9),
    onSecondaryContainer = Color(0xFF003823),
    tertiary = Color(0xFF8A4B00),
    onTertiary = Color.White,
    tertiaryContainer = Color(0xFFFFE3BF),
    onTertiaryContainer = Color(0xFF4A2800),
    background = Color(0xFFF5F8F9),
    onBackground = Color(0xFF161D1F),
    surface = Color(0xFFF5F8F9),
    onSurface = Color(0xFF161D1F),
    surfaceVariant = Color(0xFFDCE5E8),
    onSurfaceVariant = Color(0xFF4A575B),
    surfaceContainerLowest = Color.White,
    surfaceContainerLow = Color.White,
    surfaceContainer = Color(0xFFEDF2F4),
    surfaceContainerHigh = Color(0xFFE7EDEF),
    surfaceContainerHighest = Color(0xFFE1E8EA),
    outline = Color(0xFF6F7B7F),
    outlineVariant = Color(0xFFD5DEE1),
)

internal val DARK = darkColorScheme(
    primary = Color(0xFF82D3E5),
    onPrimary = Color(0xFF00363F),
    primaryContainer = Color(0xFF0A4C5B),
    onPrimaryContainer = Color(0xFFC9EBF3),
    secondary = Color(0xFF84D6AC),
    onSecondary = Color(0xFF003823),
    secondaryContainer = Color(0xFF0B4A33),
    onSecondaryContainer = Color(0xFFC5EFD9),
    tertiary = Color(0xFFFFBA62),
    onTertiary = Color(0xFF4A2800),
    tertiaryContainer = Color(0xFF5C3A0A),
    onTertiaryContainer = Color(0xFFFFE3BF),
    background = Color(0xFF0F1517),
    onBackground = Color(0xFFDEE4E6),
    surface = Color(0xFF0F1517),
    onSurface = Color(0xFFDEE4E6),
    surfaceVariant = Color(0xFF3B474B),
    onSurfaceVariant = Color(0xFFB4C1C5),
    surfaceContainerLowest = Color(0xFF0A0F11),
    surfaceContainerLow = Color(0xFF192124),
    surfaceContainer = Color(0xFF1C2528),
    surfaceContainerHigh = Color(0xFF263033),
    surfaceContainerHighest = Color(0xFF303A3D),
    outline = Color(0xFF8A979B),
    outlineVariant = Color(0xFF333F43),
)

private val SHAPES = Shapes(medium = RoundedCornerShape(20.dp), large = RoundedCornerShape(24.dp))
