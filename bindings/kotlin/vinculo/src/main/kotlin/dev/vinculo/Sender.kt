package dev.vinculo

import dev.vinculo.core.BackendException
import dev.vinculo.core.HttpHeader
import dev.vinculo.core.HttpMethod
import kotlinx.coroutines.CoroutineDispatcher
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.async
import kotlinx.coroutines.runInterruptible
import kotlinx.coroutines.withTimeoutOrNull
import java.io.IOException
import dev.vinculo.core.HttpRequest as CoreRequest
import dev.vinculo.core.HttpResponse as CoreResponse

/** Sends one request of the core with the app's client, under the user's authorisation, and never longer than asked. */
internal class Sender(
    private val client: HttpClient,
    private val authorization: AuthorizationProvider,
    /** Where a request goes on that nobody waits for any more, until the client gives it up. */
    private val scope: CoroutineScope,
    private val background: CoroutineDispatcher,
    private val diagnose: (code: String, detail: String) -> Unit,
) {
    /** Sends it once. Gives up after [millis], or after [TOTAL_MILLIS]. */
    suspend fun send(request: CoreRequest, millis: Long?): Sent {
        val limit = minOf(millis ?: TOTAL_MILLIS, TOTAL_MILLIS)
        return within(limit) { attempt(request, limit) } ?: Sent.Unanswered(BackendException.TimedOut())
    }

    /** Whether it was refused under an authorisation that is not the user's any more. */
    suspend fun isOutdated(sent: Sent): Boolean {
        if (sent !is Sent.Answered || sent.response.status != UNAUTHORIZED) return false
        val now = within(TOTAL_MILLIS) { current() } ?: return false
        return now.isSuccess && now.getOrNull() != sent.under
    }

    /** Does what may block, in the background; `null` when the time is over. */
    private suspend fun <R : Any> within(millis: Long, work: () -> R): R? {
        // A child of the scope and not of the caller: the app's code may be deaf to interrupts, and the caller must not wait for it.
        val working = scope.async(background) { runInterruptible { work() } }
        try {
            return withTimeoutOrNull(millis) { working.await() }
        } finally {
            working.cancel()
        }
    }

    private fun attempt(request: CoreRequest, limit: Long): Sent {
        val under =
            current().getOrElse {
                diagnose("authorization_failed", it.javaClass.simpleName)
                return Sent.Unanswered(BackendException.Offline())
            }
        return try {
            Sent.Answered(client.send(written(request, under, limit)), under)
        } catch (problem: IOException) {
            Sent.Unanswered(error(failureKind(problem)))
        } catch (_: InterruptedException) {
            // Nobody waits for it any more.
            Sent.Unanswered(BackendException.TimedOut())
        } catch (problem: Exception) {
            diagnose("http_client_failed", problem.javaClass.simpleName)
            // Android's for an app without the permission INTERNET. Of any other the request may have been sent before.
            Sent.Unanswered(if (problem is SecurityException) BackendException.Offline() else BackendException.TimedOut())
        }
    }

    private fun current(): Result<Authorization?> = try {
        Result.success(authorization.authorization())
    } catch (problem: InterruptedException) {
        throw problem
    } catch (problem: Exception) {
        Result.failure(problem)
    }

    private fun written(request: CoreRequest, under: Authorization?, limit: Long): HttpRequest {
        val headers = LinkedHashMap<String, String>()
        request.headers.forEach { headers[it.name] = it.value }
        under?.let { headers[it.name] = it.value }
        val method =
            when (request.method) {
                HttpMethod.GET -> "GET"
                HttpMethod.POST -> "POST"
                HttpMethod.PUT -> "PUT"
            }
        return HttpRequest(method, request.url, headers, request.body, limit)
    }

    private fun error(kind: HttpFailure.Kind): BackendException = when (kind) {
        HttpFailure.Kind.OFFLINE -> BackendException.Offline()
        HttpFailure.Kind.NOT_TRUSTED -> BackendException.NotTrusted()
        HttpFailure.Kind.TIMED_OUT -> BackendException.TimedOut()
    }

    private companion object {
        const val TOTAL_MILLIS = 20_000L
        const val UNAUTHORIZED = 401
    }
}

/** What became of one try. */
internal sealed class Sent {
    /** An answer came, to a request under this authorisation. */
    class Answered(val response: HttpResponse, val under: Authorization?) : Sent() {
        /** As the core reads it. Close it: it lives in native memory. */
        fun toCore(): CoreResponse {
            val headers = response.headers.map { (name, value) -> HttpHeader(name, value) }
            return CoreResponse(response.status.coerceIn(0, UShort.MAX_VALUE.toInt()).toUShort(), headers, response.body)
        }
    }

    /** None came. */
    class Unanswered(val error: BackendException) : Sent()
}
