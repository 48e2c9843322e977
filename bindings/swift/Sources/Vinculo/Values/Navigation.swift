import VinculoGenerated

/// Where a webview wants to go, as its engine tells it. Prints no URL.
public struct Navigation: Equatable, Sendable {
    /// The URL, just as the engine gives it.
    public var url: PrivateText
    /// Whose navigation it is.
    public var frame: Frame
    /// Whether a server redirected there; `nil` where the engine does not say, as below.
    public var isRedirect: Bool?
    /// Whether it sends a form.
    public var isPost: Bool?
    /// Whether the user tapped.
    public var hasUserGesture: Bool?

    /// What the engine says, and of the main frame if it says nothing else.
    public init(
        to url: String, frame: Frame = .main, isRedirect: Bool? = nil, isPost: Bool? = nil, hasUserGesture: Bool? = nil
    ) {
        self.url = PrivateText(url)
        self.frame = frame
        self.isRedirect = isRedirect
        self.isPost = isPost
        self.hasUserGesture = hasUserGesture
    }

    var core: VinculoGenerated.Navigation {
        VinculoGenerated.Navigation(
            url: url, frame: frame, redirect: isRedirect, post: isPost, userGesture: hasUserGesture)
    }
}
