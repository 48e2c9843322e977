package dev.vinculo

import dev.vinculo.phone.Phone
import dev.vinculo.phone.Sandbox
import dev.vinculo.phone.View
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.File
import java.net.HttpURLConnection
import java.net.URI

/** Against the sandbox: a real token, a real widget, and a backend that verifies what it is told. */
class SandboxTest {
    @TempDir
    lateinit var folder: File

    @Test
    fun `a user walks through the widget, and repairs the link afterwards`() {
        Sandbox().use { sandbox ->
            Phone(sandbox.backend, folder, authorization = { Authorization.bearer(Sandbox.BEARER) }).use { phone ->
                val connected = walk(phone, options(sandbox)) as ConnectOutcome.Connected
                assertEquals("erebor_mx_retail", connected.institution?.value)
                phone.until("the backend has it") { phone.vinculo.outbox.entries().isEmpty() }
                val links = phone.onMain { phone.vinculo.links() }
                assertEquals(listOf(connected.link), links.map { it.link })
                assertEquals(NeededAction.NOTHING, links.single().neededAction)

                val repaired = walk(phone, options(sandbox) { repair(connected.link) }) as ConnectOutcome.Connected
                assertEquals(connected.link, repaired.link)
                assertFalse(repaired.isOtherLink)
            }
        }
    }

    private fun options(
        sandbox: Sandbox,
        more: ConnectOptions.Builder.() -> Unit = {},
    ) = ConnectOptions(Phone.URLS) {
        widget(WidgetOptions { baseUrl("${sandbox.origin}/widget/") })
        navigation(
            NavigationOptions {
                widgetHosts("127.0.0.1")
                allowLoopbackHttp(true)
            },
        )
        environment(Environment.SANDBOX)
        limits(Phone.LIMITS)
        more()
    }

    /** A webview without pictures: each page is asked about, posted to, and left by its redirect. */
    private fun walk(
        phone: Phone,
        options: ConnectOptions,
    ): ConnectOutcome {
        val view = View()
        val session = phone.session(options)
        phone.onMain { session.attach(view) }
        var url = view.next().removePrefix("load ")
        url = follow(url, null)
        phone.onMain { session.pageShown() }
        while (phone.onMain { session.navigate(Navigation(url)) }) {
            val page = url.substringAfterLast('/')
            url = if (page == "success") follow(url.removeSuffix(page) + "done", null) else follow(url, FORMS.getValue(page))
        }
        return phone.outcome(session).also { phone.onMain { session.acknowledge() } }
    }

    /** Where the answer leads. */
    private fun follow(
        url: String,
        form: String?,
    ): String {
        val connection = URI(url).toURL().openConnection() as HttpURLConnection
        connection.instanceFollowRedirects = false
        if (form != null) {
            connection.doOutput = true
            connection.outputStream.use { it.write(form.toByteArray()) }
        }
        val location = connection.getHeaderField("Location")
        checkNotNull(location) { "${connection.responseCode} leads nowhere" }
        return URI(url).resolve(location).toString()
    }

    private companion object {
        val FORMS = mapOf("consent" to "", "institutions" to "institution=erebor_mx_retail", "credentials" to "username=ana&password=x")
    }
}
