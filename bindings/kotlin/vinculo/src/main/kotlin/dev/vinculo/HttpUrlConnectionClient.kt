package dev.vinculo

import java.io.ByteArrayOutputStream
import java.io.EOFException
import java.io.IOException
import java.io.InputStream
import java.net.HttpURLConnection
import java.net.SocketTimeoutException
import java.net.URL

/** [HttpClient] on the platform's own stack: its trust store, its proxies, and on Android the app's network security configuration. */
public class HttpUrlConnectionClient : HttpClient {
    override fun send(request: HttpRequest): HttpResponse {
        val deadline = Deadline(request.timeoutMillis)
        val connection = URL(request.url).openConnection() as HttpURLConnection
        try {
            prepare(connection, request)
            connect(connection)
            return try {
                exchange(connection, request, deadline)
            } catch (problem: IOException) {
                throw HttpFailure(HttpFailure.Kind.TIMED_OUT, problem)
            }
        } finally {
            connection.disconnect()
        }
    }

    private fun prepare(
        connection: HttpURLConnection,
        request: HttpRequest,
    ) {
        connection.requestMethod = request.method
        connection.instanceFollowRedirects = false
        connection.useCaches = false
        connection.connectTimeout = clamp(minOf(CONNECT_MILLIS, request.timeoutMillis))
        // Of one read. The desktop's stack takes it once, when it connects.
        connection.readTimeout = clamp(request.timeoutMillis)
        for ((name, value) in request.headers) {
            connection.setRequestProperty(name, value)
        }
        val body = request.body ?: return
        connection.doOutput = true
        // Without it the stack keeps the body, to send it again by itself when the connection breaks.
        connection.setFixedLengthStreamingMode(body.size)
    }

    /** Whatever fails here, nothing of the request was sent: its head goes out with the body, or when the answer is read. */
    private fun connect(connection: HttpURLConnection) {
        try {
            connection.connect()
        } catch (problem: IOException) {
            val kind = if (isAboutTls(problem)) HttpFailure.Kind.NOT_TRUSTED else HttpFailure.Kind.OFFLINE
            throw HttpFailure(kind, problem)
        }
    }

    private fun exchange(
        connection: HttpURLConnection,
        request: HttpRequest,
        deadline: Deadline,
    ): HttpResponse {
        request.body?.let { body -> connection.outputStream.use { it.write(body) } }
        val status = connection.responseCode
        // A status line that is none.
        if (status < 0) throw IOException("no HTTP")
        val stream = if (status >= HttpURLConnection.HTTP_BAD_REQUEST) connection.errorStream else connection.inputStream
        val body = stream?.use { read(it, connection, deadline) } ?: ByteArray(0)
        return HttpResponse(status, headers(connection), body)
    }

    /** One byte more than the contract takes, at most: then the answer is refused by its length, and its status still counts. */
    private fun read(
        stream: InputStream,
        connection: HttpURLConnection,
        deadline: Deadline,
    ): ByteArray {
        val body = ByteArrayOutputStream()
        val chunk = ByteArray(CHUNK)
        while (body.size() <= HttpResponse.MAX_BODY_BYTES) {
            // A server that sends a byte now and then would never end by the limit of one read.
            connection.readTimeout = clamp(deadline.left())
            val wanted = minOf(chunk.size, HttpResponse.MAX_BODY_BYTES + 1 - body.size())
            val count = if (wanted == 0) -1 else stream.read(chunk, 0, wanted)
            if (count < 0) break
            body.write(chunk, 0, count)
        }
        // A JVM takes a connection that breaks for the end of the body; where it is unpacked on the way the length is -1.
        if (body.size() < minOf(connection.contentLengthLong, HttpResponse.MAX_BODY_BYTES.toLong())) throw EOFException("half a body")
        return body.toByteArray()
    }

    private fun headers(connection: HttpURLConnection): Map<String, String> {
        val headers = LinkedHashMap<String, String>()
        for ((name, values) in connection.headerFields) {
            // The status line has no name. Android lists the newest value of a repeated name last.
            if (name != null && values.isNotEmpty()) headers[name] = values.first()
        }
        return headers
    }

    private class Deadline(millis: Long) {
        private val at = System.nanoTime() + millis * NANOS

        /** Milliseconds until it is over. */
        fun left(): Long {
            val left = (at - System.nanoTime()) / NANOS
            if (left <= 0) throw SocketTimeoutException("the request's time is over")
            return left
        }
    }

    private companion object {
        const val CONNECT_MILLIS = 10_000L
        const val CHUNK = 16 * 1024
        const val NANOS = 1_000_000L

        /** 0 would mean for ever. */
        fun clamp(millis: Long): Int = millis.coerceIn(1, Int.MAX_VALUE.toLong()).toInt()
    }
}
