import Foundation

/// Sends one request to your backend. ``URLSessionHTTPClient`` is there by default; bring your own for certificate pinning, a
/// proxy, or the stack the rest of your app uses.
///
/// It must not follow redirects, since the user's authentication would follow them, must not answer from a cache, and need not
/// read more than ``HTTPResponse/maxBodyBytes`` of a body. Its task is cancelled when nobody waits any more.
public protocol HTTPClient: Sendable {
    /// Sends the request once and reads the answer, whatever its status.
    ///
    /// - Throws: Any error means that no whole answer came. ``HTTPFailure`` says how far it got; a `URLError` is understood; any
    ///   other counts as sent.
    func send(_ request: HTTPRequest) async throws -> HTTPResponse
}

/// A request to send. Prints neither headers nor body, because the user's authentication is in them.
public struct HTTPRequest: Sendable {
    /// `GET`, `POST` or `PUT`.
    public let method: String
    /// The whole URL: https, or http to this machine.
    public let url: URL
    /// All headers, the authentication among them. Names are not repeated.
    public let headers: [String: String]
    /// JSON, where there is any.
    public let body: Data?
    /// How long everything may take, in milliseconds. The package stops waiting by itself, and cancels the task.
    public let timeoutMillis: UInt64

    /// For a client that changes what it hands on to another, and for tests of a client. The package makes its own.
    public init(method: String, url: URL, headers: [String: String], body: Data?, timeoutMillis: UInt64) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.timeoutMillis = timeoutMillis
    }
}

/// What came back. Prints no content: the body may hold a token.
public struct HTTPResponse: Sendable {
    /// What a body may hold at most: 1 MiB. One byte more, and the answer is refused.
    public static let maxBodyBytes = 1024 * 1024

    /// The HTTP status, any.
    public let status: Int
    /// All headers.
    public let headers: [String: String]
    /// The bytes, decompressed.
    public let body: Data

    /// What came.
    public init(status: Int, headers: [String: String], body: Data) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// No whole answer came: how far a request got.
public enum HTTPFailure: Error, Equatable, Sendable {
    /// No connection came about, so nothing was sent.
    case offline
    /// The certificate or TLS was not accepted, so nothing was sent.
    case notTrusted
    /// It may have been sent.
    case timedOut
}

extension HTTPRequest: CustomStringConvertible, CustomReflectable {
    /// Method and sizes.
    public var description: String { "HTTPRequest(\(method), \(headers.count) headers, \(body?.count ?? 0) bytes)" }
    /// For `dump` and debuggers: no children.
    public var customMirror: Mirror { Mirror(self, children: []) }
}

extension HTTPResponse: CustomStringConvertible, CustomReflectable {
    /// Status and sizes.
    public var description: String { "HTTPResponse(\(status), \(headers.count) headers, \(body.count) bytes)" }
    /// For `dump` and debuggers: no children.
    public var customMirror: Mirror { Mirror(self, children: []) }
}
