import Foundation
import Testing
import Vinculo

@testable import Lumen

extension WithTheSandbox {
    /// The demo's models against `vinculo sandbox`, as its screens drive them.
    @MainActor @Suite(.timeLimit(.minutes(2))) struct ConnectingTests {
        private let device = Device()

        @Test func anAccountIsConnectedAndListed() async throws {
            let user = try #require(device.start().user)
            await device.session(user, wants: .connect)
            let last = try #require(user.connecting.last)
            guard case .connected(let connected) = last.outcome else {
                Issue.record("not connected")
                return
            }
            #expect(user.connecting.problem == nil)
            #expect(last.timeline.count > 3)
            let listed = try #require(user.accounts.links.first { $0.link == connected.link })
            #expect(listed.title == "Erebor Mx Retail")
            #expect(!listed.canBeUpdated)
        }

        @Test func aLinkIsUpdated() async throws {
            let user = try #require(device.start().user)
            await device.session(user, wants: .connect)
            let link = try #require(user.accounts.links.last).link
            let first = user.connecting.last
            await device.session(user, wants: .connect, updating: link)
            guard case .connected(let connected) = user.connecting.last?.outcome else {
                Issue.record("not updated")
                return
            }
            #expect(user.connecting.last != first)
            #expect(connected.link == link && !connected.isOtherLink)
        }

        @Test func whoLeavesIsNotBlamed() async throws {
            let user = try #require(device.start().user)
            await device.session(user, wants: .leave)
            guard case .exited(let exited) = user.connecting.last?.outcome else {
                Issue.record("no exit")
                return
            }
            #expect(exited.error == nil)
            #expect(user.connecting.problem == nil)
        }

        @Test func aSessionThatCannotBeginIsSaid() async throws {
            let user = try #require(device.start().user)
            await user.leave()
            await device.session(user, wants: .connect)
            #expect(user.connecting.problem?.code == "closed")
            #expect(user.connecting.last == nil)
        }

        @Test func aCallbackWithoutASessionHasTheAccountsAskedFor() async throws {
            let user = try #require(device.start().user)
            await user.connecting.open(URL(string: "dev.vinculo.lumen://elsewhere")!)
            await user.connecting.open(URL(string: "https://example.com/")!)
            let callback = URL(string: "dev.vinculo.lumen://success/0123?link=0b5a1b5e-7f4c-4a8e-9d53-2f6f3a1c9e10")!
            user.connecting.isPresented = true
            await user.connecting.open(callback)
            #expect(user.accounts.state == .loading, "a session has it")
            user.connecting.isPresented = false
            await user.connecting.open(callback)
            #expect(user.accounts.state != .loading)
        }
    }
}
