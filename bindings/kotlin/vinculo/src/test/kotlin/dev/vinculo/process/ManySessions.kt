package dev.vinculo.process

import dev.vinculo.Authorization
import dev.vinculo.ConnectOptions
import dev.vinculo.ConnectOutcome
import dev.vinculo.ConnectSession
import dev.vinculo.HttpClient
import dev.vinculo.HttpResponse
import dev.vinculo.Navigation
import dev.vinculo.PrivateText
import dev.vinculo.Vinculo
import dev.vinculo.phone.MainThread
import dev.vinculo.phone.Opened
import dev.vinculo.phone.Phone
import dev.vinculo.phone.View
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import java.io.File
import java.nio.file.Files

/**
 * `ManySessionsKt COUNT [keep]`: goes through so many sessions, and prints the resident memory in KiB after every 250, behind a
 * garbage collection. With `keep` it keeps them: a leak.
 */
fun main(arguments: Array<String>) {
    val count = arguments[0].toInt()
    val kept = mutableListOf<ConnectSession>()
    val folder = Files.createTempDirectory("vinculo-many").toFile()
    val backend = Backend()
    val main = MainThread()
    val vinculo =
        runBlocking {
            Vinculo
                .Builder("https://example.com", "user-1", folder)
                .authorization { Authorization.bearer("user-token") }
                .httpClient(backend)
                .mainDispatcher(main)
                .open()
        }
    for (number in 1..count) {
        val session = runBlocking(main) { connect(vinculo, backend) }
        if ("keep" in arguments) kept += session
        if (number % EVERY == 0) {
            runBlocking { vinculo.outbox.deliver() }
            System.gc()
            println("$number ${residentKib()}")
        }
        if (number % SHOWN == 0) System.err.println("$number sessions")
    }
    check(runBlocking { vinculo.outbox.entries() }.isEmpty())
    runBlocking { vinculo.close() }
    main.close()
    folder.deleteRecursively()
    check(kept.size <= count)
}

private suspend fun connect(
    vinculo: Vinculo,
    backend: Backend,
): ConnectSession {
    val session = vinculo.session(OPTIONS)
    val view = Loaded()
    session.attach(view)
    view.loaded.await()
    session.pageShown()
    session.navigate(Navigation("${backend.success}?link=${Opened.LINK}"))
    check(session.outcome() is ConnectOutcome.Connected)
    session.acknowledge()
    return session
}

private val OPTIONS = ConnectOptions(Phone.URLS)
private const val EVERY = 250
private const val SHOWN = 1000

private fun residentKib(): Long = File("/proc/self/status").readLines().first { it.startsWith("VmRSS:") }.filter(Char::isDigit).toLong()

/** A view that says when it is asked to load. */
private class Loaded : dev.vinculo.WebSurface by View() {
    val loaded = kotlinx.coroutines.CompletableDeferred<Unit>()

    override fun load(url: PrivateText) {
        loaded.complete(Unit)
    }
}

/** Answers at once: what is measured is the package and not a server. */
private class Backend : HttpClient {
    /** Where the last session's token leads. */
    @Volatile
    var success = ""

    override fun send(request: dev.vinculo.HttpRequest): HttpResponse {
        if (request.method != "POST") return HttpResponse(200, emptyMap(), "{}".toByteArray())
        val asked = Json.parseToJsonElement(requireNotNull(request.body).decodeToString()).jsonObject
        success = asked.getValue("callback_urls").jsonObject.getValue("success").jsonPrimitive.content
        return HttpResponse(200, emptyMap(), """{"access_token":"ACCESS"}""".toByteArray())
    }
}
