package dev.vinculo

/**
 * Where a webview wants to go, as its engine tells it. Prints no URL.
 *
 * @property url The URL, just as the engine gives it.
 * @property frame Whose navigation it is.
 * @property isRedirect Whether a server redirected there; `null` where the engine does not say, as below.
 * @property isPost Whether it sends a form.
 * @property hasUserGesture Whether the user tapped.
 */
public class Navigation
    @JvmOverloads
    constructor(
        public val url: String,
        public val frame: Frame = Frame.Main,
        public val isRedirect: Boolean? = null,
        public val isPost: Boolean? = null,
        public val hasUserGesture: Boolean? = null,
    ) {
        override fun toString(): String =
            "Navigation($frame, isRedirect=$isRedirect, isPost=$isPost, hasUserGesture=$hasUserGesture)"
    }

/** Whose navigation it is. */
public sealed class Frame {
    /** The page's own. */
    public object Main : Frame() {
        override fun toString(): String = "Main"
    }

    /**
     * An iframe's. Its callbacks are not believed.
     *
     * @property origin Where the frame is from, where the engine says so.
     */
    public class Sub
        @JvmOverloads
        constructor(public val origin: String? = null) : Frame() {
            override fun toString(): String = "Sub"
        }

    /** A window that the page opened. */
    public object Popup : Frame() {
        override fun toString(): String = "Popup"
    }

    /** The engine does not say. */
    public object Unknown : Frame() {
        override fun toString(): String = "Unknown"
    }
}
