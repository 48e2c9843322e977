/// What a swipe at the sheet does.
package enum Swipe: Equatable, Sendable {
    /// The sheet goes, and with it the session.
    case closes
    /// The sheet stays, and the core hears of the wish: it asks first, unless the app said otherwise.
    case asks
    /// The sheet stays: the question is there already.
    case waits

    package init(in state: ConnectState) {
        if state.asksToClose {
            self = .waits
            return
        }
        self =
            switch state.phase {
            // The user has begun something there.
            case .open, .outside: .asks
            case .confirmingClose: .waits
            case .idle, .fetchingToken, .loading, .recovering, .reconciling, .recording, .finished: .closes
            }
    }
}
