import VinculoGenerated

/// How a view shows a session. Made from the options of the session, for a restored one too.
public struct ConnectViewOptions: Sendable {
    /// Names under which the page may post messages (`webkit.messageHandlers.<name>.postMessage`). Belvo does not document its own;
    /// none by default.
    public var messageHandlers: [String] = []
    /// Hosts, with all below them, whose pages may ask for the camera besides the widget's. iOS then asks the user. The app needs
    /// `NSCameraUsageDescription`. The microphone is for no page.
    public var cameraHosts: [String] = []
    /// Whether the app switcher shows a cover in the place of the page.
    public var coversInAppSwitcher = true

    /// The scheme that brings a page outside of the webview back; `nil` where the callbacks are https.
    package let callbackScheme: String?
    private let widgetHosts: [String]
    private let allowsLoopback: Bool

    /// The defaults, and what the session's options say about the widget.
    public init(for options: ConnectOptions) {
        let scheme = options.callbackURLs.success.split(separator: ":", maxSplits: 1).first.map { $0.lowercased() }
        callbackScheme = ["http", "https"].contains(scheme) ? nil : scheme
        widgetHosts = options.navigation.widgetHosts ?? (try? defaultNavigationPolicy().widgetHosts) ?? []
        allowsLoopback = options.navigation.allowLoopbackHTTP
    }

    /// Each once: WebKit throws on a name that is given twice, and on an empty one.
    package var usableMessageHandlers: [String] {
        var seen: Set<String> = []
        return messageHandlers.filter { !$0.isEmpty && seen.insert($0).inserted }
    }

    /// Only the widget itself is listened to: any bank's page, and any iframe, may post to the same name.
    package func mayPost(_ origin: PageOrigin, isMainFrame: Bool) -> Bool {
        isMainFrame && isWidgets(origin)
    }

    /// Only the camera, and only for the widget and who the app names.
    package func mayCapture(_ kind: CaptureKind, _ origin: PageOrigin) -> Bool {
        kind == .camera && (isWidgets(origin) || origin.isSecurely(at: cameraHosts))
    }

    /// What a page wants to record with.
    package enum CaptureKind: Sendable { case camera, microphone, both }

    private func isWidgets(_ origin: PageOrigin) -> Bool {
        origin.isSecurely(at: widgetHosts) || (allowsLoopback && origin.isLoopback)
    }
}
