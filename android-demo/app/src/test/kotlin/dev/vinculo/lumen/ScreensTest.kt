package dev.vinculo.lumen

import androidx.compose.ui.geometry.Size
import androidx.compose.ui.semantics.SemanticsActions
import androidx.compose.ui.semantics.SemanticsNode
import androidx.compose.ui.semantics.SemanticsProperties
import androidx.compose.ui.semantics.getOrNull
import androidx.compose.ui.test.SemanticsMatcher
import androidx.compose.ui.test.assertIsDisplayed
import androidx.compose.ui.test.assertIsNotEnabled
import androidx.compose.ui.test.assertIsOff
import androidx.compose.ui.test.hasClickAction
import androidx.compose.ui.test.hasContentDescription
import androidx.compose.ui.test.hasSetTextAction
import androidx.compose.ui.test.hasText
import androidx.compose.ui.test.isHeading
import androidx.compose.ui.test.isToggleable
import androidx.compose.ui.test.performClick
import androidx.compose.ui.test.performScrollTo
import androidx.compose.ui.test.performTextReplacement
import androidx.compose.ui.text.TextLayoutResult
import dev.vinculo.lumen.model.Faults
import dev.vinculo.lumen.model.Server
import dev.vinculo.phone.AppBackend
import dev.vinculo.phone.Opened
import dev.vinculo.phone.Reply
import dev.vinculo.phone.Sandbox
import org.junit.After
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test
import org.robolectric.RuntimeEnvironment
import org.robolectric.Shadows.shadowOf
import org.robolectric.annotation.Config
import org.robolectric.annotation.GraphicsMode
import dev.vinculo.android.R as VinculoR

/** Each screen: what it says, what can be done, and what TalkBack hears of it. */
@Config(qualifiers = "en-rUS-w400dp-h900dp")
class ScreensTest : AppTest() {
    private val backend = AppBackend()

    @After
    fun close() = backend.close()

    @Test
    fun `each health is said, with what mends it`() {
        backend.tell(*HEALTHS.map { "bank_${it.first}" to it.first }.toTypedArray())
        start(backend.server())
        for ((health, words, help) in HEALTHS) {
            val name = "Bank " + health.split('_').first().replaceFirstChar(Char::uppercaseChar)
            val row = compose.onNode(hasText(text(words)) and hasText(name, substring = true)).performScrollTo()
            row.assertIsDisplayed()
            if (help != null) assertTrue(health, row.fetchSemanticsNode().texts().contains(text(help)))
        }
        assertEquals(2, compose.onAllNodes(hasText(text(R.string.accounts_update))).fetchSemanticsNodes().size)
    }

    @Test
    fun `the link that is to be mended is the one that is asked for`() {
        backend.tell("good_bank" to "valid", "bad_bank" to "credentials")
        start(backend.server())
        tap(R.string.accounts_update)
        widget().loaded()
        val asked = backend.all.last { it.method == "POST" }
        assertTrue(asked.body, "0b5a1b5e-7f4c-4a8e-9d53-2f6f3a1c9e11" in asked.body)
    }

    @Test
    fun `a backend that does not answer is said, and asked again when the app is in front`() {
        backend.onLinks = { Reply(500) }
        start(backend.server())
        see(R.string.problem_backend).assertIsDisplayed()
        backend.tell("good_bank" to "valid")
        main.pause().resume()
        see("Good Bank").assertIsDisplayed()
    }

    @Test
    fun `a screen that the user closed before it began is said to have no outcome`() {
        start(backend.server())
        tap(R.string.accounts_connect)
        val widget = widget()
        widget.controller.pause().stop()
        shadowOf(main.get()).callOnActivityResult(widget.requestCode, 0, null)
        see(R.string.problem_other).assertIsDisplayed()
        see("interrupted")
    }

    @Test
    fun `the sandbox is told what to do wrong in the settings`() {
        Sandbox().use { sandbox ->
            start(Server(sandbox.backend, isSandbox = true))
            compose.onNode(hasContentDescription(text(R.string.settings_title))).performClick()
            until("it is known what holds") { signedIn.faults.state.value is Faults.State.Here }
            see("manual").performScrollTo().performClick()
            see("exit_with_error").performClick()
            until("it holds") { (signedIn.faults.state.value as? Faults.State.Here)?.scenario == "exit_with_error" }
            see("exit_with_error").assertExists()
        }
    }

    @Test
    fun `another server is chosen in the settings`() {
        start(backend.server())
        compose.onNode(hasContentDescription(text(R.string.settings_title))).performClick()
        see(R.string.faults_absent)
        see(R.string.settings_use).assertIsNotEnabled()
        compose.onNode(hasSetTextAction() and hasText(text(R.string.settings_address))).performTextReplacement("https://api.example.com/bank")
        compose.onNode(isToggleable()).performScrollTo().performClick().assertIsOff()
        tap(R.string.settings_use)
        until("it is the server") { lumen.server.value == Server("https://api.example.com/bank", isSandbox = false) }
        tap(R.string.settings_default)
        until("it is the sandbox") { lumen.server.value == Server.SANDBOX }
    }

    @Test
    fun `what is typed is there after a rotation`() {
        start(backend.server())
        compose.onNode(hasContentDescription(text(R.string.settings_title))).performClick()
        compose.onNode(hasSetTextAction() and hasText(text(R.string.settings_token))).performTextReplacement("typed")
        main.recreate()
        compose.waitForIdle()
        assertEquals("typed", lumen.draft.value.token)
        see(R.string.settings_server).assertIsDisplayed()
    }

    @Test
    fun `TalkBack hears what each thing is, and fingers meet it`() {
        tour { page ->
            val actions = compose.onAllNodes(hasClickAction()).fetchSemanticsNodes()
            assertTrue(page, actions.isNotEmpty())
            val least = TOUCH_DP * main.get().resources.displayMetrics.density
            for (node in actions) {
                val said = node.texts() + node.config.getOrNull(SemanticsProperties.ContentDescription).orEmpty()
                assertTrue("$page: a button without a word", said.any { it.isNotBlank() })
                val size = Size(node.touchBoundsInRoot.width, node.touchBoundsInRoot.height)
                assertTrue("$page: $said is $size", size.minDimension >= least - 1)
            }
            assertTrue(page, compose.onAllNodes(isHeading()).fetchSemanticsNodes().isNotEmpty())
            assertEquals(page, 1, compose.onAllNodes(SemanticsMatcher.keyIsDefined(SemanticsProperties.PaneTitle)).fetchSemanticsNodes().size)
        }
    }

    @Test
    @GraphicsMode(GraphicsMode.Mode.NATIVE)
    @Config(sdk = [35], qualifiers = "pt-rBR-w320dp-h640dp")
    fun `nothing is cut off on a small phone with large text`() {
        RuntimeEnvironment.setFontScale(LARGE)
        tour { page ->
            val texts = compose.onAllNodes(SemanticsMatcher.keyIsDefined(SemanticsActions.GetTextLayoutResult), useUnmergedTree = true)
            for (node in texts.fetchSemanticsNodes().filterNot { it.isField }) {
                val layout = node.layout
                val width = (0 until layout.lineCount).maxOf { layout.getLineRight(it) - layout.getLineLeft(it) }
                // Sizes are whole pixels.
                val fits = layout.multiParagraph.height <= layout.size.height + 1 && width <= layout.size.width + 1
                assertTrue("$page: ${layout.layoutInput.text}", fits && !layout.multiParagraph.didExceedMaxLines)
            }
        }
    }

    /** Through all pages, with accounts in every state and an outcome. */
    private fun tour(look: (page: String) -> Unit) {
        backend.tell(*HEALTHS.map { "bank_${it.first}" to it.first }.toTypedArray())
        start(backend.server())
        tap(R.string.accounts_connect)
        val widget = widget()
        widget.loaded()
        widget.go(backend.all.last { it.method == "POST" }.text("callback_urls", "success") + "?link=${Opened.LINK}")
        answer(widget)
        see(R.string.accounts_header)
        look("home")
        tap(VinculoR.string.vinculo_outcome_connected)
        look("outcome")
        compose.onNode(hasContentDescription(text(VinculoR.string.vinculo_action_back))).performClick()
        compose.onNode(hasContentDescription(text(R.string.settings_title))).performClick()
        see(R.string.faults_absent)
        look("settings")
    }

    /** Of one line, which scrolls. */
    private val SemanticsNode.isField get() = config.getOrNull(SemanticsProperties.EditableText) != null

    private val SemanticsNode.layout: TextLayoutResult
        get() = mutableListOf<TextLayoutResult>().also { config[SemanticsActions.GetTextLayoutResult].action?.invoke(it) }.single()

    private fun SemanticsNode.texts(): List<String> = config.getOrNull(SemanticsProperties.Text).orEmpty().map { it.text } +
        listOfNotNull(config.getOrNull(SemanticsProperties.EditableText)?.text)

    private companion object {
        const val TOUCH_DP = 48
        const val LARGE = 1.8f
        val HEALTHS = listOf(
            Triple("valid", R.string.health_valid, null),
            Triple("credentials", R.string.health_credentials, null),
            Triple("mfa", R.string.health_mfa, null),
            Triple("unconfirmed", R.string.health_unconfirmed, R.string.advice_reconnect),
            Triple("consent_expiring", R.string.health_consent_expiring, R.string.advice_renew_consent),
            Triple("consent_expired", R.string.health_consent_expired, R.string.advice_renew_consent),
            Triple("institution_trouble", R.string.health_institution_trouble, R.string.advice_wait),
            Triple("stale", R.string.health_stale, R.string.advice_wait),
            Triple("of_a_newer_backend", R.string.health_other, null),
        )
    }
}
