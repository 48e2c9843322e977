import Foundation
import Vinculo

/// The backend of the app, and where it finds the widget.
struct Server: Codable, Equatable, Sendable {
    /// The backend's URL, as typed.
    var address: String
    /// Whether it is `vinculo sandbox`, which serves a widget of its own beside the backend; else the widget is Belvo's.
    var isSandbox: Bool

    /// How the backend knows the user. Kept nowhere: a real app has its user's session in the Keychain.
    var token = Server.sandboxToken

    /// Without the token.
    private enum CodingKeys: CodingKey { case address, isSandbox }

    /// Where `vinculo sandbox` is on the machine that the simulator runs on.
    static let sandbox = Server(address: "http://127.0.0.1:4747/backend", isSandbox: true)

    /// How the sandbox knows its one user.
    static let sandboxToken = "lumen-user-1"

    /// Scheme, host and port alone.
    var origin: URL? {
        guard var parts = URLComponents(string: address), parts.host != nil else { return nil }
        (parts.path, parts.query, parts.fragment) = ("", nil, nil)
        return parts.url
    }

    /// How a session is started.
    func options(language: String?) -> ConnectOptions {
        var options = ConnectOptions(callbackURLs: .lumen)
        options.environment = .sandbox
        options.widget.locale = language.flatMap(WidgetLocale.init(language:))
        if isSandbox, let origin {
            options.widget.baseURL = origin.appendingPathComponent("widget/").absoluteString
            options.navigation.widgetHosts = origin.host.map { [$0] }
            options.navigation.allowLoopbackHTTP = true
        }
        return options
    }
}

extension CallbackURLs {
    /// The scheme of `Info.plist`.
    static let lumen = CallbackURLs(
        success: "dev.vinculo.lumen://success", exit: "dev.vinculo.lumen://exit", event: "dev.vinculo.lumen://event")
}

extension WidgetLocale {
    /// The widget's language for one of the app's.
    init?(language: String) {
        switch language {
        case "es": self = .es
        case "pt": self = .pt
        case "en": self = .en
        default: return nil
        }
    }
}
