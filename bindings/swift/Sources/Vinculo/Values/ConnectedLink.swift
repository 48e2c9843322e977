import VinculoGenerated

/// A link of the user, as your backend tells it. Prints neither link nor institution.
public struct ConnectedLink: Equatable, Sendable {
    /// Its id.
    public let link: LinkId
    /// Belvo's institution name.
    public let institution: PrivateText?
    /// How it is, by a stable name such as `valid` or `consent_expiring`; an open set.
    public let health: String
    /// What the user should do.
    public let neededAction: NeededAction

    init(_ summary: LinkSummary) {
        link = summary.link
        institution = summary.institution.map(PrivateText.init)
        health = summary.health.name()
        neededAction = summary.neededAction
    }
}
