package dev.vinculo

import dev.vinculo.process.NATIVE_LIBRARY
import dev.vinculo.process.java
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** Ten thousand sessions in one process. */
class MemoryTest {
    @Test
    fun `sessions leave nothing behind`() {
        val slope = slope(SESSIONS)
        println("memory: $slope bytes a session over the last ${SESSIONS / 2} of $SESSIONS")
        assertTrue(slope < LIMIT, "$slope bytes a session")
    }

    @Test
    fun `a leak would be seen`() {
        val slope = slope(LEAKED, "keep")
        println("memory: $slope bytes a session when they are kept")
        assertTrue(slope > LIMIT, "$slope bytes a session are not seen")
    }

    /** Of the line through the second half of the measurements, in bytes a session. */
    private fun slope(
        count: Int,
        vararg more: String,
    ): Long {
        // The heap is all there from the start, so that what grows is native: the core's memory, and what hands it over.
        val heap = listOf("-Xms96m", "-Xmx96m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
        val lines = java("dev.vinculo.process.ManySessionsKt", count.toString(), *more, options = heap + NATIVE_LIBRARY)
        val points = lines.map { line -> line.split(' ').let { (sessions, kib) -> sessions.toDouble() to kib.toDouble() } }
        val half = points.filter { (sessions, _) -> sessions > count / 2 }
        val x = half.map { it.first }.average()
        val y = half.map { it.second }.average()
        val covariance = half.sumOf { (sessions, kib) -> (sessions - x) * (kib - y) }
        return (covariance / half.sumOf { (sessions, _) -> (sessions - x) * (sessions - x) } * KIB).toLong()
    }

    private companion object {
        const val SESSIONS = 10_000
        const val LEAKED = 2_000
        const val LIMIT = 512L
        const val KIB = 1024
    }
}
