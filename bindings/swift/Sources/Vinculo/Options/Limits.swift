/// Spans of time, in milliseconds.
public struct Limits: Equatable, Sendable {
    /// Loading is called slow.
    public var slow: UInt64 = 8_000
    /// Loading has failed.
    public var loadTimeout: UInt64 = 30_000
    /// Life of a token from the request for it; Belvo documents ten minutes.
    public var lease: UInt64 = 600_000
    /// After an exit, how long a success may still follow.
    public var exitGrace: UInt64 = 500
    /// How long your backend may take to say whether a link was made.
    public var lateCheck: UInt64 = 5_000
    /// After the return from the bank, how long until ``Notice/returnToBank``.
    public var returnGrace: UInt64 = 4_000
    /// How long the disk may take.
    public var record: UInt64 = 3_000

    /// The defaults.
    public init() {}
}
