package dev.vinculo

import java.io.IOException

/**
 * Sends one request to your backend. [HttpUrlConnectionClient] is there by default; bring your own for certificate
 * pinning, a proxy, or the stack the rest of your app uses.
 *
 * Called on a background thread, which it may block; it is interrupted when nobody waits any more. It must not follow
 * redirects, since the user's authentication would follow them, must not answer from a cache, and need not read more
 * than [HttpResponse.MAX_BODY_BYTES] of a body.
 */
public fun interface HttpClient {
    /**
     * Sends [request] once and reads the answer, whatever its status.
     *
     * Any [IOException] means that no whole answer came. [HttpFailure] says how far it got; of others it is guessed
     * from their type, and when in doubt the request counts as sent.
     */
    @Throws(IOException::class)
    public fun send(request: HttpRequest): HttpResponse
}

/** A request to send. Prints neither headers nor body, because the user's authentication is in them. */
public class HttpRequest(
    /** `GET`, `POST` or `PUT`. */
    public val method: String,
    /** The whole URL: https, or http to this machine. */
    public val url: String,
    /** All headers, the authentication among them. Names are not repeated. */
    public val headers: Map<String, String>,
    /** JSON, where there is any. */
    public val body: ByteArray?,
    /** How long everything may take, from the first step of the connection to the last byte, in milliseconds. */
    public val timeoutMillis: Long,
) {
    /** Method and sizes. */
    override fun toString(): String = "HttpRequest($method, ${headers.size} headers, ${body?.size ?: 0} bytes)"
}

/**
 * What came back. Prints no content: the body may hold a token.
 *
 * @property status The HTTP status, any.
 * @property headers All headers; the first of a name counts, whatever its case.
 * @property body The bytes, decompressed.
 */
public class HttpResponse(public val status: Int, public val headers: Map<String, String>, public val body: ByteArray) {
    /** Status and sizes. */
    override fun toString(): String = "HttpResponse($status, ${headers.size} headers, ${body.size} bytes)"

    public companion object {
        /** What a body may hold at most: 1 MiB. One byte more, and the answer is refused. */
        public const val MAX_BODY_BYTES: Int = 1024 * 1024
    }
}

/**
 * No whole answer came.
 *
 * @property kind How far it got.
 */
public class HttpFailure(public val kind: Kind, cause: Throwable? = null) : IOException("no answer of the backend: ${kind.name}", cause) {
    /** How far a request got. */
    public enum class Kind {
        /** No connection came about, so nothing was sent. */
        OFFLINE,

        /** The certificate or TLS was not accepted, so nothing was sent. */
        NOT_TRUSTED,

        /** It may have been sent. */
        TIMED_OUT,
    }
}
