package dev.vinculo

import dev.vinculo.core.ErrorCode
import dev.vinculo.core.ExitCode
import dev.vinculo.core.LinkHealth
import dev.vinculo.core.StoreError
import dev.vinculo.core.WarningCode
import dev.vinculo.core.Diagnostic as CoreDiagnostic

// Stable names of variants. Written out, so that neither a shrinker nor a renamed class changes them.

/** As Belvo writes it. */
internal fun nameOf(code: ExitCode): String = when (code) {
    is ExitCode.InstitutionDown -> "institution_down"
    is ExitCode.LoginError -> "login_error"
    is ExitCode.TooManySessions -> "too_many_sessions"
    is ExitCode.UnexpectedError -> "unexpected_error"
    is ExitCode.Duplicated -> "duplicated"
    is ExitCode.InstitutionInactive -> "institution_inactive"
    is ExitCode.InstitutionUnavailable -> "institution_unavailable"
    is ExitCode.SessionExpired -> "session_expired"
    is ExitCode.SessionExpiredOb -> "session_expired_ob"
    is ExitCode.TokenRequired -> "token_required"
    is ExitCode.RequestTimeout -> "request_timeout"
    is ExitCode.Other -> code.code
}

/** As Belvo writes it. */
internal fun nameOf(code: ErrorCode): String = when (code) {
    is ErrorCode.AccessTokenNotValid -> "ACCESS_TOKEN_NOT_VALID"
    is ErrorCode.Other -> code.code
}

/** As Belvo writes it. */
internal fun nameOf(code: WarningCode): String = when (code) {
    is WarningCode.InstitutionDisabled -> "institution_disabled"
    is WarningCode.Other -> code.code
}

/** As the contract with the backend writes it. */
internal fun nameOf(health: LinkHealth): String = when (health) {
    is LinkHealth.Valid -> "valid"
    is LinkHealth.Credentials -> "credentials"
    is LinkHealth.Mfa -> "mfa"
    is LinkHealth.Unconfirmed -> "unconfirmed"
    is LinkHealth.ConsentExpiring -> "consent_expiring"
    is LinkHealth.ConsentExpired -> "consent_expired"
    is LinkHealth.InstitutionTrouble -> "institution_trouble"
    is LinkHealth.Stale -> "stale"
    is LinkHealth.Other -> health.name
}

/** What a disk said, without a path. */
internal fun nameOf(error: StoreError): String = when (error) {
    is StoreError.NotAvailable -> "not available, as on a locked phone"
    is StoreError.Full -> "the disk is full"
    is StoreError.InUse -> "in use: open one Vinculo for each folder"
    is StoreError.Io -> error.detail
}

/** As in the vectors. */
internal fun nameOf(diagnostic: CoreDiagnostic): String = when (diagnostic) {
    is CoreDiagnostic.StaleAnswer -> "stale_answer"
    is CoreDiagnostic.Ignored -> "ignored"
    is CoreDiagnostic.Duplicate -> "duplicate"
    is CoreDiagnostic.UntrustedCallback -> "untrusted_callback"
    is CoreDiagnostic.NonceMismatch -> "nonce_mismatch"
    is CoreDiagnostic.UnknownCallback -> "unknown_callback"
    is CoreDiagnostic.InvalidCallback -> "invalid_callback"
    is CoreDiagnostic.Anomalies -> "anomalies"
    is CoreDiagnostic.Blocked -> "blocked"
    is CoreDiagnostic.ForeignHost -> "foreign_host"
    is CoreDiagnostic.BankRefused -> "bank_refused"
    is CoreDiagnostic.PageReported -> "page_reported"
    is CoreDiagnostic.LinkWithError -> "link_with_error"
    is CoreDiagnostic.NonceNotInForce -> "nonce_not_in_force"
    is CoreDiagnostic.BuiltInScheme -> "built_in_scheme"
    is CoreDiagnostic.UnreadableMessage -> "unreadable_message"
    is CoreDiagnostic.ClockSkew -> "clock_skew"
    is CoreDiagnostic.OtherLink -> "other_link"
    is CoreDiagnostic.LateSuccess -> "late_success"
    is CoreDiagnostic.NotDurable -> "not_durable"
    is CoreDiagnostic.ReportPending -> "report_pending"
}

/** What the core says about it; it is safe to log by contract. */
internal fun detailOf(diagnostic: CoreDiagnostic): String = when (diagnostic) {
    // As a `Long`, because a `ULong` is printed by what Android has from API 26 on. Ids count up from 1.
    is CoreDiagnostic.StaleAnswer -> diagnostic.id.toLong().toString()
    is CoreDiagnostic.Ignored -> "${diagnostic.event} in ${diagnostic.phase}"
    is CoreDiagnostic.Duplicate -> if (diagnostic.sameLink) "${diagnostic.event} of the same link" else diagnostic.event
    is CoreDiagnostic.UnknownCallback -> diagnostic.location
    is CoreDiagnostic.InvalidCallback -> diagnostic.reason.name
    is CoreDiagnostic.Anomalies -> diagnostic.anomalies.joinToString()
    is CoreDiagnostic.Blocked -> diagnostic.reason.name
    is CoreDiagnostic.ForeignHost -> diagnostic.host
    is CoreDiagnostic.BankRefused -> diagnostic.description
    is CoreDiagnostic.PageReported -> listOfNotNull(diagnostic.code, diagnostic.requestId).joinToString(" ")
    else -> ""
}
