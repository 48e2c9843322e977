package dev.vinculo

import dev.vinculo.core.CallbackUrls
import dev.vinculo.core.Source
import dev.vinculo.core.WidgetEvent
import dev.vinculo.core.parseCallback
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** The real library of this machine. */
class NativeLibraryTest {
    @Test
    fun `it loads, and reads a callback`() {
        NativeLibrary.load()
        val urls = CallbackUrls("myapp://success", "myapp://exit", "myapp://event")
        val read = parseCallback(urls, "myapp://exit", Source.WEBVIEW)
        assertTrue(read?.event is WidgetEvent.Exit)
    }
}
