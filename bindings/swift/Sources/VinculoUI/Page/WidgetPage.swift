#if canImport(UIKit) && canImport(WebKit)
import UIKit
import Vinculo
import WebKit

/// The webview, and what the session asks of it. Tells what happens in it; decides nothing.
@MainActor final class WidgetPage: NSObject, WebSurface {
    /// Holds the webview, which is made anew when its renderer died.
    let view = UIView()
    let session: ConnectSession
    let options: ConnectViewOptions
    /// In front of whom alerts and the browser appear.
    weak var presenter: UIViewController?
    /// A notice is to be shown.
    var onNotice: ((Notice) -> Void)?
    /// The page is another one: what was said of the one before is over.
    var onMoved: (() -> Void)?

    let loads = WebLoads()
    private var webView: WKWebView?
    private let outside = OutsidePages()
    /// Cookies and storage of this session alone, in memory; a webview made anew goes on with them.
    private let store = WKWebsiteDataStore.nonPersistent()

    init(_ session: ConnectSession, options: ConnectViewOptions) {
        self.session = session
        self.options = options
        super.init()
        // VoiceOver says where one is on the way into the page.
        view.accessibilityContainerType = .semanticGroup
        view.accessibilityLabel = TextKey.pageLabel.words()
    }

    /// WebKit cannot clear its list of pages, the first of which holds the token before: so the webview is made anew in any case.
    func load(_ url: PrivateText) {
        go(to: url, in: makeWebView())
    }

    func reload(_ url: PrivateText, rebuild: Bool) {
        load(url)
    }

    func loadPage(_ url: PrivateText) {
        go(to: url, in: webView ?? makeWebView())
    }

    func goBack() {
        webView?.goBack()
    }

    func openOutside(_ url: PrivateText, appOnly: Bool) async -> Bool {
        await outside.open(OutsideRoute(opening: url.value, appOnly: appOnly))
    }

    func showNotice(_ notice: Notice) {
        onNotice?(notice)
    }

    /// Of the newest webview alone, and while no other view has taken this one's place.
    func isNews(of webView: WKWebView) -> Bool {
        webView === self.webView && !session.hasReplaced(self)
    }

    /// A page in a new window, which the session lets pass.
    func openWindow(_ action: WebAction) {
        guard case .authSession(let url) = OutsideRoute(popup: action.url, method: action.method) else { return }
        outside.browse(url, scheme: options.callbackScheme, over: view.window) { [weak self] callback in
            if let callback {
                _ = self?.session.openLink(callback.absoluteString)
            }
            self?.session.returned()
        }
    }

    /// The session is over: nothing brings the user back from there any more.
    func closeBrowser() {
        outside.close()
    }

    private func go(to url: PrivateText, in webView: WKWebView) {
        guard let url = URL(string: url.value) else { return session.loadFailed(.blocked) }
        onMoved?()
        loads.began(webView.load(URLRequest(url: url)))
    }

    private func makeWebView() -> WKWebView {
        if let old = webView {
            old.stopLoading()
            old.navigationDelegate = nil
            old.uiDelegate = nil
            old.configuration.userContentController.removeAllScriptMessageHandlers()
            old.removeFromSuperview()
        }
        loads.forget()
        let new = WKWebView(frame: view.bounds, configuration: configuration())
        new.navigationDelegate = self
        new.uiDelegate = self
        // Previews load pages that nobody asked the session about.
        new.allowsLinkPreview = false
        new.allowsBackForwardNavigationGestures = false
        // Nothing white before the page has drawn itself.
        new.isOpaque = false
        new.backgroundColor = .systemBackground
        new.underPageBackgroundColor = .systemBackground
        #if DEBUG
        // iOS 16.3 and older let debug builds be inspected without.
        if #available(iOS 16.4, *) {
            new.isInspectable = true
        }
        #endif
        new.autoresizingMask = [.flexibleWidth, .flexibleHeight]
        view.addSubview(new)
        webView = new
        return new
    }

    private func configuration() -> WKWebViewConfiguration {
        let configuration = WKWebViewConfiguration()
        configuration.websiteDataStore = store
        // Else WebKit tells of no window that a script opens, and a callback in one is lost.
        configuration.preferences.javaScriptCanOpenWindowsAutomatically = true
        // A bank's page may show a video to the camera's picture.
        configuration.allowsInlineMediaPlayback = true
        for name in options.usableMessageHandlers {
            configuration.userContentController.add(PageMessages(self), name: name)
        }
        return configuration
    }
}
#endif
