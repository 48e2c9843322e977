package dev.vinculo

/**
 * What the package throws. Few, each with what to do about it; texts are safe to log: no token, no link, no URL, no path.
 *
 * @property code Stable, for logs and for `when`: it does not change with a release.
 */
public sealed class VinculoException(public val code: String, message: String, cause: Throwable? = null) : Exception(message, cause) {
    /**
     * The native library cannot be used, so nothing can: it is missing for this device (`library_missing`), or of another
     * release than the Kotlin code (`library_mismatch`). Mend the packaging; trying again does not help.
     */
    public class LibraryUnusable internal constructor(code: String, message: String, cause: Throwable) : VinculoException(code, message, cause)

    /**
     * A setting cannot work; the text names it and the fix. It is a mistake in the app's code, so trying again does not help.
     * Codes: `session_id`, `nonce`, `callback_urls`, `navigation`, `limits`, `widget`, `backend_url`, `auth_header`, `user`,
     * `main_dispatcher`.
     */
    public class SettingRefused internal constructor(code: String, message: String, cause: Throwable? = null) : VinculoException(code, message, cause)

    /**
     * These bytes bring no session back: they are none (`malformed`), of a newer release (`version`), or of another user's session
     * (`other_user`, who is told what it decided by the journal). Start a new session, and look at [Vinculo.links] for what was made meanwhile.
     */
    public class SavedUnusable internal constructor(code: String, message: String, cause: Throwable) : VinculoException(code, message, cause)

    /**
     * The journal of outcomes cannot be read or written now. Code `store` (the disk, or another process has it open: try
     * later), `newer_version` (of a newer release), `not_a_journal` (look at the folder), `conflict`, `full`, `too_large`,
     * `closed` (after [Vinculo.close]).
     */
    public class StorageUnusable internal constructor(code: String, message: String, cause: Throwable? = null) : VinculoException(code, message, cause)

    /**
     * Your backend gave no usable answer: `offline`, `not_trusted`, `timed_out`, `sign_in`, `refused`, `unavailable`, `unreadable`.
     *
     * @property requestId The backend's own id of the request, for its log, where it names one.
     */
    public class BackendUnusable internal constructor(code: String, message: String, public val requestId: String? = null, cause: Throwable? = null) :
        VinculoException(code, message, cause)

    /** Nobody waits for this session any more (`cancelled`): [ConnectSession.cancel], or [Vinculo.close]. */
    public class Cancelled internal constructor() : VinculoException("cancelled", "the session was cancelled; what is recorded stays, and is sent")

    /** The session has told no outcome yet (`not_finished`). */
    public class NotFinished internal constructor() : VinculoException("not_finished", "no outcome was told yet, so there is none to acknowledge")

    /** A defect of ours (`broken`). Restore the session from its last saved bytes, and report it. */
    public class Defect internal constructor(message: String, cause: Throwable) : VinculoException("broken", message, cause)
}
