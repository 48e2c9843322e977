package dev.vinculo.android

import android.os.SystemClock
import dev.vinculo.Surroundings
import java.security.SecureRandom

/** Android's clocks. */
internal object AndroidSurroundings : Surroundings {
    private val source = SecureRandom()

    override fun wallMillis(): Long = System.currentTimeMillis()

    /** `System.nanoTime`, a JVM's monotonic clock, stands still on Android while the phone sleeps, and a token goes on ageing. */
    override fun monotonicMillis(): Long = SystemClock.elapsedRealtime()

    override fun random(count: Int): ByteArray = ByteArray(count).also(source::nextBytes)
}
