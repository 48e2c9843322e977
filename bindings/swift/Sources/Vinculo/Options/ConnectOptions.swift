/// What one session is started with. Everything but the callback URLs has a default.
///
/// ```swift
/// var options = ConnectOptions(
///     callbackURLs: CallbackURLs(success: "myapp://success", exit: "myapp://exit", event: "myapp://event"))
/// options.environment = .production
/// options.widget.locale = .pt
/// ```
public struct ConnectOptions: Sendable {
    /// Where the widget goes when it is done.
    public var callbackURLs: CallbackURLs
    /// The link to repair (Belvo's update mode); `nil` to connect a new account.
    public var repair: LinkId?
    /// How the widget starts.
    public var widget = WidgetOptions()
    /// Where the webview may go.
    public var navigation = NavigationOptions()
    /// The environment the app is built for, whose tokens alone are taken; `nil` takes any. Strongly advised.
    public var environment: BelvoEnvironment?
    /// Whether back and close ask first once the widget is open.
    public var confirmClose = true
    /// Spans of time.
    public var limits = Limits()

    /// The defaults, and where the widget goes when it is done.
    public init(callbackURLs: CallbackURLs) {
        self.callbackURLs = callbackURLs
    }
}
