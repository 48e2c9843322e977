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

    /// The user taps a button, and a person sits at the widget until the session is over.
    func session(_ user: SignedIn, wants wish: Person.Wish, updating link: LinkId? = nil) async throws {
        let tapped = Task { await user.connecting.connect(updating: link) }
        try await until("a session runs") { user.connecting.session != nil }
        let person = Person(user.connecting.session!, wants: wish)
        user.connecting.session!.attach(person)
        await tapped.value
    }
}

struct NeverHappened: Error, CustomStringConvertible {
    let what: String
    var description: String { "never: \(what)" }
}

/// Waits until something is so that nobody tells of. No test passes faster or slower for the limit.
@MainActor func until(_ what: String, _ condition: @MainActor () async throws -> Bool) async throws {
    for _ in 0..<6_000 {
        if try await condition() { return }
        try await Task.sleep(nanoseconds: 5_000_000)
    }
    throw NeverHappened(what: what)
}

extension Accounts {
    /// What is shown, if anything was told.
    var links: [ConnectedLink] {
        if case .loaded(let links) = state { links } else { [] }
    }
}
