/// What `vinculoConnect` of `VinculoUI` tells when a session is over.
public struct ConnectResult: Equatable, Sendable {
    /// How it ended, or why there is no outcome.
    public let outcome: Result<ConnectOutcome, VinculoError>
    /// What happened since the session began or came back in this process, oldest first, for a support ticket: no token, no link, no
    /// personal data. Empty if it did neither.
    public let timeline: [TimelineEntry]

    @MainActor init(_ outcome: Result<ConnectOutcome, VinculoError>, of session: ConnectSession? = nil) {
        self.outcome = outcome
        timeline = (try? session?.timeline()) ?? []
    }
}
