import Foundation
import Observation
import Vinculo

/// What the app knows: which server it speaks to, and the user who is signed in there.
@MainActor @Observable final class Lumen {
    private(set) var server: Server
    /// `nil` while the server is changed, and where its address cannot work.
    private(set) var user: SignedIn?
    /// Why the address cannot work.
    private(set) var refusal: VinculoError?
    /// What was odd and survived, newest last.
    private(set) var diagnostics: [Diagnostic] = []

    private let folder: URL?
    private let language: String?

    /// - Parameters:
    ///   - folder: Where the journal lies, if not at the usual place.
    ///   - language: The app's, for the widget.
    init(server: Server, folder: URL? = nil, language: String? = nil) {
        self.server = server
        self.folder = folder
        self.language = language
        signIn()
    }

    /// Speaks to this server from now on. The journal is let go of first: two may not have it open.
    func use(_ server: Server) async {
        await signOut()
        self.server = server
        signIn()
    }

    /// Ends all that runs. What is recorded is sent when the user is back.
    func signOut() async {
        let leaving = user
        user = nil
        await leaving?.leave()
    }

    private func signIn() {
        do {
            guard let url = URL(string: server.address) else {
                throw VinculoError.settingRefused(code: "backend_url", detail: "this is no URL")
            }
            // At each server it is somebody else: what waits for one must not go to another.
            let vinculo = try Vinculo(
                backend: url, user: "lumen-demo-user@\(server.address)", folder: folder,
                onDiagnostic: { [weak self] in self?.diagnostics.append($0) },
                authorization: { [token = server.token] in try .bearer(token) })
            user = SignedIn(vinculo: vinculo, server: server, language: language)
            refusal = nil
        } catch {
            refusal = error as? VinculoError ?? .defect
        }
    }
}

/// One user at one server.
@MainActor final class SignedIn {
    let accounts: Accounts
    let connecting: Connecting
    let faults: Faults

    private let vinculo: Vinculo

    init(vinculo: Vinculo, server: Server, language: String?) {
        self.vinculo = vinculo
        let accounts = Accounts(vinculo)
        self.accounts = accounts
        connecting = Connecting(vinculo, options: server.options(language: language)) { await accounts.load() }
        faults = Faults(of: server)
    }

    /// The app is in front: what waits is sent, and what is shown is asked for anew.
    func cameToFront() async {
        async let sent = vinculo.outbox.deliver()
        await accounts.load()
        _ = await sent
    }

    /// Not while a session runs: what that comes to would not be on disk.
    func leave() async {
        await vinculo.close()
    }
}
