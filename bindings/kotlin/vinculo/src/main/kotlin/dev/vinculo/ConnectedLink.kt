package dev.vinculo

/**
 * A link of the user, as your backend tells it. Prints neither link nor institution.
 *
 * @property link Its id.
 * @property institution Belvo's institution name.
 * @property health How it is, by a stable name such as `valid` or `consent_expiring`; an open set.
 * @property neededAction What the user should do.
 */
public class ConnectedLink internal constructor(
    public val link: LinkId,
    public val institution: PrivateText?,
    public val health: String,
    public val neededAction: NeededAction,
) {
    override fun toString(): String = "ConnectedLink(health=$health, neededAction=$neededAction)"
}

/** What the user should do about a link. */
public enum class NeededAction {
    /** Nothing. */
    NOTHING,

    /** Repair it: a session with [ConnectOptions.Builder.repair]. */
    UPDATE,

    /** Connect the account anew. */
    RECONNECT,

    /** Renew the consent of open finance. */
    RENEW_CONSENT,

    /** Wait: the institution is in trouble. */
    WAIT,

    /** Something this release does not know. */
    OTHER,
}
