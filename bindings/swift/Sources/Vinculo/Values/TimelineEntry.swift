import VinculoGenerated

/// One line of a session's timeline: no token, no link id, no personal data.
public struct TimelineEntry: Equatable, Sendable {
    /// Milliseconds since 1970, by the device's clock.
    public let wallMillis: Int64
    /// Milliseconds since the session began.
    public let elapsedMillis: Int64
    /// Where the session was.
    public let phase: Phase
    /// What happened.
    public let what: String

    init(_ entry: VinculoGenerated.TimelineEntry) {
        wallMillis = entry.wallMs
        elapsedMillis = entry.elapsedMs
        phase = entry.phase
        what = entry.what
    }
}
