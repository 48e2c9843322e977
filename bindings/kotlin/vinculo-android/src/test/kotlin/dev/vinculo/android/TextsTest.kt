package dev.vinculo.android

import android.content.Context
import android.content.res.Configuration
import dev.vinculo.ConnectOutcome
import dev.vinculo.ConnectProblem
import dev.vinculo.ExitSource
import dev.vinculo.ExitStage
import dev.vinculo.FailReason
import dev.vinculo.LinkId
import dev.vinculo.LoadProblem
import dev.vinculo.LoadingStage
import dev.vinculo.Notice
import dev.vinculo.TokenProblem
import dev.vinculo.WidgetError
import dev.vinculo.core.ErrorCode
import dev.vinculo.core.ExitCode
import dev.vinculo.core.LoginErrorHint
import dev.vinculo.core.WarningCode
import org.junit.Assert.assertEquals
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment
import java.lang.reflect.Constructor
import java.util.Locale

@RunWith(RobolectricTestRunner::class)
class TextsTest {
    private val context: Context = RuntimeEnvironment.getApplication()

    @Test
    fun `every text is there, and not in English alone`() {
        val names = R.string::class.java.fields.filter { it.name.startsWith("vinculo_") }
        assertTrue("${names.size}", names.size > MANY)
        val languages = listOf("en", "es", "pt").map(::speaking)
        for (name in names) {
            val texts = languages.map { it.getString(name.getInt(null)) }
            assertTrue(name.name, texts.none(String::isBlank) && texts.distinct().size > 1)
        }
    }

    @Test
    fun `Brazil and Mexico hear their own, and others English`() {
        assertEquals("Fechar", speaking("pt-BR").getString(R.string.vinculo_action_close))
        assertEquals("Cerrar", speaking("es-MX").getString(R.string.vinculo_action_close))
        assertEquals("Close", speaking("fr").getString(R.string.vinculo_action_close))
    }

    @Test
    fun `a code stands in its place`() {
        assertEquals("Código: load.http_503", speaking("es").getString(R.string.vinculo_support_code, "load.http_503"))
    }

    @Test
    fun `every code of the core has a text of its own`() {
        val codes = objectsOf<ExitCode>().map { it.name() }
        val texts = codes.map { Texts.ofExit(it, null) }
        assertTrue("$codes", codes.size >= EXIT_CODES)
        assertEquals("$codes", codes.size, texts.toSet().size)
        assertTrue("$codes", R.string.vinculo_exit_other !in texts)
        assertTrue(objectsOf<ErrorCode>().none { Texts.of(error(it.name())) == R.string.vinculo_error_other })
        assertTrue(objectsOf<WarningCode>().none { Texts.of(warning(it.name())) == R.string.vinculo_warning_other })
    }

    @Test
    fun `a code of the future is told like any other`() {
        for (code in listOf("", "login_error2", "exit.login_error", "login_error ")) {
            assertEquals(R.string.vinculo_exit_other, Texts.ofExit(code, null))
            assertEquals(R.string.vinculo_error_other, Texts.of(error(code)))
            assertEquals(R.string.vinculo_warning_other, Texts.of(warning(code)))
        }
    }

    @Test
    fun `a login error is as exact as its message allows`() {
        val messages = mapOf(
            LoginErrorHint.WRONG_CREDENTIALS to "Invalid credentials provided to login to the institution",
            LoginErrorHint.ACCOUNT_LOCKED to "The user account is locked, user needs to contact the institution to unlock it",
            LoginErrorHint.ACCESS_FORBIDDEN to "The user account access was forbidden by the institution",
            LoginErrorHint.TRY_LATER to
                "Impossible to login, something unexpected happened while logging into the institution. Try again later.",
        )
        assertEquals(LoginErrorHint.entries.toSet(), messages.keys)
        val texts = messages.values.map { Texts.ofExit("login_error", it) }
        assertEquals(messages.size, texts.toSet().size)
        assertEquals(R.string.vinculo_exit_login_error_account_locked, texts[1])
        assertTrue(R.string.vinculo_exit_login_error !in texts)
        assertEquals(R.string.vinculo_exit_login_error, Texts.ofExit("login_error", "Another text"))
        assertEquals(R.string.vinculo_exit_institution_down, Texts.ofExit("institution_down", messages.values.first()))
    }

    @Test
    fun `what differs for the user is told differently`() {
        assertEquals(LoadingStage.entries.size, LoadingStage.entries.map(Texts::of).toSet().size)
        assertEquals(LOAD_PROBLEMS.size, LOAD_PROBLEMS.map { Texts.of(load(it)) }.toSet().size)
        assertEquals(TokenProblem.entries.size, TokenProblem.entries.map { Texts.of(token(it)) }.toSet().size)
        assertEquals(R.string.vinculo_problem_renderer_gone, Texts.of(ConnectProblem.RendererGone))
        val notices = listOf(Notice.ReturnToBank, Notice.AppMissing, Notice.BankRefused, Notice.Offline)
        assertEquals(notices.size, notices.map(Texts::of).toSet().size)
    }

    @Test
    fun `an ending is told as it was`() {
        assertEquals("Your account was connected.", context.getString(Texts.of(connected(isOtherLink = false))))
        assertEquals(R.string.vinculo_outcome_connected_other, Texts.of(connected(isOtherLink = true)))
        assertEquals(R.string.vinculo_outcome_exited, Texts.of(exited(null)))
        val duplicated = exited(made<WidgetError>("duplicated", null))
        assertEquals(R.string.vinculo_exit_duplicated, Texts.of(duplicated))
        assertEquals(R.string.vinculo_problem_refused, Texts.of(failed(FailReason.ENVIRONMENT_MISMATCH)))
        assertTrue(context.getString(Texts.of(failed(FailReason.WEBVIEW_MISSING))).contains("Android System WebView"))
        val codes = listOf(connected(isOtherLink = false), exited(null), duplicated, failed(FailReason.TOKEN_REJECTED)).map(SupportCode::of)
        assertEquals(listOf(null, null, "duplicated", "failed.token_rejected"), codes)
    }

    @Test
    fun `each problem has a code for support`() {
        val problems = LOAD_PROBLEMS.map(::load) + TokenProblem.entries.map(::token) + ConnectProblem.RendererGone
        val codes = problems.map(SupportCode::of)
        assertEquals("$codes", problems.size, codes.toSet().size)
        assertTrue("$codes", codes.all { SupportCode.shown(it) == it })
        assertEquals("load.http_503", SupportCode.of(load(LoadProblem.HttpStatus(UNAVAILABLE))))
        assertEquals(FailReason.entries.map { "failed.${it.name.lowercase()}" }, FailReason.entries.map { SupportCode.of(failed(it)) })
        assertEquals(TokenProblem.entries.map { "token.${it.name.lowercase()}" }, TokenProblem.entries.map { SupportCode.of(token(it)) })
    }

    @Test
    fun `a stranger's sentence is no code`() {
        assertEquals("login_error", SupportCode.of(error("login_error")))
        for (text in listOf("", "call 555 0100", "x".repeat(41), "a\u202Eb", "login_error\n")) {
            assertNull(text, SupportCode.of(error(text)))
            assertNull(text, SupportCode.of(warning(text)))
        }
    }

    private fun speaking(language: String): Context {
        val configuration = Configuration(context.resources.configuration)
        configuration.setLocale(Locale.forLanguageTag(language))
        return context.createConfigurationContext(configuration)
    }

    // Only the session makes these.
    private fun load(problem: LoadProblem): ConnectProblem = made<ConnectProblem.Load>(problem)

    private fun token(problem: TokenProblem): ConnectProblem = made<ConnectProblem.Token>(problem)

    private fun error(code: String): Notice = made<Notice.Error>(code)

    private fun warning(code: String): Notice = made<Notice.Warning>(code)

    private fun connected(isOtherLink: Boolean): ConnectOutcome = made<ConnectOutcome.Connected>("1", "a", true, LinkId("l"), null, true, isOtherLink)

    private fun exited(error: WidgetError?): ConnectOutcome = made<ConnectOutcome.Exited>("1", "a", true, ExitStage.BECAUSE_OF_ERROR, error, ExitSource.WIDGET)

    private fun failed(reason: FailReason): ConnectOutcome = made<ConnectOutcome.Failed>("1", "a", true, reason)

    private inline fun <reified T> made(vararg values: Any?): T {
        val constructor: Constructor<*> = T::class.java.declaredConstructors.first { it.parameterCount == values.size }
        constructor.isAccessible = true
        return constructor.newInstance(*values) as T
    }

    /** Those cases of a sealed class that hold nothing, however many there will be. */
    private inline fun <reified T : Any> objectsOf(): List<T> =
        T::class.java.classes.mapNotNull { it.fields.find { field -> field.name == "INSTANCE" }?.get(null) as? T }

    private companion object {
        const val MANY = 50
        const val EXIT_CODES = 11
        const val UNAVAILABLE = 503
        val LOAD_PROBLEMS = listOf(
            LoadProblem.Offline,
            LoadProblem.Dns,
            LoadProblem.Tls,
            LoadProblem.TimedOut,
            LoadProblem.HttpStatus(UNAVAILABLE),
            LoadProblem.WebviewMissing,
            LoadProblem.Blocked,
        )
    }
}
