package dev.vinculo.core

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Test

/** The two types that generated records hold in the place of a private text. */
class PrivateValuesTest {
    @Test
    fun `they print no content`() {
        assertFalse("secret" in PrivateText("secret").toString())
        assertFalse("secret" in LinkId("secret").toString())
        assertFalse("secret" in listOf(LinkId("secret"), PrivateText("secret")).toString())
    }

    @Test
    fun `they are equal by content, and only among their kind`() {
        assertEquals(LinkId("a"), LinkId("a"))
        assertEquals(LinkId("a").hashCode(), LinkId("a").hashCode())
        assertNotEquals(LinkId("a"), LinkId("b"))
        assertEquals(PrivateText("a"), PrivateText("a"))
        assertNotEquals(PrivateText("a"), PrivateText("b"))
        assertNotEquals(PrivateText("a") as Any, LinkId("a") as Any)
    }
}
