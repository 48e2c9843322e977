package dev.vinculo.android

import android.content.Context
import dev.vinculo.VinculoException
import org.junit.Assert.assertEquals
import org.junit.Assert.assertThrows
import org.junit.Test
import org.junit.runner.RunWith
import org.robolectric.RobolectricTestRunner
import org.robolectric.RuntimeEnvironment

/** In a JVM of its own, which finds no library. */
@RunWith(RobolectricTestRunner::class)
class WithoutLibraryTest {
    private val context: Context = RuntimeEnvironment.getApplication()

    @Test
    fun `a missing library is said at the start, each time, and is no crash`() {
        repeat(2) {
            val problem =
                assertThrows(VinculoException.LibraryUnusable::class.java) {
                    wait { VinculoAndroid.open(context, "https://backend.example/vinculo", "user-1") }
                }
            assertEquals("library_missing", problem.code)
        }
    }
}
