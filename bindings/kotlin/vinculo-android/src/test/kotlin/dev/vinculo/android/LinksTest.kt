package dev.vinculo.android

import android.content.Intent
import android.net.Uri
import dev.vinculo.ConnectOutcome
import dev.vinculo.DeepLinkVerdict
import dev.vinculo.Delivery
import dev.vinculo.phone.Opened
import dev.vinculo.phone.Phone
import dev.vinculo.phone.Reply
import org.junit.Assert.assertEquals
import org.junit.Assert.assertTrue
import org.junit.Test

/** Links that the system brings to the app, and outcomes that are to be sent. */
class LinksTest : ScreenTest() {
    @Test
    fun `a link ends the session that waits for it`() {
        val screen = open()
        assertEquals(DeepLinkVerdict.HANDLED, deliver(screen.success()))
        assertEquals(Opened.LINK, linkOf(screen.result()))
        assertEquals(DeepLinkVerdict.DUPLICATE, deliver(screen.success()))
    }

    @Test
    fun `of two sessions the one it is for takes it`() {
        val (first, second) = open() to open()
        assertEquals(DeepLinkVerdict.HANDLED, deliver(second.success()))
        second.result()
        assertTrue(!first.activity.isFinishing)
    }

    @Test
    fun `a link that comes before its session is brought back waits for it`() {
        val request = request()
        val screen = open(request)
        val link = screen.success()
        val saved = kill(screen)
        assertEquals(DeepLinkVerdict.NO_SESSION, deliver(link))
        assertEquals(Opened.LINK, linkOf(launch(request, saved).result()))
    }

    @Test
    fun `the app's own links stay the app's`() {
        open()
        assertEquals(DeepLinkVerdict.NOT_MINE, deliver("myapp://accounts"))
        assertEquals(DeepLinkVerdict.NOT_MINE, VinculoConnect.onNewIntent(Intent(Intent.ACTION_MAIN), Phone.URLS))
        assertEquals(DeepLinkVerdict.NOT_MINE, VinculoConnect.onNewIntent(Intent(Intent.ACTION_VIEW), Phone.URLS))
    }

    @Test
    fun `a forged link ends nothing`() {
        val screen = open()
        assertTrue(deliver("myapp://success/0000?link=${Opened.LINK}") != DeepLinkVerdict.HANDLED)
        assertTrue(!screen.activity.isFinishing)
    }

    @Test
    fun `what is pending is sent when a worker asks`() {
        backend.onReport = { Reply(401) }
        val screen = open()
        screen.go(screen.success())
        screen.result()
        assertEquals(Delivery.SIGN_IN, wait { VinculoConnect.deliverPending(app) })
        backend.onReport = { Reply(200) }
        assertEquals(Delivery.DONE, wait { VinculoConnect.deliverPending(app) })
        assertEquals(0, wait { vinculo.outbox.entries() }.size)
        app.user = { null }
        assertEquals(Delivery.SIGN_IN, wait { VinculoConnect.deliverPending(app) })
    }

    private fun deliver(link: String): DeepLinkVerdict =
        VinculoConnect.onNewIntent(Intent(Intent.ACTION_VIEW, Uri.parse(link)).addCategory(Intent.CATEGORY_BROWSABLE), Phone.URLS)

    private fun linkOf(result: ConnectResult): String = ((result as ConnectResult.Finished).outcome as ConnectOutcome.Connected).link.value
}
