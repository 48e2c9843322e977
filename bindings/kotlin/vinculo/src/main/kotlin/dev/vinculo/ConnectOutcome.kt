package dev.vinculo

/**
 * How a session ended, told once per process, and again under the same [id] after a process death, until
 * [ConnectSession.acknowledge] or [Vinculo.acknowledge]. Prints no link, institution or text.
 */
public sealed class ConnectOutcome {
    /** Stable: the same however often it is told. Your backend hears of it under this id. */
    public abstract val id: String

    /** The session that ended. */
    public abstract val sessionId: String

    /** Whether it is on disk. If not, it was reported all the same, but may be lost with the process. */
    public abstract val isRecorded: Boolean

    /**
     * The user connected an account, or repaired a link.
     *
     * @property link The link. Have your backend verify it: a callback can be forged.
     * @property institution Belvo's institution name, where known.
     * @property isLate The success came after an exit, or was found by asking your backend.
     * @property isOtherLink Update mode only: another link than the one that was to be repaired.
     */
    public class Connected internal constructor(
        override val id: String,
        override val sessionId: String,
        override val isRecorded: Boolean,
        public val link: LinkId,
        public val institution: PrivateText?,
        public val isLate: Boolean,
        public val isOtherLink: Boolean,
    ) : ConnectOutcome() {
        override fun toString(): String = "Connected(id=$id, isRecorded=$isRecorded, isLate=$isLate, isOtherLink=$isOtherLink)"
    }

    /**
     * The user left.
     *
     * @property stage How far the user had come.
     * @property error The last error the user met.
     * @property source Who closed.
     */
    public class Exited internal constructor(
        override val id: String,
        override val sessionId: String,
        override val isRecorded: Boolean,
        public val stage: ExitStage,
        public val error: WidgetError?,
        public val source: ExitSource,
    ) : ConnectOutcome() {
        override fun toString(): String = "Exited(id=$id, isRecorded=$isRecorded, stage=$stage, error=$error, source=$source)"
    }

    /**
     * It could not go on without help.
     *
     * @property reason Why.
     */
    public class Failed internal constructor(
        override val id: String,
        override val sessionId: String,
        override val isRecorded: Boolean,
        public val reason: FailReason,
    ) : ConnectOutcome() {
        override fun toString(): String = "Failed(id=$id, isRecorded=$isRecorded, reason=$reason)"
    }
}

/**
 * An error of the widget. Prints the code alone.
 *
 * @property code Belvo's code, such as `login_error`; an open set.
 * @property message Belvo's text, for developers.
 */
public class WidgetError internal constructor(public val code: String, public val message: PrivateText?) {
    override fun toString(): String = "WidgetError($code)"
}
