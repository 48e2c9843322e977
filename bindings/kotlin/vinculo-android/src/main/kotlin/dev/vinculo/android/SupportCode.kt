package dev.vinculo.android

import dev.vinculo.ConnectOutcome
import dev.vinculo.ConnectProblem
import dev.vinculo.FailReason
import dev.vinculo.LoadProblem
import dev.vinculo.Notice
import dev.vinculo.TokenProblem

/**
 * What a user can read out to the people of support: short, the same in every language, and without anything private. Shown by
 * `R.string.vinculo_support_code`.
 */
public object SupportCode {
    /** Such as `load.http_503`. */
    @JvmStatic
    public fun of(problem: ConnectProblem): String = when (problem) {
        is ConnectProblem.Token -> "token.${name(problem.problem)}"
        is ConnectProblem.Load -> "load.${name(problem.problem)}"
        is ConnectProblem.RendererGone -> "renderer_gone"
    }

    /** Belvo's code, if it is one of the widget's. */
    @JvmStatic
    public fun of(notice: Notice): String? = when (notice) {
        is Notice.Error -> shown(notice.code)
        is Notice.Warning -> shown(notice.code)
        is Notice.ReturnToBank, is Notice.AppMissing, is Notice.BankRefused, is Notice.Offline -> null
    }

    /** Belvo's code of the error with which the user left, or why it failed. */
    @JvmStatic
    public fun of(outcome: ConnectOutcome): String? = when (outcome) {
        is ConnectOutcome.Connected -> null
        is ConnectOutcome.Exited -> outcome.error?.let { shown(it.code) }
        is ConnectOutcome.Failed -> "failed.${name(outcome.reason)}"
    }

    private fun name(problem: TokenProblem): String = when (problem) {
        TokenProblem.OFFLINE -> "offline"
        TokenProblem.TLS -> "tls"
        TokenProblem.TIMED_OUT -> "timed_out"
        TokenProblem.SERVER -> "server"
        TokenProblem.SIGN_IN -> "sign_in"
        TokenProblem.REFUSED -> "refused"
        TokenProblem.MALFORMED -> "malformed"
    }

    private fun name(problem: LoadProblem): String = when (problem) {
        is LoadProblem.Offline -> "offline"
        is LoadProblem.Dns -> "dns"
        is LoadProblem.Tls -> "tls"
        is LoadProblem.TimedOut -> "timed_out"
        is LoadProblem.HttpStatus -> "http_${problem.status}"
        is LoadProblem.WebviewMissing -> "webview_missing"
        is LoadProblem.Blocked -> "blocked"
    }

    private fun name(reason: FailReason): String = when (reason) {
        FailReason.TOKEN_REFUSED -> "token_refused"
        FailReason.TOKEN_REJECTED -> "token_rejected"
        FailReason.ENVIRONMENT_MISMATCH -> "environment_mismatch"
        FailReason.UNDELIVERABLE_CALLBACKS -> "undeliverable_callbacks"
        FailReason.WEBVIEW_MISSING -> "webview_missing"
    }

    /** A code comes from a page or a link, either of which may be forged: no sentence of a stranger is shown as ours. */
    internal fun shown(code: String): String? = code.takeIf(CODE::matches)

    private val CODE = Regex("[A-Za-z0-9_.-]{1,40}")
}
