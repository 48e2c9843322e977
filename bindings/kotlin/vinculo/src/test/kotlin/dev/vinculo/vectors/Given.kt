package dev.vinculo.vectors

import dev.vinculo.core.Effect
import dev.vinculo.core.Outcome

/** The ids that a session has given out, by name; they stay known over a restart, where they are stale. */
class Given {
    private val ids = HashMap<Pair<Boolean, String>, MutableList<ULong>>()
    private val outcomes = HashMap<ULong, Outcome>()
    private val unknown = mutableListOf<String>()

    /** Keeps the id of an effect that expects an answer. */
    fun note(effect: Effect) {
        val (name, id) =
            when (effect) {
                is Effect.RequestToken -> "request_token" to effect.id
                is Effect.OpenOutside -> "open_outside" to effect.id
                is Effect.CheckLateLink -> "check_late_link" to effect.id
                is Effect.Record -> "record" to effect.id
                is Effect.Report -> "report" to effect.id
                is Effect.SetTimer -> nameOf(effect.timer) to effect.id
                else -> return
            }
        ids.getOrPut((effect is Effect.SetTimer) to name) { mutableListOf() } += id
        if (effect is Effect.Record) outcomes[effect.id] = effect.outcome
    }

    /** The outcome of a `record` effect, by the effect's name. */
    fun recorded(name: String): Outcome = requireNotNull(find(name, false)?.let(outcomes::get)) { "$name names no `record` effect so far" }

    /** The id that is meant, if need be one that was never given out. */
    fun id(
        name: String,
        isTimer: Boolean,
    ): ULong =
        find(name, isTimer) ?: run {
            unknown += name
            NEVER_GIVEN
        }

    /** The names that stood for nothing since the last call: they make a step fail, and say why. */
    fun takeUnknown(): List<String> = unknown.toList().also { unknown.clear() }

    private fun find(
        name: String,
        isTimer: Boolean,
    ): ULong? {
        // An answer may carry a timer's id by mistake, and the other way round.
        fun of(name: String) = ids[isTimer to name] ?: ids[!isTimer to name]
        of(name)?.let { return it.last() }
        val number = name.substringAfterLast(' ', "").toIntOrNull() ?: return null
        return of(name.substringBeforeLast(' '))?.getOrNull(number - 1)
    }

    companion object {
        /** Far from every id that a session counts up to. */
        val NEVER_GIVEN: ULong = 1uL shl 48
    }
}
