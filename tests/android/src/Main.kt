// In the generated package, because the checks of a panic hand over a buffer that no caller of the public API can make.
package dev.vinculo.core

import com.sun.jna.Library
import com.sun.jna.NativeLibrary
import java.io.File
import java.nio.file.Files
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import kotlin.system.exitProcess

/**
 * Runs the library that ships for Android in a JVM on glibc, over stand-ins for Android's system libraries.
 *
 * Arguments: the folder of the stand-ins, the library, and the name of its processor as the JVM says it.
 */
fun main(arguments: Array<String>) {
    val (standIns, library, processor) = arguments
    load(standIns, library)
    val checks = Checks()
    checks.run("the library is the one that ships, on its own processor") {
        val mapped = File("/proc/self/maps").readText()
        require(library in mapped) { "another one was loaded" }
        require("$standIns/libc.so" in mapped) { "it runs on something else than the stand-ins" }
        require(System.getProperty("os.arch") == processor) { System.getProperty("os.arch") }
    }
    checks.run("a whole session: start, token, page, success, record, finish") { wholeSession("session-1") }
    checks.run("a session goes on from its snapshot") { restoredSession() }
    checks.run("an outcome is on disk, and still there when the outbox is opened again") { recordedOutcome() }
    checks.run("a setting that cannot work is a typed failure") {
        val failure = failureOf { ConnectSession(config("session-1", success = "not a url")) }
        require(failure is SessionException) { "$failure" }
    }
    checks.run("a host in other letters is read as browsers read it") {
        val policy = defaultNavigationPolicy()
        val decision = decide(policy, callbackUrls("myapp://success"), navigation("https://bücher.example/ñ"))
        require(decision is Decision.Allow) { "$decision" }
    }
    panics(checks)
    checks.run("200 sessions in 16 threads, each with its own outcome") {
        val ids = inThreads(200) { number -> wholeSession("session-$number") }
        require(ids.toSet().size == 200) { "only ${ids.toSet().size} outcomes" }
    }
    println("${checks.passed} passed, ${checks.failed} failed")
    exitProcess(if (checks.failed == 0) 0 else 1)
}

/** The stand-ins see the real glibc; the library sees the stand-ins first, as on a phone, by `RTLD_DEEPBIND`. */
private fun load(standIns: String, library: String) {
    val now = 2
    val deepBind = 8
    for (name in listOf("c", "m", "dl", "log")) System.load("$standIns/lib$name.so")
    NativeLibrary.getInstance(library, mapOf(Library.OPTION_OPEN_FLAGS to (now or deepBind)))
}

private class Checks {
    var passed = 0
    var failed = 0

    fun run(name: String, check: () -> Unit) {
        val problem = failureOf(check)
        if (problem == null) passed++ else failed++
        println(if (problem == null) "ok   $name" else "FAIL $name: $problem")
    }
}

private fun failureOf(action: () -> Any?): Throwable? = runCatching { action() }.exceptionOrNull()

/** Panics inside the library that ships: it checks the buffers that it is handed, and these are broken. */
private fun panics(checks: Checks) {
    fun brokenBuffer() = RustBuffer.create(capacity = 5UL, len = 0UL, data = null)
    fun panicWithOtherArgumentsAlive() {
        val urls = FfiConverterTypeCallbackUrls.lower(callbackUrls("myapp://success"))
        val seen = FfiConverterTypeSource.lower(Source.entries.first())
        val status = UniffiRustCallStatus()
        UniffiLib.uniffi_vinculo_fn_func_parse_callback(urls, brokenBuffer(), seen, status)
        require(status.isPanic()) { "status ${status.code}" }
        val text = FfiConverterString.lift(status.error_buf)
        require("null RustBuffer" in text) { text }
    }
    checks.run("a panic arrives as an exception with its text") {
        val failure = failureOf { RustBuffer.free(brokenBuffer()) }
        require(failure is InternalException && "null RustBuffer" in failure.message.orEmpty()) { "$failure" }
    }
    checks.run("a panic unwinds through a call that holds other arguments") { panicWithOtherArgumentsAlive() }
    checks.run("after 200 panics in 16 threads the library works as before") {
        inThreads(200) { panicWithOtherArgumentsAlive() }
        wholeSession("session-1")
    }
}

private fun <T> inThreads(count: Int, action: (Int) -> T): List<T> {
    val threads = Executors.newFixedThreadPool(16)
    try {
        return threads.invokeAll(List(count) { number -> Callable { action(number) } }).map { it.get() }
    } finally {
        threads.shutdown()
    }
}

/** Returns the id of the outcome. */
private fun wholeSession(id: String): String = ConnectSession(config(id)).use { session ->
    reachPage(session)
    succeed(session)
}

private fun restoredSession() {
    val snapshot = ConnectSession(config("session-1")).use { session ->
        reachPage(session)
        session.snapshot()
    }
    require("a.b.c" !in String(snapshot)) { "the snapshot holds the token" }
    ConnectSession.restore(snapshot, emptyList()).use { session ->
        val effects = session.advance(Event.Start, WALL_MS, 0)
        require(effects.any { it is Effect.CheckLateLink }) { "$effects" }
    }
}

private fun recordedOutcome() {
    val folder = Files.createTempDirectory("vinculo")
    try {
        val file = folder.resolve("journal").toString()
        val outcome = ConnectSession(config("session-1")).use { session ->
            reachPage(session)
            succeed(session)
            session.outcome()!!
        }
        OutcomeOutbox.open(file, "user-1", OtherUsers.HOLD).use { it.append(outcome, Now(WALL_MS, 0)) }
        OutcomeOutbox.open(file, "user-1", OtherUsers.HOLD).use { outbox ->
            require(outbox.recorded() == listOf(outcome)) { "${outbox.recorded()}" }
        }
    } finally {
        folder.toFile().deleteRecursively()
    }
}

private fun reachPage(session: ConnectSession) {
    val asked = session.advance(Event.Start, WALL_MS, 0).filterIsInstance<Effect.RequestToken>().single()
    val token = AccessToken("a.b.c")
    val loading = session.advance(Event.TokenReceived(asked.id, token, null), WALL_MS, 0)
    require(loading.any { it is Effect.Load }) { "$loading" }
    session.advance(Event.PageShown, WALL_MS, 0)
}

private fun succeed(session: ConnectSession): String {
    val callback = navigation("myapp://success/$NONCE?link=$LINK&institution=erebor_mx_retail")
    val effects = session.advance(Event.Navigation(callback), WALL_MS, 0)
    require(Effect.AnswerNavigation(false) in effects) { "$effects" }
    val record = effects.filterIsInstance<Effect.Record>().single()
    val ending = record.outcome.ending
    require(ending is Ending.Connected && ending.institution == "erebor_mx_retail") { "$ending" }
    val finish = session.advance(Event.Recorded(record.id), WALL_MS, 0).filterIsInstance<Effect.Finish>().single()
    require(finish.durable && finish.outcome == record.outcome) { "$finish" }
    require(session.outcome() == record.outcome) { "the session forgot its outcome" }
    return finish.outcome.id
}

private const val NONCE = "fresh-random-nonce"
private const val LINK = "cb65f82c-dc93-4d3e-8270-9a27528397f5"

private fun config(id: String, success: String = "myapp://success"): SessionConfig =
    defaultSessionConfig(id, NONCE, callbackUrls(success))

private fun callbackUrls(success: String) = CallbackUrls(success, "myapp://exit", "myapp://event")

private fun navigation(url: String) = Navigation(PrivateText(url), Frame.Main, null, null, null)

private const val WALL_MS = 1_700_000_000_000
