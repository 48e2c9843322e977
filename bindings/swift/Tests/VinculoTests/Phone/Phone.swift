import Foundation

@testable import Vinculo

/// An app on a device. Each `Vinculo` it makes is a process of the app; what is left of one is in the folder.
@MainActor final class Phone {
    let backend = AppBackend()
    let view = View()
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("vinculo-\(UUID().uuidString)")
    let heard = Guarded<[Diagnostic]>([])
    let authorization = Guarded<Result<Authorization?, any Error>>(Result { try .bearer("user-token") })
    var surroundings = Surroundings.device

    nonisolated static let urls = CallbackURLs(success: "myapp://success", exit: "myapp://exit", event: "myapp://event")
    nonisolated static let link = "0b5a1b5e-7f4c-4a8e-9d53-2f6f3a1c9e10"

    /// Short enough that no test waits for long; each is waited for by what happens, not by the clock.
    static var options: ConnectOptions {
        var options = ConnectOptions(callbackURLs: urls)
        options.limits.exitGrace = 20
        options.limits.lateCheck = 20_000
        options.limits.returnGrace = 20
        return options
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// Codes of what was odd so far.
    var codes: [String] { heard.with { $0.map(\.code) } }

    /// From now on the user is signed in like this.
    func signIn(_ authorization: Authorization?) {
        self.authorization.with { $0 = .success(authorization) }
    }

    /// The app starts. Nothing is sent before a test has it sent.
    func process(
        backend url: URL? = nil, client: any HTTPClient = URLSessionHTTPClient(), folder: URL? = nil, user: String = "user-1",
        authorization provider: AuthorizationProvider? = nil
    ) throws -> Vinculo {
        try Vinculo(
            backend: url ?? backend.url, user: user, folder: folder ?? self.folder, otherUsers: .hold, client: client,
            surroundings: surroundings, onDiagnostic: { [heard] diagnostic in heard.with { $0.append(diagnostic) } },
            authorization: provider ?? { [authorization] in try authorization.with { try $0.get() } })
    }

    /// A widget that is loaded and shown.
    func open(_ vinculo: Vinculo, _ options: ConnectOptions = options) async throws -> Opened {
        let session = try vinculo.session(options)
        session.attach(view)
        let before = view.asked.count
        try await until("the widget is loaded") { view.asked.count > before }
        session.pageShown()
        return Opened(session: session, asked: backend.all("POST").last!)
    }
}

/// An open widget.
@MainActor struct Opened {
    let session: ConnectSession
    let asked: Arrived

    var sessionID: String { asked.text("session_id") }

    /// The callback URL in force, with the session's nonce in its path.
    func callback(_ name: String, _ query: String = "") -> String {
        asked.text("callback_urls", name) + query
    }

    var success: String { callback("success", "?link=\(Phone.link)&institution=erebor_mx_retail") }
}
