extension LoadProblem {
    /// What an error of `WKNavigationDelegate` means, by its domain and code; `nil` if it is none: a navigation that we cancelled, or
    /// that another one took the place of.
    package init?(domain: String, code: Int) {
        switch domain {
        case "NSURLErrorDomain": self.init(urlCode: code)
        // WebKit's own: 102 is "frame load interrupted", which is how it tells that we said no; 204 that a plug-in shows it.
        case "WebKitErrorDomain": if code == 102 || code == 204 { return nil } else { self = .blocked }
        // 2 is the content process, of which WebKit tells by itself.
        case "WKErrorDomain": if code == 2 { return nil } else { self = .blocked }
        default: self = .blocked
        }
    }

    /// By the numbers of Apple's `NSURLError.h`: the Foundation of other platforms gives some of them other names.
    private init?(urlCode: Int) {
        switch urlCode {
        // Cancelled, authentication cancelled by the user.
        case -999, -1012: return nil
        // No network, lost, roaming off, a call is active, data not allowed. A server that refuses the connection (-1004) is told as
        // one of these: it may be back in a moment, as they may.
        case -1009, -1005, -1018, -1019, -1020, -1004: self = .offline
        // Host not found, look-up failed.
        case -1003, -1006: self = .dns
        case -1001: self = .timedOut
        // From the handshake (-1200) over the server's certificate to the client's (-1206).
        case -1206 ... -1200: self = .tls
        // Among them App Transport Security (-1022): the system refused the page.
        default: self = .blocked
        }
    }

    /// What the status of the main document means; `nil` if it is no error.
    package init?(status: Int) {
        guard (400...599).contains(status) else { return nil }
        self = .httpStatus(status: UInt16(status))
    }
}
