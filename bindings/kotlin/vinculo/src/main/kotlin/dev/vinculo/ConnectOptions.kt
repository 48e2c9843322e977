package dev.vinculo

/**
 * What one session is started with. Everything but the callback URLs has a default; made by [Builder] or, in Kotlin, by
 * [ConnectOptions] with a block:
 *
 * ```
 * ConnectOptions(CallbackUrls("myapp://success", "myapp://exit", "myapp://event")) {
 *     environment(Environment.PRODUCTION)
 *     widget(WidgetOptions { locale(WidgetLocale.PT) })
 * }
 * ```
 */
public class ConnectOptions private constructor(builder: Builder) {
    /** Where the widget goes when it is done. */
    public val callbackUrls: CallbackUrls = builder.callbackUrls

    /** The link to repair; `null` to connect a new account. */
    public val repair: LinkId? = builder.repair

    /** How the widget starts. */
    public val widget: WidgetOptions = builder.widget

    /** Where the webview may go. */
    public val navigation: NavigationOptions = builder.navigation

    /** The environment the app is built for, whose tokens alone are taken; `null` takes any. */
    public val environment: Environment? = builder.environment

    /** Whether back and close ask first once the widget is open. */
    public val confirmClose: Boolean = builder.confirmClose

    /** Spans of time. */
    public val limits: Limits = builder.limits

    override fun toString(): String =
        "ConnectOptions($callbackUrls, repair=${repair != null}, environment=$environment, confirmClose=$confirmClose)"

    /** Collects options. Nothing is checked before [Vinculo.session]. */
    public class Builder(internal val callbackUrls: CallbackUrls) {
        internal var repair: LinkId? = null
        internal var widget: WidgetOptions = WidgetOptions.Builder().build()
        internal var navigation: NavigationOptions = NavigationOptions.Builder().build()
        internal var environment: Environment? = null
        internal var confirmClose = true
        internal var limits = Limits()

        /** Repair this link (Belvo's update mode) instead of connecting a new account. */
        public fun repair(link: LinkId?): Builder = apply { repair = link }

        /** How the widget starts. */
        public fun widget(options: WidgetOptions): Builder = apply { widget = options }

        /** Where the webview may go. */
        public fun navigation(options: NavigationOptions): Builder = apply { navigation = options }

        /** The environment the app is built for; a token of the other one is refused. Strongly advised. */
        public fun environment(value: Environment?): Builder = apply { environment = value }

        /** Whether back and close ask first once the widget is open. Default: yes. */
        public fun confirmClose(value: Boolean): Builder = apply { confirmClose = value }

        /** Other spans of time than the defaults. */
        public fun limits(value: Limits): Builder = apply { limits = value }

        /** The options. */
        public fun build(): ConnectOptions = ConnectOptions(this)
    }

    public companion object {
        /** Options by a block. */
        @JvmSynthetic
        public operator fun invoke(
            callbackUrls: CallbackUrls,
            block: Builder.() -> Unit = {},
        ): ConnectOptions = Builder(callbackUrls).apply(block).build()
    }
}
