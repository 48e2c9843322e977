#if canImport(UIKit) && canImport(WebKit)
import Vinculo
import WebKit

/// Hears what the page posts. An object of its own, since WebKit holds it, and with it whatever it holds.
@MainActor final class PageMessages: NSObject, WKScriptMessageHandler {
    private weak var page: WidgetPage?

    init(_ page: WidgetPage) {
        self.page = page
        super.init()
    }

    func userContentController(_ userContentController: WKUserContentController, didReceive message: WKScriptMessage) {
        let frame = message.frameInfo
        guard let page, !page.session.hasReplaced(page),
            page.options.mayPost(PageOrigin(frame.securityOrigin), isMainFrame: frame.isMainFrame)
        else { return }
        // The widget posts strings of JSON; whatever else is posted is not its.
        if let text = message.body as? String {
            page.session.pageMessage(text)
        }
    }
}

extension PageOrigin {
    @MainActor init(_ origin: WKSecurityOrigin) {
        self.init(scheme: origin.protocol, host: origin.host, port: origin.port)
    }
}
#endif
