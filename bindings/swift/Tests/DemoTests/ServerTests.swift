import Foundation
import Testing
import Vinculo

@testable import Lumen

extension WithTheSandbox {
    /// The choice of a server, and what it is told to do wrong.
    @MainActor @Suite(.timeLimit(.minutes(2))) struct ServerTests {
        private let device = Device()

        @Test func theSandboxServesItsOwnWidget() {
            let options = Server.sandbox.options(language: "pt")
            #expect(options.widget.baseURL == "http://127.0.0.1:4747/widget/")
            #expect(options.widget.locale == .pt)
            #expect(options.navigation.widgetHosts == ["127.0.0.1"])
            #expect(options.environment == .sandbox)
        }

        @Test func anotherBackendHasBelvosWidget() {
            let options = Server(address: "https://api.example.com/bank", isSandbox: false).options(language: nil)
            #expect(options.widget.baseURL == nil && options.widget.locale == nil)
            #expect(options.navigation.widgetHosts == nil)
            #expect(!options.navigation.allowLoopbackHTTP)
        }

        @Test func anAddressThatCannotWorkIsSaidAndMended() async throws {
            let lumen = device.start(Server(address: "http://api.example.com", isSandbox: false))
            #expect(lumen.user == nil)
            #expect(lumen.refusal?.code == "backend_url")
            await lumen.use(Device.server)
            let user = try #require(lumen.user)
            #expect(lumen.refusal == nil)
            await user.accounts.load()
            guard case .loaded = user.accounts.state else {
                Issue.record("\(user.accounts.state)")
                return
            }
        }

        @Test func whoIsNotKnownToTheBackendIsTold() async throws {
            var server = Device.server
            server.token = "somebody"
            let user = try #require(device.start(server).user)
            await user.accounts.load()
            guard case .failed(let problem) = user.accounts.state else {
                Issue.record("\(user.accounts.state)")
                return
            }
            #expect(problem.code == "sign_in")
        }

        @Test func theTokenIsNotKept() throws {
            let store = try #require(UserDefaults(suiteName: "lumen-\(UUID().uuidString)"))
            let settings = Settings(store)
            #expect(settings.server == .sandbox)
            settings.server = Server(address: "https://api.example.com", isSandbox: false, token: "SECRET")
            #expect(settings.server == Server(address: "https://api.example.com", isSandbox: false))
            #expect(store.data(forKey: "server").map { !String(decoding: $0, as: UTF8.self).contains("SECRET") } == true)
        }

        @Test func whatHasNoControlIsSaidToHaveNone() async throws {
            let plain = AppBackend()
            let faults = Faults(of: Server(address: plain.url.absoluteString, isSandbox: true))
            #expect(faults.state == .asking)
            await faults.load()
            #expect(faults.state == .absent)
            #expect(plain.all.map(\.path) == ["/control"])
        }

        @Test func aBackendThatIsNoSandboxIsNotAsked() async throws {
            let plain = AppBackend()
            let faults = Faults(of: Server(address: plain.url.absoluteString, isSandbox: false))
            await faults.play(scenario: "exit")
            #expect(faults.state == .absent)
            #expect(plain.all.isEmpty)
        }

        @Test func whereNobodyIsThatIsSaid() async throws {
            // Of a service that no machine has had for decades; a port that was free a moment ago may be another test's by now.
            let faults = Faults(of: Server(address: "http://127.0.0.1:1/backend", isSandbox: true))
            await faults.load()
            #expect(faults.state == .unreachable)
        }

        @Test func theSandboxIsToldHowASessionGoes() async throws {
            let user = try #require(device.start().user)
            await user.faults.load()
            guard case .here(let before) = user.faults.state else {
                Issue.record("\(user.faults.state)")
                return
            }
            #expect(before.scenario == "manual" && before.trouble == "none")
            await user.faults.play(scenario: "exit")
            await user.faults.set(trouble: "slow")
            guard case .here(let holding) = user.faults.state else {
                Issue.record("\(user.faults.state)")
                return
            }
            #expect(holding.scenario == "exit" && holding.trouble == "slow")
            #expect(holding.known.scenarios.contains("connect") && holding.known.troubles.contains("none"))
            await user.faults.set(trouble: "none")
            await user.faults.play(scenario: "manual")
        }
    }
}
