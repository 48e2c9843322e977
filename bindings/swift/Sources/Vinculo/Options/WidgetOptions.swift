/// How the widget starts: Belvo's startup configuration. What is left out is Belvo's default. Checked by
/// ``Vinculo/session(_:)``. Prints neither user id nor extra values.
public struct WidgetOptions: Sendable {
    /// Where the widget lives, if not at Belvo's: https, or http on this machine.
    public var baseURL: String?
    /// Language. Belvo's default is Spanish; open finance (Brazil) needs Portuguese.
    public var locale: WidgetLocale?
    /// Kinds of institution to offer.
    public var institutionTypes: [InstitutionType] = []
    /// Institutions to offer, by Belvo's name (`erebor_mx_retail`). If one is left, the picker is skipped.
    public var institutions: [String] = []
    /// Countries whose institutions are offered.
    public var countryCodes: [CountryCode] = []
    /// Single or recurrent; Belvo's default is recurrent.
    public var accessMode: AccessMode?
    /// Your own opaque id of the user. Never a tax number, an e-mail address or a phone number.
    public var externalID: PrivateText?
    /// Offer only institutions that have all of these.
    public var resources: [Resource] = []
    /// Open finance or credentials.
    public var integrationType: IntegrationType?
    /// Whether the widget asks "are you sure?" when left.
    public var showCloseDialog: Bool?
    /// Whether the widget shows a survey when left.
    public var showAbandonSurvey: Bool?
    /// Parameters that this release does not know, sent last.
    public var extra: [Extra] = []

    /// The defaults.
    public init() {}

    /// A parameter that this release does not know.
    public struct Extra: Equatable, Sendable {
        /// Its name.
        public var name: String
        /// Its value.
        public var value: PrivateText

        /// Both.
        public init(name: String, value: String) {
            self.name = name
            self.value = PrivateText(value)
        }
    }
}
