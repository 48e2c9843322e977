package dev.vinculo.phone

import dev.vinculo.Notice
import dev.vinculo.PrivateText
import dev.vinculo.WebSurface
import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit

/** A view that writes down what it is asked, as `load https://…`. */
class View : WebSurface {
    private val asked = LinkedBlockingQueue<String>()

    /** What the system says to a link. */
    @Volatile
    var takesLinks = true

    /** What it throws when it is to show a notice, if anything: a bug of an app. */
    @Volatile
    var bug: Throwable? = null

    /** What it was asked next. */
    fun next(): String = checkNotNull(asked.poll(PATIENCE_SECONDS, TimeUnit.SECONDS)) { "the view was asked nothing" }

    /** All that it was asked and nobody has looked at. */
    fun rest(): List<String> = mutableListOf<String>().also(asked::drainTo)

    override fun load(url: PrivateText) {
        asked += "load ${url.value}"
    }

    override fun reload(url: PrivateText, rebuild: Boolean) {
        asked += "reload rebuild=$rebuild ${url.value}"
    }

    override fun loadPage(url: PrivateText) {
        asked += "loadPage ${url.value}"
    }

    override fun goBack() {
        asked += "goBack"
    }

    override fun openOutside(url: PrivateText, appOnly: Boolean): Boolean {
        asked += "openOutside appOnly=$appOnly ${url.value}"
        return takesLinks
    }

    override fun showNotice(notice: Notice) {
        asked += "showNotice $notice"
        bug?.let { throw it }
    }
}

/** How long a test waits for something that does not come. No test passes faster or slower for it. */
const val PATIENCE_SECONDS = 30L
