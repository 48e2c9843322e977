package dev.vinculo.core

/**
 * Belvo's id of a link: who has it and the keys can read somebody's bank data, so it prints no content.
 *
 * @property value The id itself, for your backend. Never log it.
 */
public class LinkId(public val value: String) {
    override fun equals(other: Any?): Boolean = other is LinkId && other.value == value

    override fun hashCode(): Int = value.hashCode()

    /** Says that it is there, and no more. */
    override fun toString(): String = "LinkId(…)"
}
