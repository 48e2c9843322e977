import Foundation
import Testing
import Vinculo

@testable import Lumen

/// One after another: a test that tells the sandbox to misbehave would spoil the others'.
@Suite(.serialized) enum WithTheSandbox {}

/// A device with the app on it. Each `Lumen` it starts is a process of the app.
@MainActor final class Device {
    private let folder = FileManager.default.temporaryDirectory.appendingPathComponent("lumen-\(UUID().uuidString)")

    nonisolated static let server = Server(address: Sandbox.shared.backend.absoluteString, isSandbox: true)

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    func start(_ server: Server = server) -> Lumen {
        Lumen(server: server, folder: folder, language: "pt")
    }

    /// The user taps a button, `vinculoConnect` runs a session, and a person sits at the widget until it is over.
    func session(_ user: SignedIn, wants wish: Person.Wish, updating link: LinkId? = nil) async {
        let connecting = user.connecting
        var options = connecting.options
        options.repair = link
        var person: Person?
        await ConnectFlow(slot: ConnectFlow.Slot(read: { Data() }, write: { _ in })).start(
            { try connecting.vinculo.session(options) },
            show: {
                person = Person($0, wants: wish)
                $0.attach(person!)
            },
            told: connecting.finish)
        _ = person
    }
}

extension Accounts {
    /// What is shown, if anything was told.
    var links: [ConnectedLink] {
        if case .loaded(let links) = state { links } else { [] }
    }
}
