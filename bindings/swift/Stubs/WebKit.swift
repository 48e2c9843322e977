// Stub of WebKit: see README.md.
@_exported import Foundation
@_exported import UIKit
#if canImport(FoundationNetworking)
@_exported import FoundationNetworking
#endif

// What is asked

public enum WKNavigationActionPolicy: Int, Sendable { case cancel, allow, download }
public enum WKNavigationResponsePolicy: Int, Sendable { case cancel, allow, download }

@MainActor open class WKNavigation: NSObject {}
@MainActor open class WKWindowFeatures: NSObject {}
@MainActor open class WKSecurityOrigin: NSObject {
    open var `protocol`: String { "" }
    open var host: String { "" }
    open var port: Int { 0 }
}
@MainActor open class WKFrameInfo: NSObject {
    open var isMainFrame: Bool { false }
    open var securityOrigin: WKSecurityOrigin { fatalError() }
}
@MainActor open class WKNavigationAction: NSObject {
    open var request: URLRequest { fatalError() }
    open var targetFrame: WKFrameInfo? { nil }
    open var shouldPerformDownload: Bool { false }
}
@MainActor open class WKNavigationResponse: NSObject {
    open var isForMainFrame: Bool { false }
    open var response: URLResponse { fatalError() }
    open var canShowMIMEType: Bool { false }
}
@available(iOS 15, *) public enum WKPermissionDecision: Int, Sendable { case prompt, grant, deny }
@available(iOS 15, *) public enum WKMediaCaptureType: Int, Sendable { case camera, microphone, cameraAndMicrophone }

// Delegates: only what we implement, and all of it required.

@MainActor public protocol WKNavigationDelegate: NSObjectProtocol {
    func webView(
        _ webView: WKWebView, decidePolicyFor navigationAction: WKNavigationAction,
        decisionHandler: @escaping @MainActor @Sendable (WKNavigationActionPolicy) -> Void)
    func webView(
        _ webView: WKWebView, decidePolicyFor navigationResponse: WKNavigationResponse,
        decisionHandler: @escaping @MainActor @Sendable (WKNavigationResponsePolicy) -> Void)
    func webView(_ webView: WKWebView, didFinish navigation: WKNavigation!)
    func webView(_ webView: WKWebView, didFail navigation: WKNavigation!, withError error: any Error)
    func webView(_ webView: WKWebView, didFailProvisionalNavigation navigation: WKNavigation!, withError error: any Error)
    func webViewWebContentProcessDidTerminate(_ webView: WKWebView)
}
@MainActor public protocol WKUIDelegate: NSObjectProtocol {
    func webView(
        _ webView: WKWebView, createWebViewWith configuration: WKWebViewConfiguration,
        for navigationAction: WKNavigationAction, windowFeatures: WKWindowFeatures) -> WKWebView?
    func webView(
        _ webView: WKWebView, requestMediaCapturePermissionFor origin: WKSecurityOrigin, initiatedByFrame frame: WKFrameInfo,
        type: WKMediaCaptureType, decisionHandler: @escaping @MainActor @Sendable (WKPermissionDecision) -> Void)
    func webView(
        _ webView: WKWebView, runJavaScriptAlertPanelWithMessage message: String, initiatedByFrame frame: WKFrameInfo,
        completionHandler: @escaping @MainActor @Sendable () -> Void)
    func webView(
        _ webView: WKWebView, runJavaScriptConfirmPanelWithMessage message: String, initiatedByFrame frame: WKFrameInfo,
        completionHandler: @escaping @MainActor @Sendable (Bool) -> Void)
}

// Messages

@MainActor open class WKScriptMessage: NSObject {
    open var body: Any { fatalError() }
    open var frameInfo: WKFrameInfo { fatalError() }
}
@MainActor public protocol WKScriptMessageHandler: NSObjectProtocol {
    func userContentController(_ userContentController: WKUserContentController, didReceive message: WKScriptMessage)
}
@MainActor open class WKUserContentController: NSObject {
    public override nonisolated init() { super.init() }
    open func add(_ scriptMessageHandler: any WKScriptMessageHandler, name: String) {}
    open func removeAllScriptMessageHandlers() {}
}

// Configuration

@MainActor open class WKWebsiteDataStore: NSObject {
    open class func nonPersistent() -> WKWebsiteDataStore { fatalError() }
}
@MainActor open class WKPreferences: NSObject {
    open var javaScriptCanOpenWindowsAutomatically: Bool { get { false } set {} }
}
@MainActor open class WKWebViewConfiguration: NSObject {
    public override nonisolated init() { super.init() }
    open var userContentController: WKUserContentController { get { fatalError() } set {} }
    open var websiteDataStore: WKWebsiteDataStore { get { fatalError() } set {} }
    open var preferences: WKPreferences { get { fatalError() } set {} }
    open var allowsInlineMediaPlayback: Bool { get { false } set {} }
}

@MainActor open class WKWebView: UIView {
    public init(frame: CGRect, configuration: WKWebViewConfiguration) { super.init(frame: frame) }
    public required init?(coder: NSCoder) { nil }
    open var configuration: WKWebViewConfiguration { fatalError() }
    open weak var navigationDelegate: (any WKNavigationDelegate)?
    open weak var uiDelegate: (any WKUIDelegate)?
    open var allowsLinkPreview: Bool { get { true } set {} }
    open var allowsBackForwardNavigationGestures: Bool { get { false } set {} }
    @available(iOS 15, *) open var underPageBackgroundColor: UIColor! { get { nil } set {} }
    @available(iOS 16.4, *) open var isInspectable: Bool { get { false } set {} }
    @discardableResult open func load(_ request: URLRequest) -> WKNavigation? { nil }
    @discardableResult open func goBack() -> WKNavigation? { nil }
    open func stopLoading() {}
}
