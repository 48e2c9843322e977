package dev.vinculo

/** Something to tell the user while the widget stays usable. */
public sealed class Notice {
    /**
     * The widget reported an error that does not end the session.
     *
     * @property code Belvo's code; an open set.
     */
    public class Error internal constructor(public val code: String) : Notice() {
        override fun toString(): String = "Error($code)"
    }

    /**
     * The widget warned.
     *
     * @property code Belvo's code; an open set.
     */
    public class Warning internal constructor(public val code: String) : Notice() {
        override fun toString(): String = "Warning($code)"
    }

    /** The user came back from the bank without finishing there. */
    public object ReturnToBank : Notice() {
        override fun toString(): String = "ReturnToBank"
    }

    /** The bank's app is not installed. */
    public object AppMissing : Notice() {
        override fun toString(): String = "AppMissing"
    }

    /** The bank refused for its own reasons. */
    public object BankRefused : Notice() {
        override fun toString(): String = "BankRefused"
    }

    /** The network is gone. */
    public object Offline : Notice() {
        override fun toString(): String = "Offline"
    }
}
