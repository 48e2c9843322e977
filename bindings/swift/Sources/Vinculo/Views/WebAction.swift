/// A navigation as `WKNavigationAction` tells it, in plain values.
package struct WebAction: Sendable {
    /// Whose it is. WebKit gives no target frame for a new window.
    package enum Target: Equatable, Sendable {
        case mainFrame
        case subFrame(PageOrigin)
        case newWindow
    }

    package let url: String
    package let target: Target
    package let method: String?

    package init(url: String, target: Target, method: String?) {
        self.url = url
        self.target = target
        self.method = method
    }
}

extension Navigation {
    /// WebKit does not tell of redirects. Nor does it tell of gestures: its type `linkActivated` is also that of a link which a
    /// script clicked, so it is not passed on as one, and an iframe opens no app.
    package init(_ action: WebAction) {
        let frame: Frame =
            switch action.target {
            case .mainFrame: .main
            case .subFrame(let origin): .sub(origin: origin.text.map(PrivateText.init))
            case .newWindow: .popup
            }
        self.init(
            to: action.url, frame: frame, isRedirect: nil, isPost: action.method.map { $0.uppercased() == "POST" },
            hasUserGesture: nil)
    }
}
