package dev.vinculo

import dev.vinculo.core.BackendException
import dev.vinculo.core.InternalException
import dev.vinculo.core.OutboxException
import dev.vinculo.core.SessionException
import dev.vinculo.core.SetupException

// The core's errors as the package's. The generated exceptions carry fields, but not the core's sentences.

/** Of a session that was to be started, restored or told something. */
internal fun refused(problem: SessionException): VinculoException = when (problem) {
    is SessionException.SessionId -> VinculoException.SettingRefused("session_id", "the session id is not usable", problem)
    is SessionException.Nonce -> VinculoException.SettingRefused("nonce", "the nonce is not usable", problem)
    is SessionException.CallbackUrls -> VinculoException.SettingRefused("callback_urls", "callback URL: ${problem.detail}", problem)
    is SessionException.Navigation -> VinculoException.SettingRefused("navigation", "navigation: ${problem.detail}", problem)
    is SessionException.Limits ->
        VinculoException.SettingRefused(
            "limits",
            "limits: ${problem.detail} is out of range; lease from 60,000 to one day, the others from 1 to one hour, in milliseconds",
            problem,
        )
    is SessionException.Widget -> VinculoException.SettingRefused("widget", problem.detail, problem)
    is SessionException.Broken -> broken(problem)
    is SessionException.Snapshot ->
        VinculoException.SavedUnusable("malformed", "these bytes are no saved session: ${problem.detail}", problem)
    is SessionException.SnapshotVersion ->
        VinculoException.SavedUnusable("version", "the session was saved by a newer release (version ${problem.found})", problem)
    is SessionException.OtherUser ->
        VinculoException.SavedUnusable("other_user", "the session is another user's; what it decided waits for that user", problem)
}

/** Of the backend's address or the app's authentication. */
internal fun refused(problem: SetupException): VinculoException = when (problem) {
    is SetupException.NotHttps -> VinculoException.SettingRefused("backend_url", "the backend's URL must be https, or http to this machine", problem)
    is SetupException.BaseUrl -> VinculoException.SettingRefused(
        "backend_url",
        "the backend's URL is none, or holds a query, a fragment or a password",
        problem,
    )
    is SetupException.AuthHeaderName -> VinculoException.SettingRefused("auth_header", "this header's name is none, or is the contract's own", problem)
    is SetupException.AuthHeaderValue ->
        VinculoException.SettingRefused("auth_header", "the header's value is blank, too long, or holds what no header may", problem)
    is SetupException.SessionId -> VinculoException.SettingRefused("session_id", "the session id is not usable", problem)
}

/** Of the journal. */
internal fun unusable(problem: OutboxException): VinculoException = when (problem) {
    is OutboxException.User -> VinculoException.SettingRefused("user", "the user key must be 1 to 256 bytes", problem)
    is OutboxException.TooLarge -> VinculoException.StorageUnusable("too_large", "the outcome is longer than a record may be", problem)
    is OutboxException.Conflict -> VinculoException.StorageUnusable("conflict", "another outcome is stored under this id", problem)
    is OutboxException.Full -> VinculoException.StorageUnusable("full", "the journal is full (${problem.entries} entries)", problem)
    is OutboxException.NewerVersion ->
        VinculoException.StorageUnusable("newer_version", "the journal is of a newer release (version ${problem.found})", problem)
    is OutboxException.NotAJournal -> VinculoException.StorageUnusable("not_a_journal", "the file in the folder is no journal", problem)
    is OutboxException.Broken -> broken(problem)
    is OutboxException.Store -> VinculoException.StorageUnusable("store", "storage: ${problem.source.text()}", problem)
}

/** Of the backend. */
internal fun unusable(problem: BackendException): VinculoException.BackendUnusable = when (problem) {
    is BackendException.Offline -> VinculoException.BackendUnusable("offline", "the backend was not reached", cause = problem)
    is BackendException.NotTrusted ->
        VinculoException.BackendUnusable("not_trusted", "the connection to the backend is not to be trusted", cause = problem)
    is BackendException.TimedOut -> VinculoException.BackendUnusable("timed_out", "no answer of the backend came in time", cause = problem)
    is BackendException.Unauthorized ->
        VinculoException.BackendUnusable("sign_in", "the backend did not accept the user's authentication", problem.requestId, problem)
    is BackendException.Refused ->
        VinculoException.BackendUnusable("refused", "the backend refused with status ${problem.status}", problem.requestId, problem)
    is BackendException.Unavailable ->
        VinculoException.BackendUnusable("unavailable", "the backend is in trouble, with status ${problem.status}", problem.requestId, problem)
    is BackendException.Unreadable ->
        VinculoException.BackendUnusable("unreadable", "the backend's answer is none of the contract: ${problem.reason.text()}", problem.requestId, problem)
}

/** A lock that was poisoned, or a panic that was caught. */
internal fun broken(problem: Exception): VinculoException.Defect = VinculoException.Defect("Vinculo broke; please report this", problem)

/** Runs a call into the core whose defects come as an exception of uniffi's. */
internal inline fun <R> core(call: () -> R): R = try {
    call()
} catch (problem: SessionException) {
    throw refused(problem)
} catch (problem: InternalException) {
    throw broken(problem)
}
