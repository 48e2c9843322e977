#if canImport(UIKit)
import AuthenticationServices
import UIKit
import Vinculo

/// Opens what leaves the webview.
@MainActor final class OutsidePages: NSObject {
    private var browser: ASWebAuthenticationSession?
    private weak var anchor: UIWindow?

    /// Whether anything took it.
    func open(_ route: OutsideRoute) async -> Bool {
        switch route {
        case .claimingApp(let url): await UIApplication.shared.open(url, options: [.universalLinksOnly: true])
        case .system(let url), .authSession(let url): await UIApplication.shared.open(url, options: [:])
        case .nowhere: false
        }
    }

    /// Shows a page in a browser over the app until the user closes it, or it goes to this scheme.
    func browse(_ url: URL, scheme: String?, over window: UIWindow?, ended: @escaping @MainActor @Sendable (URL?) -> Void) {
        close()
        anchor = window
        // The system calls back on a thread of its choice.
        let session = ASWebAuthenticationSession(url: url, callbackURLScheme: scheme) { @Sendable callback, _ in
            Task { @MainActor in ended(callback) }
        }
        session.presentationContextProvider = self
        // Nothing of the user's browser, and so no question of the system before it.
        session.prefersEphemeralWebBrowserSession = true
        browser = session
        if window == nil || !session.start() {
            browser = nil
            Task { _ = await open(.system(url)) }
        }
    }

    func close() {
        browser?.cancel()
        browser = nil
    }
}

extension OutsidePages: ASWebAuthenticationPresentationContextProviding {
    func presentationAnchor(for session: ASWebAuthenticationSession) -> ASPresentationAnchor {
        anchor ?? ASPresentationAnchor()
    }
}
#endif
