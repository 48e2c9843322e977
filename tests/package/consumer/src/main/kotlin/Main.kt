package com.example

import dev.vinculo.Authorization
import dev.vinculo.ConnectOutcome
import dev.vinculo.ConnectSession
import dev.vinculo.Navigation
import dev.vinculo.Notice
import dev.vinculo.PrivateText
import dev.vinculo.Vinculo
import dev.vinculo.WebSurface
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import kotlinx.coroutines.withTimeout
import java.io.File
import kotlin.system.exitProcess

/** Connects an account at a sandbox, and prints how that went: `consumer <origin> <bearer> <folder>`. */
fun main(arguments: Array<String>) {
    val (origin, bearer, folder) = arguments
    val line = runBlocking { withTimeout(60_000) { connect(origin, bearer, File(folder)) } }
    println(line)
    exitProcess(0)
}

private suspend fun connect(
    origin: String,
    bearer: String,
    folder: File,
): String {
    val main = MainThread()
    val vinculo =
        Vinculo.Builder("$origin/backend", "user-1", folder)
            .authorization { Authorization.bearer(bearer) }
            .mainDispatcher(main)
            .diagnostics { System.err.println(it) }
            .open()
    val line =
        withContext(main) {
            val session = vinculo.session(Options.forWidgetAt(origin))
            session.attach(Surface(session, CoroutineScope(coroutineContext), origin))
            val outcome = session.outcome()
            session.acknowledge()
            val delivery = vinculo.outbox.deliver()
            val isKnown = vinculo.links().any { outcome is ConnectOutcome.Connected && it.link == outcome.link }
            "${Options.describe(outcome)}, on disk ${outcome.isRecorded}, delivered $delivery, known to the backend $isKnown"
        }
    vinculo.close()
    return line
}

/** The widget and the user in front of it. */
private class Surface(
    private val session: ConnectSession,
    private val scope: CoroutineScope,
    private val origin: String,
) : WebSurface {
    override fun load(url: PrivateText) {
        scope.launch {
            val consent = follow(url.value)
            session.pageShown()
            val visit = consent.removeSuffix("/consent")
            follow("$visit/consent", "")
            follow("$visit/institutions", "institution=erebor_mx_retail")
            follow("$visit/credentials", "username=bnk100&password=full")
            follow("$visit/done")
        }
    }

    override fun reload(
        url: PrivateText,
        rebuild: Boolean,
    ) = load(url)

    override fun loadPage(url: PrivateText) = error("no other page was asked for")

    override fun goBack() = error("nobody went back")

    override fun openOutside(
        url: PrivateText,
        appOnly: Boolean,
    ) = false

    override fun showNotice(notice: Notice) = Unit

    /** Goes there if the session agrees, and on to where it leads. */
    private suspend fun follow(
        url: String,
        form: String? = null,
    ): String {
        check(session.navigate(Navigation(url, isPost = form != null)))
        val target = withContext(Dispatchers.IO) { locationAfter(url, form) }
        val next = if (target.startsWith("/")) origin + target else target
        session.navigate(Navigation(next, isRedirect = true))
        return next
    }
}
