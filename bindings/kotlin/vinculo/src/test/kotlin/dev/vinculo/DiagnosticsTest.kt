package dev.vinculo

import dev.vinculo.core.Anomaly
import dev.vinculo.core.BlockReason
import dev.vinculo.core.InvalidReason
import dev.vinculo.phone.AppBackend
import dev.vinculo.phone.Phone
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.File
import dev.vinculo.core.Diagnostic as CoreDiagnostic
import dev.vinculo.core.Phase as CorePhase

/** What was odd is spelled as in Rust and Swift. */
class DiagnosticsTest {
    @TempDir
    lateinit var folder: File

    @Test
    fun `names and details are those of the table`() {
        val table = File(System.getProperty("vinculo.root"), "bindings/diagnostics.txt").readLines().filterNot { it.startsWith("#") }
        assertEquals(table, EACH.map { "${it.name()}: ${it.detail()}".trimEnd() })
        assertEquals(CoreDiagnostic::class.sealedSubclasses.toSet(), EACH.map { it::class }.toSet())
    }

    @Test
    fun `an app hears them so`() {
        AppBackend().use { backend ->
            Phone(backend.url, folder).use { phone ->
                val opened = phone.open(backend)
                phone.onMain {
                    opened.session.navigate(Navigation("javascript:alert(1)"))
                    opened.session.navigate(Navigation(opened.callback("success")))
                    opened.session.navigate(Navigation(opened.callback("success", "?link=not-a-uuid")))
                    opened.session.navigate(Navigation(opened.callback("success", "?link=not-a-uuid")))
                }
                val heard =
                    listOf("blocked: dangerous_scheme", "invalid_callback: missing_link", "anomalies: link_not_uuid") +
                        listOf("anomalies: link_not_uuid", "duplicate: success of the same link")
                phone.until("they are told") { phone.diagnostics.size >= heard.size }
                assertEquals(heard, phone.diagnostics.map { "${it.code}: ${it.detail}" })
            }
        }
    }

    private companion object {
        val EACH =
            listOf(
                CoreDiagnostic.StaleAnswer(7u),
                CoreDiagnostic.Ignored(CorePhase.FETCHING_TOKEN, "page_shown"),
                CoreDiagnostic.Duplicate("success", sameLink = true),
                CoreDiagnostic.Duplicate("exit", sameLink = false),
                CoreDiagnostic.UntrustedCallback,
                CoreDiagnostic.NonceMismatch,
                CoreDiagnostic.UnknownCallback("other/place"),
                CoreDiagnostic.InvalidCallback(InvalidReason.TOO_MANY_PARAMETERS),
                CoreDiagnostic.Anomalies(listOf(Anomaly.BROKEN_ESCAPE, Anomaly.LINK_NOT_UUID)),
                CoreDiagnostic.Blocked(BlockReason.DANGEROUS_SCHEME),
                CoreDiagnostic.ForeignHost("bank.example"),
                CoreDiagnostic.BankRefused("risk_analysis_denied"),
                CoreDiagnostic.PageReported("login_error", null),
                CoreDiagnostic.PageReported("login_error", "5d2f"),
                CoreDiagnostic.LinkWithError,
                CoreDiagnostic.NonceNotInForce,
                CoreDiagnostic.BuiltInScheme,
                CoreDiagnostic.UnreadableMessage,
                CoreDiagnostic.ClockSkew,
                CoreDiagnostic.OtherLink,
                CoreDiagnostic.LateSuccess,
                CoreDiagnostic.NotDurable,
                CoreDiagnostic.ReportPending,
            )
    }
}
