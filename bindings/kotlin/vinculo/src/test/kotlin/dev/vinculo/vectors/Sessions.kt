package dev.vinculo.vectors

import dev.vinculo.core.ConnectSession
import dev.vinculo.core.Now
import dev.vinculo.core.SessionException
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject

/** Kind `sessions`: where a step differs first, and how; `null` if none does. */
fun runSession(case: Fields): String? {
    val config = case.fields("config") ?: Fields(JsonObject(emptyMap()))
    case.value("refused")?.let { code ->
        case.end()
        return difference(code, refusal(config), "refused")
    }
    val steps = case.required("steps", case.list("steps"))
    val outcome = case.value("outcome")
    case.end()
    val player = Player(ConnectSession(readSessionConfig(config)))
    steps.forEachIndexed { index, step ->
        player.play(Fields(step as JsonObject))?.let { return "steps[$index]$it" }
    }
    require(player.turns > 0) { "tests nothing: there is no event" }
    return difference(outcome, player.session.outcome()?.let(::outcomeJson), "outcome")
}

/** Of settings with which no session is built. */
private fun refusal(config: Fields): JsonElement = try {
    ConnectSession(readSessionConfig(config)).close()
    JsonNull
} catch (problem: SessionException) {
    json("code" to codeOf(problem)).getValue("code")
}

private fun codeOf(problem: SessionException): String = when (problem) {
    is SessionException.SessionId -> "session_id"
    is SessionException.Nonce -> "nonce"
    is SessionException.CallbackUrls -> "callback_urls"
    is SessionException.Navigation -> "navigation"
    is SessionException.Limits -> "limits"
    is SessionException.Widget -> "widget"
    is SessionException.Broken -> "broken"
    is SessionException.Snapshot -> "malformed"
    is SessionException.SnapshotVersion -> "version"
    is SessionException.OtherUser -> "other_user"
}

private class Player(var session: ConnectSession) {
    var turns = 0
    private val given = Given()

    /** After each step, as a host stores them. */
    private val snapshots = mutableListOf<ByteArray>()

    fun play(step: Fields): String? {
        val difference = if (step.has("restart")) restart(step) else turn(step)
        snapshots += session.snapshot()
        return difference
    }

    private fun restart(step: Fields): String? {
        require(step.flag("restart") == true) { "`restart` must be true, or left out" }
        val stored = step.whole("from")?.let { snapshots[it.toInt()] } ?: session.snapshot()
        val recorded = step.texts("recorded").orEmpty().map(given::recorded)
        step.end()
        session.close()
        session = ConnectSession.restore(stored, recorded)
        return null
    }

    private fun turn(step: Fields): String? {
        turns += 1
        val at = step.required("at", step.whole("at"))
        val now = Now(wallMs = step.whole("wall") ?: (WALL_START_MS + at), monoMs = at)
        val one = step.value("event")
        val several = step.list("events")
        require((one == null) != (several == null)) { "either `event` or `events`" }
        val phase = step.required("phase", step.text("phase"))
        val effects = step.required("effects", step.list("effects"))
        step.end()
        val played =
            (several ?: listOfNotNull(one)).flatMap { event ->
                // Each is understood only now, because an id may have been given out by the one before.
                session.advance(readEvent(Fields(event as JsonObject), given), now.wallMs, now.monoMs).onEach(given::note).map(::effectJson)
            }
        val never = given.takeUnknown()
        if (never.isNotEmpty()) return ": never asked for $never"
        return difference(list(effects), list(played), ".effects") ?: difference(
            json("phase" to phase),
            json("phase" to nameOf(session.phase())),
        )
    }

    private companion object {
        /** The wall clock of a vector at `at` 0. */
        const val WALL_START_MS = 1_700_000_000_000
    }
}
