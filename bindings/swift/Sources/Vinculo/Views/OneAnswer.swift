/// A question of WebKit's, which stops the app if it is not answered, and again if it is answered twice.
package final class OneAnswer<Value: Sendable>: Sendable {
    private let handler: Guarded<(@MainActor @Sendable (Value) -> Void)?>
    private let otherwise: Value

    /// - Parameter otherwise: the answer if nobody gives one: the alert went with the view.
    package init(otherwise: Value, _ handler: @escaping @MainActor @Sendable (Value) -> Void) {
        self.handler = Guarded(handler)
        self.otherwise = otherwise
    }

    /// The first answer counts.
    @MainActor package func give(_ value: Value) {
        take()?(value)
    }

    private func take() -> (@MainActor @Sendable (Value) -> Void)? {
        handler.with { handler in
            defer { handler = nil }
            return handler
        }
    }

    deinit {
        guard let handler = take() else { return }
        Task { @MainActor [otherwise] in handler(otherwise) }
    }
}
