/// Where a document comes from, as `WKSecurityOrigin` tells it.
package struct PageOrigin: Equatable, Sendable {
    package let scheme: String
    /// Empty for documents without an origin: `about:blank`, `data:`, a sandboxed iframe.
    package let host: String
    /// Zero for the scheme's own.
    package let port: Int

    package init(scheme: String, host: String, port: Int) {
        self.scheme = scheme.lowercased()
        self.host = host.lowercased()
        self.port = port
    }

    /// `https://host`, or `nil` if there is no origin.
    var text: String? {
        guard !host.isEmpty else { return nil }
        return port == 0 ? "\(scheme)://\(host)" : "\(scheme)://\(host):\(port)"
    }

    /// One of these hosts or below it, over https at its own port.
    func isSecurely(at hosts: [String]) -> Bool {
        guard scheme == "https", port == 0 || port == 443 else { return false }
        return hosts.contains { host == $0.lowercased() || host.hasSuffix(".\($0.lowercased())") }
    }

    /// http on this machine, which is how a sandbox is shown.
    var isLoopback: Bool {
        ["http", "https"].contains(scheme) && ["localhost", "127.0.0.1", "::1", "[::1]"].contains(host)
    }
}
