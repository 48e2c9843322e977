/// Which page the webview was last told to load. WebKit still tells of the ones before.
@MainActor package final class WebLoads {
    private var newest: AnyObject?
    private var older: [AnyObject] = []

    package init() {}

    /// The webview was told to load; what it answers to that is passed on.
    package func began(_ load: AnyObject?) {
        newest.map { older.append($0) }
        newest = load
    }

    /// Whether news of this navigation are news of what is wanted now: the newest load, or what the page did since.
    package func concerns(_ load: AnyObject?) -> Bool {
        !older.contains { $0 === load }
    }

    /// Another webview from now on, which tells of its own alone.
    package func forget() {
        newest = nil
        older = []
    }
}
