package dev.vinculo

/** Where the webview may go. The default: Belvo's widget host, any https page, no plain http. */
public class NavigationOptions private constructor(internal val builder: Builder) {
    override fun toString(): String =
        "NavigationOptions(openFinance=${builder.openFinance}, strictHosts=${builder.strictHosts}, widgetHosts=${builder.widgetHosts})"

    /** Collects options. They are checked by [Vinculo.session]. */
    public class Builder {
        internal var openFinance = false
        internal var strictHosts: List<String>? = null
        internal var widgetHosts: List<String>? = null
        internal var allowLoopbackHttp = false
        internal var trustUnknownFrames = false

        /** Open finance (Brazil), in which banks' https pages may belong to their apps. */
        public fun openFinance(value: Boolean): Builder = apply { openFinance = value }

        /** The only hosts, with all below them, that may be shown besides the widget's. */
        public fun strictHosts(vararg hosts: String): Builder = apply { strictHosts = hosts.toList() }

        /** Where the widget lives, if not at Belvo's. */
        public fun widgetHosts(vararg hosts: String): Builder = apply { widgetHosts = hosts.toList() }

        /** Whether http to this machine may be shown, as a sandbox needs it. Never in a release. */
        public fun allowLoopbackHttp(value: Boolean): Builder = apply { allowLoopbackHttp = value }

        /** Whether a callback is believed whose frame the engine does not name. Then an iframe may forge one. */
        public fun trustUnknownFrames(value: Boolean): Builder = apply { trustUnknownFrames = value }

        /** The options. */
        public fun build(): NavigationOptions = NavigationOptions(this)
    }

    public companion object {
        /** Options by a block. */
        @JvmSynthetic
        public operator fun invoke(block: Builder.() -> Unit): NavigationOptions = Builder().apply(block).build()
    }
}
