/// Where the widget goes when it is done: custom schemes (`myapp://success`) or https (universal links), yours alone. The
/// package adds a nonce of its own to the path of each, so that another app's callback is told apart.
public struct CallbackURLs: Equatable, Sendable {
    /// For a link that was made.
    public var success: String
    /// For a user who left.
    public var exit: String
    /// For errors and warnings.
    public var event: String

    /// All three.
    public init(success: String, exit: String, event: String) {
        self.success = success
        self.exit = exit
        self.event = event
    }
}
