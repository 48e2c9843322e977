import Foundation
import Testing

@testable import Vinculo

/// A session that goes from one scene to another as bytes: before it has begun, and when it is over.
@MainActor @Suite(.timeLimit(.minutes(1))) struct HandoverTests {
    private let phone = Phone()

    @Test func aPreparedSessionBeginsWhereItIsRestored() async throws {
        let saved = try Vinculo.prepare(Phone.options)
        #expect(phone.backend.all.isEmpty)
        let session = try await phone.process().restore(saved)
        session.attach(phone.view)
        try await until("the widget is loaded") { !phone.view.asked.isEmpty }
        session.pageShown()
        let opened = Opened(session: session, asked: try #require(phone.backend.all("POST").last))
        _ = session.navigate(Navigation(to: opened.success))
        guard case .connected(let connected) = try await session.outcome() else {
            Issue.record("not connected")
            return
        }
        #expect(connected.link.value == Phone.link)
        #expect(!connected.isLate && connected.identity.isRecorded)
    }

    @Test func eachPreparedSessionIsAnother() async throws {
        let vinculo = try phone.process()
        var asked: [(id: String, success: String)] = []
        for saved in [try Vinculo.prepare(Phone.options), try Vinculo.prepare(Phone.options)] {
            let before = phone.backend.all("POST").count
            let session = try await vinculo.restore(saved)
            try await until("a token is asked for") { phone.backend.all("POST").count > before }
            let arrived = try #require(phone.backend.all("POST").last)
            asked.append((arrived.text("session_id"), arrived.text("callback_urls", "success")))
            session.cancel()
        }
        #expect(asked[0].id != asked[1].id)
        #expect(asked[0].success != asked[1].success, "the nonce too")
    }

    @Test func aSessionDoesNotGoOnForSomebodyElse() async throws {
        let first = try phone.process()
        let saved = try await phone.open(first).session.save()
        await first.close()
        let asked = phone.backend.all.count
        let second = try phone.process(user: "user-2")
        do {
            _ = try await second.restore(saved)
            Issue.record("it goes on")
        } catch {
            #expect((error as? VinculoError)?.code == "other_user")
        }
        #expect(phone.backend.all.count == asked)
    }

    @Test func optionsThatCannotWorkAreRefusedBeforeThereAreBytes() {
        var options = Phone.options
        options.callbackURLs.success = "my_app://success"
        #expect(thrown { try Vinculo.prepare(options) }?.code == "callback_urls")
        options = Phone.options
        options.limits.slow = 0
        #expect(thrown { try Vinculo.prepare(options) }?.code == "limits")
    }

    @Test func theOutcomeIsInTheBytesOnceItIsTold() async throws {
        #expect(try Vinculo.outcome(in: Vinculo.prepare(Phone.options), isRecorded: true) == nil)
        let opened = try await phone.open(phone.process())
        #expect(try Vinculo.outcome(in: opened.session.save(), isRecorded: true) == nil)
        _ = opened.session.navigate(Navigation(to: opened.success))
        let outcome = try await opened.session.outcome()
        let saved = try opened.session.save()
        #expect(outcome.isRecorded)
        #expect(try Vinculo.outcome(in: saved, isRecorded: true) == outcome)
        #expect(try Vinculo.outcome(in: saved, isRecorded: false)?.isRecorded == false, "which the bytes do not hold")
    }

    @Test func bytesThatAreNoSessionHoldNoOutcome() {
        for (code, text) in ["malformed": "none", "version": #"{"version":4000000000}"#] {
            let error = thrown { try Vinculo.outcome(in: Data(text.utf8), isRecorded: true) }
            guard case .savedUnusable = error else {
                Issue.record("\(String(describing: error))")
                continue
            }
            #expect(error?.code == code)
        }
    }
}
