package dev.vinculo

/**
 * Where the widget goes when it is done: custom schemes (`myapp://success`) or https (app links), yours alone. The package
 * adds a nonce of its own to the path of each, so that another app's callback is told apart.
 *
 * @property success For a link that was made.
 * @property exit For a user who left.
 * @property event For errors and warnings.
 */
public class CallbackUrls(
    public val success: String,
    public val exit: String,
    public val event: String,
) {
    override fun equals(other: Any?): Boolean =
        other is CallbackUrls && other.success == success && other.exit == exit && other.event == event

    override fun hashCode(): Int = success.hashCode()

    override fun toString(): String = "CallbackUrls(success=$success, exit=$exit, event=$event)"
}
