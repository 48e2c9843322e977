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
            try await device.session(user, wants: .connect)
            let last = try #require(user.connecting.last)
            guard case .connected(let connected) = last.outcome else {
                Issue.record("not connected")
                return
            }
            #expect(user.connecting.session == nil && user.connecting.problem == nil)
            #expect(last.timeline.count > 3)
            let listed = try #require(user.accounts.links.first { $0.link == connected.link })
            #expect(listed.title == "Erebor Mx Retail")
            #expect(!listed.canBeUpdated)
        }

        @Test func aLinkIsUpdated() async throws {
            let user = try #require(device.start().user)
            try await device.session(user, wants: .connect)
            let link = try #require(user.accounts.links.last).link
            let first = user.connecting.last
            try await device.session(user, wants: .connect, updating: link)
            guard case .connected(let connected) = user.connecting.last?.outcome else {
                Issue.record("not updated")
                return
            }
            #expect(user.connecting.last != first)
            #expect(connected.link == link && !connected.isOtherLink)
        }

        @Test func whoLeavesIsNotBlamed() async throws {
            let user = try #require(device.start().user)
            try await device.session(user, wants: .leave)
            guard case .exited(let exited) = user.connecting.last?.outcome else {
                Issue.record("no exit")
                return
            }
            #expect(exited.error == nil)
            #expect(user.connecting.problem == nil)
        }

        @Test func aProcessThatDiesComesBackToItsOutcome() async throws {
            let lumen = device.start()
            let user = try #require(lumen.user)
            var kept = Data()
            let tapped = Task { await user.connecting.connect() }
            try await until("a session runs") { user.connecting.session != nil }
            let person = Person(user.connecting.session!, wants: .connect)
            // The last moment at which the system has the scene kept.
            person.onPage = { page in
                if page == "success" { kept = user.connecting.saved ?? Data() }
            }
            user.connecting.session!.attach(person)
            await tapped.value
            #expect(!kept.isEmpty)
            await lumen.signOut()

            // What the app has shown is not told again on the same device,
            let later = try #require(device.start().user)
            await later.connecting.resume(kept)
            #expect(later.connecting.last == nil && later.connecting.problem == nil)
            await later.leave()

            // and is found at the backend where nothing is left of it.
            let again = try #require(Device().start().user)
            await again.connecting.resume(kept)
            guard case .connected(let connected) = again.connecting.last?.outcome else {
                Issue.record("not found")
                return
            }
            #expect(connected.isLate)
            #expect(again.connecting.saved == Data())
        }

        /// The system may have the scene kept before the app has read what it kept last time.
        @Test func whatIsKeptIsNotLostBeforeItIsRead() async throws {
            let user = try #require(device.start().user)
            #expect(user.connecting.saved == nil)
            await user.connecting.resume(Data())
            #expect(user.connecting.saved == Data())
        }

        @Test func whatIsNoSessionIsSaidOnce() async throws {
            let user = try #require(device.start().user)
            await user.connecting.resume(Data("none".utf8))
            #expect(user.connecting.problem?.code == "malformed")
            #expect(user.connecting.saved == Data())
        }

        @Test func aCallbackWithoutASessionHasTheAccountsAskedFor() async throws {
            let user = try #require(device.start().user)
            user.connecting.open(URL(string: "dev.vinculo.lumen://elsewhere")!)
            user.connecting.open(URL(string: "https://example.com/")!)
            #expect(user.accounts.state == .loading)
            user.connecting.open(URL(string: "dev.vinculo.lumen://success/0123?link=0b5a1b5e-7f4c-4a8e-9d53-2f6f3a1c9e10")!)
            try await until("the accounts are asked for") { user.accounts.state != .loading }
        }
    }
}
