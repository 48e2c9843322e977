import Foundation

/// Where a link goes that leaves the webview.
package enum OutsideRoute: Equatable, Sendable {
    /// To an app that has verified that the link is its own, never to the browser.
    case claimingApp(URL)
    /// To whatever the system has for it.
    case system(URL)
    /// To a browser in front of the app, which comes back by itself.
    case authSession(URL)
    /// Nothing on iOS can open it.
    case nowhere

    /// What is opened on the word of the core.
    package init(opening url: String, appOnly: Bool) {
        self =
            switch Self.read(url) {
            case .web(let url): appOnly ? .claimingApp(url) : .system(url)
            // An app's own scheme never opens a browser.
            case .app(let url): .system(url)
            case .unusable: .nowhere
            }
    }

    /// What a page opened in a new window, if it may. There is one webview, which is the widget's, and no popup takes its place.
    /// An empty window gets its page later, by a script that finds none; a form's content goes to no browser.
    package init(popup url: String, method: String?) {
        self = if case .web(let url) = Self.read(url), method?.uppercased() != "POST" { .authSession(url) } else { .nowhere }
    }

    private enum Reading { case web(URL), app(URL), unusable }

    private static func read(_ text: String) -> Reading {
        guard let url = URL(string: text), let scheme = url.scheme?.lowercased() else { return .unusable }
        switch scheme {
        case "https", "http": return url.host?.isEmpty == false ? .web(url) : .unusable
        // Android's, and what the core lets pass nowhere.
        case "intent", "android-app", "javascript", "data", "file", "blob", "about": return .unusable
        default: return .app(url)
        }
    }
}
