#if canImport(UIKit) && canImport(WebKit)
import UIKit
import Vinculo
import WebKit

extension WidgetPage: WKUIDelegate {
    func webView(
        _ webView: WKWebView, createWebViewWith configuration: WKWebViewConfiguration,
        for navigationAction: WKNavigationAction, windowFeatures: WKWindowFeatures
    ) -> WKWebView? {
        guard isNews(of: webView) else { return nil }
        let request = navigationAction.request
        let action = WebAction(url: request.url?.absoluteString ?? "", target: .newWindow, method: request.httpMethod)
        if session.navigate(Navigation(action)) {
            openWindow(action)
        }
        return nil
    }

    func webView(
        _ webView: WKWebView, requestMediaCapturePermissionFor origin: WKSecurityOrigin, initiatedByFrame frame: WKFrameInfo,
        type: WKMediaCaptureType, decisionHandler: @escaping @MainActor @Sendable (WKPermissionDecision) -> Void
    ) {
        let kind: ConnectViewOptions.CaptureKind =
            switch type {
            case .camera: .camera
            case .microphone: .microphone
            case .cameraAndMicrophone: .both
            @unknown default: .both
            }
        decisionHandler(options.mayCapture(kind, PageOrigin(origin)) ? .prompt : .deny)
    }

    func webView(
        _ webView: WKWebView, runJavaScriptAlertPanelWithMessage message: String, initiatedByFrame frame: WKFrameInfo,
        completionHandler: @escaping @MainActor @Sendable () -> Void
    ) {
        let answer = OneAnswer(otherwise: true) { _ in completionHandler() }
        ask(message, of: frame, answers: [(.actionOK, .default, true)], answer)
    }

    func webView(
        _ webView: WKWebView, runJavaScriptConfirmPanelWithMessage message: String, initiatedByFrame frame: WKFrameInfo,
        completionHandler: @escaping @MainActor @Sendable (Bool) -> Void
    ) {
        let answer = OneAnswer(otherwise: false, completionHandler)
        ask(message, of: frame, answers: [(.actionCancel, .cancel, false), (.actionOK, .default, true)], answer)
    }

    /// Names the host that asks, as browsers do: the words are the page's.
    private func ask(
        _ message: String, of frame: WKFrameInfo, answers: [(title: TextKey, style: UIAlertAction.Style, value: Bool)],
        _ answer: OneAnswer<Bool>
    ) {
        // Without a screen nobody can answer: letting go of it does.
        guard let presenter, presenter.viewIfLoaded?.window != nil, presenter.presentedViewController == nil else { return }
        let alert = UIAlertController(
            title: TextKey.pageHost.words(filling: ["host": frame.securityOrigin.host]), message: message, preferredStyle: .alert)
        for (title, style, value) in answers {
            alert.addAction(UIAlertAction(title: title.words(), style: style) { _ in answer.give(value) })
        }
        presenter.present(alert, animated: true)
    }
}
#endif
