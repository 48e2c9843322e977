// The two types that `uniffi.toml` tells the generator to use for texts that may hold a token or a person.
// A generated record prints every field; these print no content, whichever way they are asked.

/// A text that may hold a token or a person, such as a URL that a page went to. ``value`` is the only way out: never log it.
public struct PrivateText: Equatable, Hashable, Sendable {
    /// The text itself. Never log it.
    public let value: String

    /// Takes any text.
    public init(_ value: String) {
        self.value = value
    }
}

/// Belvo's id of a link: an account that a user has connected. Whoever holds Belvo's keys reads the account by it.
public struct LinkId: Equatable, Hashable, Sendable {
    /// The id itself. Send it to your backend; never log it.
    public let value: String

    /// Takes the id as it stands in a callback or an answer.
    public init(_ value: String) {
        self.value = value
    }
}

extension PrivateText: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Says that there is a text, and nothing of it.
    public var description: String { "PrivateText(***)" }
    /// As ``description``.
    public var debugDescription: String { description }
    /// For `dump` and debuggers: no children.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension LinkId: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    /// Says that there is an id, and nothing of it.
    public var description: String { "LinkId(***)" }
    /// As ``description``.
    public var debugDescription: String { description }
    /// For `dump` and debuggers: no children.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
