import Foundation
import Observation
import Vinculo

/// Trouble on demand, by the control API of `vinculo sandbox`. Other backends have none, and that is said.
@MainActor @Observable final class Faults {
    enum State: Equatable {
        case asking
        /// There is a server, and it cannot be told to misbehave.
        case absent
        /// Nobody answers there.
        case unreachable
        case here(Holding)
    }

    /// What holds, and what could.
    struct Holding: Decodable, Equatable, Sendable {
        let scenario: String
        /// For how many sessions; `nil` for all.
        let times: Int?
        let trouble: String
        let known: Known

        struct Known: Decodable, Equatable, Sendable {
            let scenarios: [String]
            let troubles: [String]
        }
    }

    private(set) var state = State.asking

    private let control: URL?
    private let http: any HTTPClient

    init(of server: Server, http: any HTTPClient = URLSessionHTTPClient()) {
        control = server.isSandbox ? server.origin?.appendingPathComponent("control") : nil
        self.http = http
    }

    /// Asks what holds.
    func load() async {
        await ask("GET", "", nil)
    }

    /// How the next session goes.
    func play(scenario: String) async {
        await ask("PUT", "scenario", ["scenario": scenario])
    }

    /// What the backend suffers from.
    func set(trouble: String) async {
        await ask("PUT", "backend", ["trouble": trouble])
    }

    private func ask(_ method: String, _ path: String, _ body: [String: String]?) async {
        guard let control else {
            state = .absent
            return
        }
        let request = HTTPRequest(
            method: method, url: path.isEmpty ? control : control.appendingPathComponent(path),
            headers: body == nil ? [:] : ["Content-Type": "application/json"], body: body.flatMap { try? JSONEncoder().encode($0) },
            timeoutMillis: 10_000)
        do {
            let response = try await http.send(request)
            let holding = response.status == 200 ? try? JSONDecoder().decode(Holding.self, from: response.body) : nil
            state = holding.map(State.here) ?? .absent
        } catch {
            state = .unreachable
        }
    }
}
