package dev.vinculo

import dev.vinculo.core.OutboxEntryState
import dev.vinculo.core.OutboxEntry as CoreEntry

/**
 * Outcomes on their way to your backend, on a thread of its own. What a session decided is sent by itself; [deliver] is for the
 * moments that only the app knows: the network is back, the app came to the front, the user signed in, a background job runs.
 */
public class Outbox internal constructor(
    private val journal: Journal,
    private val courier: Courier,
    private val exchange: Exchange,
) {
    /**
     * Sends what is pending until the backend has it, and answers when there is no more to do now. Who waits for the network tries
     * at once. Any thread.
     *
     * @throws VinculoException.StorageUnusable if the journal cannot be read now.
     */
    public suspend fun deliver(): Delivery {
        exchange.wake()
        return courier.deliver()
    }

    /**
     * All entries, oldest first, for a developer's screen or a support ticket. Any thread.
     *
     * @throws VinculoException.StorageUnusable if the journal cannot be read now.
     */
    public suspend fun entries(): List<OutboxEntry> = journal.use { it.entries() }.map(::entry)

    /**
     * Sends an entry again that the backend refused, say after the backend was mended. Answers whether there was one. Any thread.
     *
     * @throws VinculoException.StorageUnusable if the journal cannot be written now.
     */
    public suspend fun retry(outcomeId: String): Boolean = journal.use { it.retry(outcomeId) }.also { courier.start() }
}

/** How far a delivery came. */
public enum class Delivery {
    /** The backend has everything, or has refused it for good. */
    DONE,

    /** Something is left: try again later, when the network is back. */
    LATER,

    /** Something is left, and the backend wants the user to sign in first. */
    SIGN_IN,
}

/**
 * An outcome on disk, without user, link and texts.
 *
 * @property outcomeId The outcome's id.
 * @property ending `connected`, `exited` or `failed`.
 * @property state What becomes of it.
 * @property refusedWith The HTTP status of a refused one.
 * @property attempts Failed attempts of this process.
 * @property recordedAtMillis When it was recorded, in milliseconds since 1970 by the device's clock.
 */
public class OutboxEntry internal constructor(
    public val outcomeId: String,
    public val ending: String,
    public val state: State,
    public val refusedWith: Int?,
    public val attempts: Int,
    public val recordedAtMillis: Long,
) {
    override fun toString(): String = "OutboxEntry($outcomeId, $ending, $state)"

    /** What becomes of an entry. */
    public enum class State {
        /** It is sent until the backend has it. */
        PENDING,

        /** The backend refused it for good; kept for [Outbox.retry]. */
        REFUSED,

        /** It is another user's, and waits for that user. */
        HELD,
    }
}

private fun entry(entry: CoreEntry): OutboxEntry {
    val state = entry.state
    return OutboxEntry(
        outcomeId = entry.outcomeId,
        ending = entry.ending,
        state =
            when (state) {
                is OutboxEntryState.Pending -> OutboxEntry.State.PENDING
                is OutboxEntryState.Refused -> OutboxEntry.State.REFUSED
                is OutboxEntryState.Held -> OutboxEntry.State.HELD
            },
        refusedWith = (state as? OutboxEntryState.Refused)?.status?.toInt(),
        attempts = entry.attempts.toInt(),
        recordedAtMillis = entry.recordedMs,
    )
}
