package dev.vinculo

/** How the widget starts: Belvo's startup configuration. What is left out is Belvo's default. Prints neither user id nor extra values. */
public class WidgetOptions private constructor(internal val builder: Builder) {
    override fun toString(): String = "WidgetOptions(…)"

    /** Collects options. They are checked by [Vinculo.session]. */
    public class Builder {
        internal var baseUrl: String? = null
        internal var locale: WidgetLocale? = null
        internal var institutionTypes: List<InstitutionType> = emptyList()
        internal var institutions: List<String> = emptyList()
        internal var countryCodes: List<CountryCode> = emptyList()
        internal var accessMode: AccessMode? = null
        internal var externalId: String? = null
        internal var resources: List<Resource> = emptyList()
        internal var integrationType: IntegrationType? = null
        internal var showCloseDialog: Boolean? = null
        internal var showAbandonSurvey: Boolean? = null
        internal val extra = mutableListOf<Pair<String, String>>()

        /** Where the widget lives, if not at Belvo's: https, or http on this machine. */
        public fun baseUrl(url: String): Builder = apply { baseUrl = url }

        /** Language. Belvo's default is Spanish; open finance (Brazil) needs Portuguese. */
        public fun locale(value: WidgetLocale): Builder = apply { locale = value }

        /** Kinds of institution to offer. */
        public fun institutionTypes(vararg values: InstitutionType): Builder = apply { institutionTypes = values.toList() }

        /** Institutions to offer, by Belvo's name (`erebor_mx_retail`). If one is left, the picker is skipped. */
        public fun institutions(vararg names: String): Builder = apply { institutions = names.toList() }

        /** Countries whose institutions are offered. */
        public fun countryCodes(vararg codes: CountryCode): Builder = apply { countryCodes = codes.toList() }

        /** Single or recurrent; Belvo's default is recurrent. */
        public fun accessMode(value: AccessMode): Builder = apply { accessMode = value }

        /** Your own opaque id of the user. Never a tax number, an e-mail address or a phone number. */
        public fun externalId(id: String): Builder = apply { externalId = id }

        /** Offer only institutions that have all of these. */
        public fun resources(vararg values: Resource): Builder = apply { resources = values.toList() }

        /** Open finance or credentials. */
        public fun integrationType(value: IntegrationType): Builder = apply { integrationType = value }

        /** Whether the widget asks "are you sure?" when left. */
        public fun showCloseDialog(value: Boolean): Builder = apply { showCloseDialog = value }

        /** Whether the widget shows a survey when left. */
        public fun showAbandonSurvey(value: Boolean): Builder = apply { showAbandonSurvey = value }

        /** Adds a parameter that this release does not know, sent last. */
        public fun extra(name: String, value: String): Builder = apply { extra += name to value }

        /** The options. */
        public fun build(): WidgetOptions = WidgetOptions(this)
    }

    public companion object {
        /** Options by a block. */
        @JvmSynthetic
        public operator fun invoke(block: Builder.() -> Unit): WidgetOptions = Builder().apply(block).build()
    }
}

/** A country whose institutions Belvo offers. */
public enum class CountryCode {
    /** Brazil. */
    BR,

    /** Mexico. */
    MX,

    /** Colombia. */
    CO,

    /** Chile. */
    CL,
}
