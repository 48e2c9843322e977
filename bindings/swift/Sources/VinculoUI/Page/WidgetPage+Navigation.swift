#if canImport(UIKit) && canImport(WebKit)
import UIKit
import Vinculo
import WebKit

// Certificates are left to the system: there is no answer to a challenge here, and there must be none.
extension WidgetPage: WKNavigationDelegate {
    func webView(
        _ webView: WKWebView, decidePolicyFor navigationAction: WKNavigationAction,
        decisionHandler: @escaping @MainActor @Sendable (WKNavigationActionPolicy) -> Void
    ) {
        guard isNews(of: webView) else { return decisionHandler(.cancel) }
        let action = WebAction(navigationAction)
        // WebKit asks `createWebViewWith` next, and for windows that a script opens that alone: there the session is asked.
        if action.target == .newWindow {
            return decisionHandler(.allow)
        }
        // Before the session is asked: it may have something to say of the page that comes.
        if action.target == .mainFrame {
            onMoved?()
        }
        let mayGo = session.navigate(Navigation(action)) && !navigationAction.shouldPerformDownload
        decisionHandler(mayGo ? .allow : .cancel)
    }

    func webView(
        _ webView: WKWebView, decidePolicyFor navigationResponse: WKNavigationResponse,
        decisionHandler: @escaping @MainActor @Sendable (WKNavigationResponsePolicy) -> Void
    ) {
        guard isNews(of: webView) else { return decisionHandler(.cancel) }
        let status = (navigationResponse.response as? HTTPURLResponse)?.statusCode
        if navigationResponse.isForMainFrame, let problem = status.flatMap({ LoadProblem(status: $0) }) {
            decisionHandler(.cancel)
            return session.loadFailed(problem)
        }
        // What cannot be shown would be saved, and leave an empty page.
        decisionHandler(navigationResponse.canShowMIMEType ? .allow : .cancel)
    }

    func webView(_ webView: WKWebView, didFinish navigation: WKNavigation!) {
        guard isNews(of: webView), loads.concerns(navigation) else { return }
        session.pageShown()
    }

    func webView(_ webView: WKWebView, didFail navigation: WKNavigation!, withError error: any Error) {
        failed(webView, navigation, error)
    }

    func webView(_ webView: WKWebView, didFailProvisionalNavigation navigation: WKNavigation!, withError error: any Error) {
        failed(webView, navigation, error)
    }

    func webViewWebContentProcessDidTerminate(_ webView: WKWebView) {
        guard isNews(of: webView) else { return }
        session.rendererGone()
    }

    private func failed(_ webView: WKWebView, _ navigation: WKNavigation?, _ error: any Error) {
        guard isNews(of: webView), loads.concerns(navigation) else { return }
        let error = error as NSError
        if let problem = LoadProblem(domain: error.domain, code: error.code) {
            session.loadFailed(problem)
        }
    }
}

extension WebAction {
    @MainActor init(_ action: WKNavigationAction) {
        let target: Target =
            switch action.targetFrame {
            case .none: .newWindow
            case .some(let frame) where frame.isMainFrame: .mainFrame
            case .some(let frame): .subFrame(PageOrigin(frame.securityOrigin))
            }
        self.init(url: action.request.url?.absoluteString ?? "", target: target, method: action.request.httpMethod)
    }
}
#endif
