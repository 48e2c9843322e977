package dev.vinculo

/**
 * Something odd that was survived, for developers. Safe to log: no token, no link, no personal data.
 *
 * @property code Stable, such as `nonce_mismatch`.
 * @property detail What is known about it; may be empty.
 */
public class Diagnostic internal constructor(
    public val code: String,
    public val detail: String,
) {
    override fun toString(): String = if (detail.isEmpty()) "Diagnostic($code)" else "Diagnostic($code: $detail)"
}

/** Hears diagnostics, on the main thread. */
public fun interface DiagnosticListener {
    /** Something odd was survived. */
    public fun onDiagnostic(diagnostic: Diagnostic)
}
