import Foundation
import Testing
import Vinculo

/// Whole sessions against `vinculo sandbox`: its backend, and its widget, walked through page by page.
@MainActor @Suite(.timeLimit(.minutes(2))) struct SandboxTests {
    private let phone = Phone()
    private let sandbox = Sandbox.shared

    private var options: ConnectOptions {
        var options = Phone.options
        options.widget.baseURL = sandbox.widget
        options.navigation.widgetHosts = ["127.0.0.1"]
        options.navigation.allowLoopbackHTTP = true
        options.environment = .sandbox
        return options
    }

    private func vinculo() throws -> Vinculo {
        try phone.signIn(.bearer(Sandbox.bearer))
        return try phone.process(backend: sandbox.backend)
    }

    @Test func aPersonConnectsAnAccount() async throws {
        let vinculo = try vinculo()
        let session = try vinculo.session(options)
        let person = Person(session, wants: .connect)
        session.attach(person)
        guard case .connected(let connected) = try await session.outcome() else {
            Issue.record("not connected")
            return
        }
        #expect(person.pages == ["consent", "institutions", "credentials", "success"])
        #expect(connected.institution?.value == "erebor_mx_retail")
        #expect(!connected.isLate)
        try await session.acknowledge()
        #expect(await vinculo.outbox.deliver() == .done)
        let links = try await vinculo.links()
        #expect(links.contains { $0.link == connected.link && $0.health == "valid" && $0.neededAction == .nothing })
    }

    /// By the public API alone, as an app does it.
    @Test func anAppPutsItsOwnClientBeforeOurs() async throws {
        let vinculo = try Vinculo(
            backend: sandbox.backend, user: "user-1", folder: phone.folder, client: SignsIn(client: URLSessionHTTPClient())
        ) { nil }
        _ = try await vinculo.links()
        await vinculo.close()
    }

    @Test func aPersonLeaves() async throws {
        let session = try vinculo().session(options)
        let person = Person(session, wants: .leave)
        session.attach(person)
        guard case .exited(let exited) = try await session.outcome() else {
            Issue.record("no exit")
            return
        }
        #expect(exited.source == .widget)
        #expect(exited.stage == .beforeInstitution)
    }

    @Test func aLinkMadeWhileTheProcessWasDeadIsFound() async throws {
        let vinculo = try vinculo()
        let session = try vinculo.session(options)
        let person = Person(session, wants: .connect)
        var saved = Data()
        person.onPage = { page in
            if page == "credentials" { saved = try session.save() }
        }
        session.attach(person)
        _ = try await session.outcome()
        session.cancel()
        await vinculo.close()
        // Nothing of the journal is left either: only Belvo's side knows.
        try FileManager.default.removeItem(at: phone.folder)
        let restored = try await self.vinculo().restore(saved)
        guard case .connected(let connected) = try await restored.outcome() else {
            Issue.record("not found")
            return
        }
        #expect(connected.isLate)
    }
}

/// Adds the user's authorisation by itself.
private struct SignsIn: HTTPClient {
    let client: any HTTPClient

    func send(_ request: HTTPRequest) async throws -> HTTPResponse {
        var headers = request.headers
        headers["Authorization"] = "Bearer \(Sandbox.bearer)"
        return try await client.send(
            HTTPRequest(
                method: request.method, url: request.url, headers: headers, body: request.body,
                timeoutMillis: request.timeoutMillis))
    }
}
