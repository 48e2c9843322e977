package dev.vinculo

import java.security.SecureRandom

/** Time and randomness. The one place where the package reads them; tests, and platforms with better clocks, bring their own. */
public interface Surroundings {
    /** Milliseconds since 1970 UTC. May jump. */
    public fun wallMillis(): Long

    /** Milliseconds since any fixed point of this process, never going back. Should count the time a device sleeps. */
    public fun monotonicMillis(): Long

    /** Unpredictable bytes, for session ids and nonces. */
    public fun random(count: Int): ByteArray
}

/** Those of a JVM. */
internal object JvmSurroundings : Surroundings {
    private val source = SecureRandom()

    override fun wallMillis(): Long = System.currentTimeMillis()

    override fun monotonicMillis(): Long = System.nanoTime() / NANOS_PER_MILLI

    override fun random(count: Int): ByteArray = ByteArray(count).also(source::nextBytes)

    private const val NANOS_PER_MILLI = 1_000_000L
}

/** Hexadecimal digits: what session ids and nonces consist of. */
internal fun Surroundings.randomHex(bytes: Int): String = random(bytes).joinToString("") { "%02x".format(it) }

/** Spreads waits, so that many phones do not come back at once. */
internal fun Surroundings.jitter(): UInt = random(Int.SIZE_BYTES).fold(0u) { sum, byte -> (sum shl Byte.SIZE_BITS) or byte.toUByte().toUInt() }
