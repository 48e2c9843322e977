package dev.vinculo.lumen.screens

import androidx.compose.material3.MaterialTheme
import androidx.compose.runtime.Composable
import androidx.compose.ui.graphics.Color
import dev.vinculo.NeededAction
import dev.vinculo.lumen.R

/** How an account is, in words, a symbol and a colour; never by the colour alone. */
object Health {
    fun words(health: String): Int = when (health) {
        "valid" -> R.string.health_valid
        "credentials" -> R.string.health_credentials
        "mfa" -> R.string.health_mfa
        "unconfirmed" -> R.string.health_unconfirmed
        "consent_expiring" -> R.string.health_consent_expiring
        "consent_expired" -> R.string.health_consent_expired
        "institution_trouble" -> R.string.health_institution_trouble
        "stale" -> R.string.health_stale
        // Of a backend that is newer than this app.
        else -> R.string.health_other
    }

    /** What the user can do elsewhere, if anything. */
    fun advice(action: NeededAction): Int? = when (action) {
        NeededAction.NOTHING, NeededAction.UPDATE -> null
        NeededAction.RECONNECT -> R.string.advice_reconnect
        NeededAction.RENEW_CONSENT -> R.string.advice_renew_consent
        NeededAction.WAIT -> R.string.advice_wait
        NeededAction.OTHER -> R.string.advice_other
    }

    fun symbol(action: NeededAction): Int = when (action) {
        NeededAction.NOTHING -> R.drawable.ic_good
        NeededAction.WAIT -> R.drawable.ic_wait
        NeededAction.UPDATE, NeededAction.RECONNECT, NeededAction.RENEW_CONSENT, NeededAction.OTHER -> R.drawable.ic_attention
    }

    @Composable
    fun colour(action: NeededAction): Color = when (action) {
        NeededAction.NOTHING -> MaterialTheme.colorScheme.secondary
        NeededAction.WAIT -> MaterialTheme.colorScheme.onSurfaceVariant
        NeededAction.UPDATE, NeededAction.RECONNECT, NeededAction.RENEW_CONSENT, NeededAction.OTHER -> MaterialTheme.colorScheme.tertiary
    }
}
