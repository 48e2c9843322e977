/// What all sessions of a ``Vinculo`` share.
struct Host: Sendable {
    let exchange: Exchange
    let journal: Journal
    let courier: Courier
    let surroundings: Surroundings
    let diagnose: @Sendable (Diagnostic) -> Void
    let told = ToldSessions()

    /// Begins to send what is pending, without waiting; who waits for the network tries at once.
    func deliver() {
        exchange.wake()
        courier.wake()
    }
}
