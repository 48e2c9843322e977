package dev.vinculo.android

import androidx.annotation.StringRes
import dev.vinculo.ConnectOutcome
import dev.vinculo.ConnectProblem
import dev.vinculo.FailReason
import dev.vinculo.LoadProblem
import dev.vinculo.LoadingStage
import dev.vinculo.Notice
import dev.vinculo.TokenProblem
import dev.vinculo.WidgetError
import dev.vinculo.core.ExitCode
import dev.vinculo.core.ExitError
import dev.vinculo.core.InternalException
import dev.vinculo.core.LoginErrorHint
import dev.vinculo.core.SessionException

/**
 * What to say to the user, as ids of string resources in Spanish, Portuguese and English: for a view of your own, and for what your
 * app says after a session. A string of the same name in your app takes the place of ours.
 */
public object Texts {
    /** What the user waits for. */
    @JvmStatic
    @StringRes
    public fun of(stage: LoadingStage): Int = when (stage) {
        LoadingStage.OPENING -> R.string.vinculo_loading_opening
        LoadingStage.SLOW -> R.string.vinculo_loading_slow
        LoadingStage.RESUMING -> R.string.vinculo_loading_resuming
        LoadingStage.CLOSING -> R.string.vinculo_loading_closing
    }

    /** Why the widget cannot be shown, and what helps. */
    @JvmStatic
    @StringRes
    public fun of(problem: ConnectProblem): Int = when (problem) {
        is ConnectProblem.Token -> of(problem.problem)
        is ConnectProblem.Load -> of(problem.problem)
        is ConnectProblem.RendererGone -> R.string.vinculo_problem_renderer_gone
    }

    /** What is told over the widget. Codes that have no text of their own share one: [SupportCode] tells them apart. */
    @JvmStatic
    @StringRes
    public fun of(notice: Notice): Int = when (notice) {
        is Notice.Error -> ofErrorCode(notice.code)
        is Notice.Warning -> ofWarningCode(notice.code)
        is Notice.ReturnToBank -> R.string.vinculo_notice_return_to_bank
        is Notice.AppMissing -> R.string.vinculo_notice_app_missing
        is Notice.BankRefused -> R.string.vinculo_notice_bank_refused
        is Notice.Offline -> R.string.vinculo_notice_offline
    }

    /** How it ended. */
    @JvmStatic
    @StringRes
    public fun of(outcome: ConnectOutcome): Int = when (outcome) {
        is ConnectOutcome.Connected ->
            if (outcome.isOtherLink) R.string.vinculo_outcome_connected_other else R.string.vinculo_outcome_connected
        is ConnectOutcome.Exited -> outcome.error?.let(::of) ?: R.string.vinculo_outcome_exited
        is ConnectOutcome.Failed -> of(outcome.reason)
    }

    /** The error with which the user left. */
    @JvmStatic
    @StringRes
    public fun of(error: WidgetError): Int = ofExit(error.code, error.message?.value)

    @StringRes
    private fun of(problem: TokenProblem): Int = when (problem) {
        TokenProblem.OFFLINE -> R.string.vinculo_problem_offline
        TokenProblem.TLS -> R.string.vinculo_problem_tls
        TokenProblem.TIMED_OUT -> R.string.vinculo_problem_timed_out
        TokenProblem.SERVER -> R.string.vinculo_problem_server
        TokenProblem.SIGN_IN -> R.string.vinculo_problem_sign_in
        TokenProblem.REFUSED -> R.string.vinculo_problem_refused
        TokenProblem.MALFORMED -> R.string.vinculo_problem_unreadable
    }

    @StringRes
    private fun of(problem: LoadProblem): Int = when (problem) {
        is LoadProblem.Offline -> R.string.vinculo_problem_offline
        is LoadProblem.Dns -> R.string.vinculo_problem_dns
        is LoadProblem.Tls -> R.string.vinculo_problem_tls
        is LoadProblem.TimedOut -> R.string.vinculo_problem_timed_out
        is LoadProblem.HttpStatus -> R.string.vinculo_problem_http_status
        is LoadProblem.WebviewMissing -> R.string.vinculo_problem_webview_missing
        is LoadProblem.Blocked -> R.string.vinculo_problem_blocked
    }

    /** All but one are for the app's developers to mend, so the user hears the same of them. */
    @StringRes
    private fun of(reason: FailReason): Int = when (reason) {
        FailReason.TOKEN_REFUSED,
        FailReason.TOKEN_REJECTED,
        FailReason.ENVIRONMENT_MISMATCH,
        FailReason.UNDELIVERABLE_CALLBACKS,
        -> R.string.vinculo_problem_refused
        FailReason.WEBVIEW_MISSING -> R.string.vinculo_problem_webview_missing
    }

    // Belvo's codes, an open set, as the core spells them.

    private fun ofErrorCode(code: String): Int = when (code) {
        "ACCESS_TOKEN_NOT_VALID" -> R.string.vinculo_error_access_token_not_valid
        else -> R.string.vinculo_error_other
    }

    private fun ofWarningCode(code: String): Int = when (code) {
        "institution_disabled" -> R.string.vinculo_warning_institution_disabled
        else -> R.string.vinculo_warning_other
    }

    @StringRes
    internal fun ofExit(code: String, message: String?): Int = when (code) {
        "institution_down" -> R.string.vinculo_exit_institution_down
        "login_error" -> ofLoginError(message)
        "too_many_sessions" -> R.string.vinculo_exit_too_many_sessions
        "unexpected_error" -> R.string.vinculo_exit_unexpected_error
        "duplicated" -> R.string.vinculo_exit_duplicated
        "institution_inactive" -> R.string.vinculo_exit_institution_inactive
        "institution_unavailable" -> R.string.vinculo_exit_institution_unavailable
        "session_expired" -> R.string.vinculo_exit_session_expired
        "session_expired_ob" -> R.string.vinculo_exit_session_expired_ob
        "token_required" -> R.string.vinculo_exit_token_required
        "request_timeout" -> R.string.vinculo_exit_request_timeout
        else -> R.string.vinculo_exit_other
    }

    private fun ofLoginError(message: String?): Int = when (hint(message)) {
        LoginErrorHint.WRONG_CREDENTIALS -> R.string.vinculo_exit_login_error_wrong_credentials
        LoginErrorHint.ACCOUNT_LOCKED -> R.string.vinculo_exit_login_error_account_locked
        LoginErrorHint.ACCESS_FORBIDDEN -> R.string.vinculo_exit_login_error_access_forbidden
        LoginErrorHint.TRY_LATER -> R.string.vinculo_exit_login_error_try_later
        null -> R.string.vinculo_exit_login_error
    }

    /** The core knows Belvo's messages. If it breaks, the common text is as true. */
    private fun hint(message: String?): LoginErrorHint? = try {
        ExitError(ExitCode.LoginError, message).displayHint()
    } catch (_: SessionException) {
        null
    } catch (_: InternalException) {
        null
    }
}
