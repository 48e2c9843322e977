package dev.vinculo.android

import android.os.Bundle

/** How the screen behaves. Everything has a default. */
public class ConnectViewOptions private constructor(builder: Builder) {
    /** Whether the screen may be seen in screenshots, recordings and the list of recent apps. */
    public val allowScreenshots: Boolean = builder.allowScreenshots

    /** The names by which the widget's page may post messages: of objects with a function `postMessage`. */
    public val messageObjects: List<String> = builder.messageObjects

    override fun toString(): String = "ConnectViewOptions(allowScreenshots=$allowScreenshots, messageObjects=$messageObjects)"

    internal fun toBundle(): Bundle = Bundle().apply {
        putBoolean(SCREENSHOTS, allowScreenshots)
        putStringArray(OBJECTS, messageObjects.toTypedArray())
    }

    /** Collects options. */
    public class Builder {
        internal var allowScreenshots = false
        internal var messageObjects = listOf("ReactNativeWebView")

        /** Let the screen be seen in screenshots, recordings and the list of recent apps. Default: no; bank passwords are typed there. */
        public fun allowScreenshots(value: Boolean): Builder = apply { allowScreenshots = value }

        /**
         * Other names by which the widget's page may post messages. Default: `ReactNativeWebView`, the one that follows from Belvo's
         * documentation. An iframe and another site's page get none.
         */
        public fun messageObjects(vararg names: String): Builder = apply { messageObjects = names.toList() }

        /** The options. */
        public fun build(): ConnectViewOptions = ConnectViewOptions(this)
    }

    public companion object {
        private const val SCREENSHOTS = "screenshots"
        private const val OBJECTS = "objects"

        /** Options by a block. */
        @JvmSynthetic
        public operator fun invoke(block: Builder.() -> Unit): ConnectViewOptions = Builder().apply(block).build()

        internal fun of(bundle: Bundle?): ConnectViewOptions {
            val builder = Builder()
            bundle ?: return builder.build()
            builder.allowScreenshots(bundle.getBoolean(SCREENSHOTS, false))
            bundle.getStringArray(OBJECTS)?.let { builder.messageObjects(*it) }
            return builder.build()
        }
    }
}
