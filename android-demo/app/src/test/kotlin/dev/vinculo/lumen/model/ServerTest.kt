package dev.vinculo.lumen.model

import android.content.Context
import dev.vinculo.lumen.AppTest
import dev.vinculo.lumen.R
import dev.vinculo.phone.Sandbox
import org.junit.Assert.assertEquals
import org.junit.Assert.assertFalse
import org.junit.Assert.assertNull
import org.junit.Assert.assertTrue
import org.junit.Test

/** The choice of a server. */
class ServerTest : AppTest() {
    @Test
    fun `the sandbox serves its own widget`() {
        assertEquals("http://127.0.0.1:4747", Server.SANDBOX.origin)
        val navigation = Server.SANDBOX.options("pt").navigation.toString()
        assertTrue(navigation, "widgetHosts=[127.0.0.1]" in navigation)
    }

    @Test
    fun `another backend has Belvo's widget`() {
        val navigation = Server("https://api.example.com/bank", isSandbox = false).options("fr").navigation.toString()
        assertTrue(navigation, "widgetHosts=null" in navigation)
        assertEquals("https://api.example.com:8443", Server("https://api.example.com:8443/bank?a#b", isSandbox = true).origin)
        assertNull(Server("no address", isSandbox = true).origin)
        assertNull(Server("mailto:somebody", isSandbox = true).origin)
    }

    @Test
    fun `an address that cannot work is said and mended`() {
        start(Server("http://api.example.com", isSandbox = false))
        val refused = lumen.user.value as Lumen.User.Refused
        assertEquals("backend_url", refused.reason.code)
        see(R.string.home_refused)
        Sandbox().use { sandbox ->
            lumen.use(Server(sandbox.backend, isSandbox = true))
            see(R.string.accounts_none)
        }
    }

    @Test
    fun `who is not known to the backend is told`() {
        Sandbox().use { sandbox ->
            start(Server(sandbox.backend, isSandbox = true, token = "somebody"))
            see(R.string.problem_sign_in)
            see("sign_in")
        }
    }

    @Test
    fun `the token is kept nowhere`() {
        val store = app.getSharedPreferences("kept", Context.MODE_PRIVATE)
        val settings = Settings(store)
        assertEquals(Server.SANDBOX, settings.server)
        val server = Server("https://api.example.com", isSandbox = false, token = "SECRET")
        settings.server = server
        assertEquals(Server("https://api.example.com", isSandbox = false), settings.server)
        assertFalse(store.all.toString(), "SECRET" in store.all.toString())
        assertFalse("SECRET" in server.toString())
    }
}
