package dev.vinculo

/** Why the webview's main document did not load. */
public sealed class LoadProblem {
    /** No network. */
    public object Offline : LoadProblem() {
        override fun toString(): String = "Offline"
    }

    /** The host's name is not known. */
    public object Dns : LoadProblem() {
        override fun toString(): String = "Dns"
    }

    /** The certificate or TLS was not accepted. */
    public object Tls : LoadProblem() {
        override fun toString(): String = "Tls"
    }

    /** It took too long. */
    public object TimedOut : LoadProblem() {
        override fun toString(): String = "TimedOut"
    }

    /**
     * The server answered with an error.
     *
     * @property status The HTTP status.
     */
    public class HttpStatus(public val status: Int) : LoadProblem() {
        override fun equals(other: Any?): Boolean = other is HttpStatus && other.status == status

        override fun hashCode(): Int = status

        override fun toString(): String = "HttpStatus($status)"
    }

    /** There is no usable webview on this device. */
    public object WebviewMissing : LoadProblem() {
        override fun toString(): String = "WebviewMissing"
    }

    /** Something on the device blocked it. */
    public object Blocked : LoadProblem() {
        override fun toString(): String = "Blocked"
    }
}
