package dev.vinculo

import dev.vinculo.core.TimelineEntry as CoreEntry

/**
 * One line of a session's timeline: no token, no link, no personal data.
 *
 * @property wallMillis Milliseconds since 1970, by the device's clock.
 * @property elapsedMillis Milliseconds since this process knows the session.
 * @property phase Where the session was.
 * @property what What happened.
 */
public class TimelineEntry internal constructor(
    public val wallMillis: Long,
    public val elapsedMillis: Long,
    public val phase: Phase,
    public val what: String,
) {
    /** For a log, the same in every language. */
    override fun toString(): String = "$elapsedMillis ms $phase $what"
}

internal fun timelineEntryOf(entry: CoreEntry): TimelineEntry = TimelineEntry(entry.wallMs, entry.elapsedMs, entry.phase, entry.what)
