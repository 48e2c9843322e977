package dev.vinculo.phone

import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import java.net.InetAddress
import java.net.InetSocketAddress
import java.util.concurrent.CopyOnWriteArrayList
import java.util.concurrent.Executors
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit

/** A request as it arrived. */
class Arrived(
    val method: String,
    val path: String,
    val headers: Map<String, String>,
    val body: String,
) {
    val json: JsonObject get() = Json.parseToJsonElement(body).jsonObject

    fun text(vararg path: String): String = path.dropLast(1).fold(json) { json, key -> json.getValue(key).jsonObject }.getValue(path.last()).jsonPrimitive.content

    override fun toString(): String = "$method $path"
}

/** What to answer. */
class Reply(
    val status: Int,
    val body: String = "{}",
    val headers: Map<String, String> = emptyMap(),
)

/** A backend of the contract that answers as a test wants it; a real server on loopback. */
class AppBackend : AutoCloseable {
    private val server = HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)
    private val threads = Executors.newCachedThreadPool()
    private val arrived = LinkedBlockingQueue<Arrived>()
    private var tokens = 0

    /** All requests so far. */
    val all = CopyOnWriteArrayList<Arrived>()

    @Volatile
    var onOpen: (Arrived) -> Reply = { Reply(200, """{"access_token":"ACCESS-${++tokens}"}""") }

    @Volatile
    var onLateLink: (Arrived) -> Reply = { Reply(200, """{"link":null}""") }

    @Volatile
    var onReport: (Arrived) -> Reply = { Reply(200) }

    @Volatile
    var onLinks: (Arrived) -> Reply = { Reply(200, """{"links":[]}""") }

    val url: String

    init {
        server.executor = threads
        server.createContext("/") { exchange ->
            try {
                answer(exchange)
            } finally {
                exchange.close()
            }
        }
        server.start()
        url = "http://127.0.0.1:${server.address.port}/bank"
    }

    /** The next request whose method is this. Others are passed over. */
    fun next(method: String): Arrived {
        while (true) {
            val next = checkNotNull(arrived.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)) { "no $method came" }
            if (next.method == method) return next
        }
    }

    fun count(method: String): Int = all.count { it.method == method }

    override fun close() {
        server.stop(0)
        threads.shutdownNow()
    }

    private fun answer(exchange: HttpExchange) {
        val headers = exchange.requestHeaders.entries.associate { (name, values) -> name.lowercase() to values.first() }
        val body = exchange.requestBody.readBytes().decodeToString()
        val request = Arrived(exchange.requestMethod, exchange.requestURI.path, headers, body)
        all += request
        arrived += request
        val reply =
            when {
                request.method == "POST" -> onOpen(request)
                request.method == "PUT" -> onReport(request)
                request.path.endsWith("/link") -> onLateLink(request)
                else -> onLinks(request)
            }
        reply.headers.forEach { (name, value) -> exchange.responseHeaders.add(name, value) }
        val bytes = reply.body.toByteArray()
        exchange.sendResponseHeaders(reply.status, if (bytes.isEmpty()) -1 else bytes.size.toLong())
        if (bytes.isNotEmpty()) exchange.responseBody.write(bytes)
    }
}
