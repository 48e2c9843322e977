import Vinculo

/// A view that writes down what it is asked.
@MainActor final class View: WebSurface {
    /// What it was asked, as `load https://…`.
    private(set) var asked: [String] = []
    /// What the system says to a link.
    var takesLinks = true
    /// Done while it loads: a webview may ask about a navigation at once.
    var onLoad: (() -> Void)?

    func load(_ url: PrivateText) {
        asked.append("load \(url.value)")
        onLoad?()
    }

    func reload(_ url: PrivateText, rebuild: Bool) {
        asked.append("reload rebuild=\(rebuild) \(url.value)")
    }

    func loadPage(_ url: PrivateText) {
        asked.append("loadPage \(url.value)")
    }

    func goBack() {
        asked.append("goBack")
    }

    func openOutside(_ url: PrivateText, appOnly: Bool) async -> Bool {
        asked.append("openOutside appOnly=\(appOnly) \(url.value)")
        return takesLinks
    }

    func showNotice(_ notice: Notice) {
        asked.append("showNotice \(notice)")
    }
}
