package dev.vinculo

import com.sun.net.httpserver.HttpServer
import com.sun.net.httpserver.HttpsConfigurator
import com.sun.net.httpserver.HttpsServer
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.File
import java.net.InetAddress
import java.net.InetSocketAddress
import java.net.ServerSocket
import java.security.KeyStore
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.Executors
import javax.net.ssl.KeyManagerFactory
import javax.net.ssl.SSLContext

/** The default client against real servers that misbehave. */
class HttpUrlConnectionClientTest {
    @TempDir
    lateinit var folder: File
    private val threads = Executors.newCachedThreadPool()
    private val closing = mutableListOf<() -> Unit>({ threads.shutdownNow() })
    private val paths = CopyOnWriteArrayList<String>()

    @AfterEach
    fun stop() {
        closing.reversed().forEach { it() }
    }

    @Test
    fun `a request arrives as it was written`() {
        val seen = mutableMapOf<String, String>()
        val url =
            serve { exchange ->
                seen["method"] = exchange.requestMethod
                seen["header"] = exchange.requestHeaders.getFirst("X-Session").orEmpty()
                seen["body"] = exchange.requestBody.readBytes().decodeToString()
                exchange.responseHeaders.add("Retry-After", "7")
                exchange.sendResponseHeaders(503, 4)
                exchange.responseBody.write("busy".toByteArray())
            }
        val answer = send(url, method = "PUT", headers = mapOf("X-Session" to "s"), body = "{}")
        assertEquals(mapOf("method" to "PUT", "header" to "s", "body" to "{}"), seen)
        assertEquals(503, answer.status)
        assertEquals("busy", answer.body.decodeToString())
        assertEquals("7", answer.headers.entries.single { it.key.equals("retry-after", ignoreCase = true) }.value)
    }

    @Test
    fun `a redirect is an answer, and is not followed`() {
        for (status in listOf(301, 302, 303, 307, 308)) {
            paths.clear()
            val url =
                serve { exchange ->
                    exchange.responseHeaders.add("Location", "/elsewhere")
                    exchange.sendResponseHeaders(status, -1)
                }
            assertEquals(status, send(url).status)
            assertEquals(status, send(url, method = "POST", body = "{}").status)
            assertEquals(listOf("/", "/"), paths.toList())
        }
    }

    @Test
    fun `nothing comes from a cache`() {
        val url =
            serve { exchange ->
                exchange.responseHeaders.add("Cache-Control", "max-age=3600")
                exchange.sendResponseHeaders(200, -1)
            }
        repeat(3) { send(url) }
        assertEquals(3, paths.size)
    }

    @Test
    fun `a 401 is an answer`() {
        val url =
            serve { exchange ->
                exchange.responseHeaders.add("WWW-Authenticate", "Basic realm=\"x\"")
                exchange.sendResponseHeaders(401, -1)
            }
        assertEquals(401, send(url).status)
        assertEquals(401, send(url, method = "POST", body = "{}").status)
        assertEquals(2, paths.size)
    }

    @Test
    fun `of a body one byte more is read than may be`() {
        val url =
            serve { exchange ->
                exchange.sendResponseHeaders(200, 0)
                val chunk = ByteArray(64 * 1024)
                repeat(64) { exchange.responseBody.write(chunk) }
            }
        assertEquals(HttpResponse.MAX_BODY_BYTES + 1, send(url).body.size)
    }

    @Test
    fun `nobody listens`() {
        val port = ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { it.localPort }
        assertEquals(HttpFailure.Kind.OFFLINE, failure("http://127.0.0.1:$port/"))
        assertEquals(HttpFailure.Kind.OFFLINE, failure("http://nowhere.invalid/"))
    }

    @Test
    fun `a server that says nothing is given up`() {
        val listening = ServerSocket(0, 1, InetAddress.getLoopbackAddress())
        closing += { listening.close() }
        assertEquals(HttpFailure.Kind.TIMED_OUT, failure("http://127.0.0.1:${listening.localPort}/", millis = 200))
    }

    @Test
    fun `a server that says a byte now and then is given up`() {
        val url =
            serve { exchange ->
                exchange.sendResponseHeaders(200, 0)
                runCatching {
                    while (true) {
                        exchange.responseBody.write(1)
                        exchange.responseBody.flush()
                        Thread.sleep(20)
                    }
                }
            }
        assertEquals(HttpFailure.Kind.TIMED_OUT, failure(url, millis = 300))
    }

    @Test
    fun `a connection that breaks within the answer may have been sent`() {
        val listening = ServerSocket(0, 8, InetAddress.getLoopbackAddress())
        closing += { listening.close() }
        threads.execute {
            runCatching {
                while (true) {
                    listening.accept().use {
                        it.getInputStream().read()
                        it.getOutputStream().write("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf".toByteArray())
                    }
                }
            }
        }
        assertEquals(HttpFailure.Kind.TIMED_OUT, failure("http://127.0.0.1:${listening.localPort}/"))
    }

    @Test
    fun `a certificate that nobody has signed is not trusted`() {
        val server = HttpsServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)
        server.httpsConfigurator = HttpsConfigurator(selfSigned())
        val url = "https://127.0.0.1:${start(server) { it.sendResponseHeaders(200, -1) }}/"
        assertEquals(HttpFailure.Kind.NOT_TRUSTED, failure(url))
        assertTrue(paths.isEmpty())
    }

    @Test
    fun `a network that breaks the handshake is no matter of trust`() {
        val listening = ServerSocket(0, 8, InetAddress.getLoopbackAddress())
        closing += { listening.close() }
        threads.execute { runCatching { while (true) listening.accept().use { it.getInputStream().read() } } }
        assertEquals(HttpFailure.Kind.OFFLINE, failure("https://127.0.0.1:${listening.localPort}/"))
    }

    private fun serve(handle: (com.sun.net.httpserver.HttpExchange) -> Unit): String =
        "http://127.0.0.1:${start(HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0), handle)}/"

    private fun start(
        server: HttpServer,
        handle: (com.sun.net.httpserver.HttpExchange) -> Unit,
    ): Int {
        server.executor = threads
        server.createContext("/") { exchange ->
            paths += exchange.requestURI.path
            try {
                handle(exchange)
            } finally {
                exchange.close()
            }
        }
        server.start()
        closing += { server.stop(0) }
        return server.address.port
    }

    private fun send(
        url: String,
        method: String = "GET",
        headers: Map<String, String> = emptyMap(),
        body: String? = null,
        millis: Long = 20_000,
    ): HttpResponse = HttpUrlConnectionClient().send(HttpRequest(method, url, headers, body?.toByteArray(), millis))

    private fun failure(
        url: String,
        millis: Long = 20_000,
    ): HttpFailure.Kind = assertThrows(HttpFailure::class.java) { send(url, millis = millis) }.kind

    /** Made for this test, so that no key lies in the repository. */
    private fun selfSigned(): SSLContext {
        val file = File(folder, "keys.p12")
        val keytool = File(System.getProperty("java.home"), "bin/keytool").path
        val made =
            ProcessBuilder(
                keytool, "-genkeypair", "-keyalg", "EC", "-alias", "test", "-dname", "CN=127.0.0.1", "-storetype", "PKCS12",
                "-storepass", PASSWORD, "-keystore", file.path,
            ).redirectErrorStream(true).start()
        check(made.waitFor() == 0) { made.inputStream.readBytes().decodeToString() }
        val keys = KeyStore.getInstance(file, PASSWORD.toCharArray())
        val factory = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm())
        factory.init(keys, PASSWORD.toCharArray())
        return SSLContext.getInstance("TLS").apply { init(factory.keyManagers, null, null) }
    }

    private companion object {
        const val PASSWORD = "of this test"
    }
}
