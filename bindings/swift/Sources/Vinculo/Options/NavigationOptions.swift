/// Where the webview may go. The default: Belvo's widget host, any https page, no plain http.
public struct NavigationOptions: Equatable, Sendable {
    /// Open finance (Brazil), in which banks' https pages may belong to their apps.
    public var openFinance = false
    /// The only hosts, with all below them, that may be shown besides the widget's; `nil` for any.
    public var strictHosts: [String]?
    /// Where the widget lives; `nil` for Belvo's.
    public var widgetHosts: [String]?
    /// Whether http to this machine may be shown, as a sandbox needs it. Never in a release.
    public var allowLoopbackHTTP = false
    /// Whether a callback is believed whose frame the engine does not name. Then an iframe may forge one.
    public var trustUnknownFrames = false

    /// The defaults.
    public init() {}
}
