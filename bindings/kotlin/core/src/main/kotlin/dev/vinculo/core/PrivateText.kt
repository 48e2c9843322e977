package dev.vinculo.core

/**
 * A text that may hold a token, a nonce or something about a person, so it prints no content.
 *
 * @property value The text itself. Never log it.
 */
public class PrivateText(public val value: String) {
    override fun equals(other: Any?): Boolean = other is PrivateText && other.value == value

    override fun hashCode(): Int = value.hashCode()

    /** Says that it is there, and no more. */
    override fun toString(): String = "PrivateText(…)"
}
