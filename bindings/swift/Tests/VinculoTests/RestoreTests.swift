import Foundation
import Testing
import VinculoGenerated

@testable import Vinculo

/// The process dies, and another one goes on: what is on disk is decided.
@MainActor @Suite(.timeLimit(.minutes(1))) struct RestoreTests {
    private let phone = Phone()

    /// An open session that was saved, and became an outcome after that; then the process died.
    private func died(acknowledged: Bool = false) async throws -> (saved: Data, outcome: ConnectOutcome) {
        let vinculo = try phone.process()
        let opened = try await phone.open(vinculo)
        let saved = try opened.session.save()
        _ = opened.session.navigate(Navigation(to: opened.success))
        let outcome = try await opened.session.outcome()
        if acknowledged {
            try await opened.session.acknowledge()
        }
        await vinculo.outbox.deliver()
        opened.session.cancel()
        await vinculo.close()
        return (saved, outcome)
    }

    @Test func theJournalIsAheadOfTheSavedBytes() async throws {
        phone.backend.onReport { _ in .status(401) }
        let (saved, outcome) = try await died()
        let tokens = phone.backend.all("POST").count
        let restored = try await phone.process().restore(saved)
        let again = try await restored.outcome()
        #expect(!restored.isAcknowledged)
        #expect(again == outcome)
        #expect(again.isRecorded)
        #expect(phone.backend.all("POST").count == tokens, "nothing is asked that is decided")
    }

    @Test func whatTheBackendTookIsRemembered() async throws {
        let (saved, outcome) = try await died()
        #expect(phone.backend.all("PUT").count == 1)
        let vinculo = try phone.process()
        #expect(try await vinculo.outbox.entries().isEmpty)
        let restored = try await vinculo.restore(saved)
        #expect(try await restored.outcome() == outcome)
        // The session asks for its report: answered at once, and not sent again.
        try await until("the report is answered") {
            String(decoding: try restored.save(), as: UTF8.self).contains(#""reported":true"#)
        }
        #expect(phone.backend.all("PUT").count == 1)
    }

    @Test func anOutcomeThatTheAppTakesBeforeItsReportComesBackIsNotSentAgain() async throws {
        let (saved, outcome) = try await died()
        let vinculo = try phone.process()
        let left = Outcome(id: "session-1.1", sessionId: "session-1", sequence: 1, ending: .failed(reason: .tokenRefused))
        _ = try await vinculo.host.journal.use { try $0.append(outcome: left, now: Now(wallMs: 0, monoMs: 0)) }
        let gate = Gate()
        phone.backend.onReport { _ in
            gate.pass()
            // For whoever comes after it.
            gate.open()
            return Reply()
        }
        let delivering = Task { await vinculo.outbox.deliver() }
        try await until("another one is on its way") { phone.backend.all("PUT").count == 2 }
        let restored = try await vinculo.restore(saved)
        #expect(try await restored.outcome() == outcome)
        try await restored.acknowledge()
        gate.open()
        #expect(await delivering.value == .done)
        #expect(await vinculo.outbox.deliver() == .done)
        #expect(phone.backend.all("PUT").compactMap { $0.headers["idempotency-key"] } == [outcome.id, "session-1.1"])
    }

    @Test func whatTheAppHasAcknowledgedIsNotToldAgain() async throws {
        let (saved, outcome) = try await died(acknowledged: true)
        let links = phone.backend.all("GET").count
        let restored = try await phone.process().restore(saved)
        #expect(restored.isAcknowledged)
        #expect(try await restored.outcome() == outcome, "whoever asks is answered")
        #expect(try !restored.timeline().contains { $0.what.contains("< finish") }, "but the core does not tell it again")
        #expect(phone.backend.all("GET").count == links, "nor is the backend asked for a link")
    }

    @Test func anAcknowledgedOutcomeIsStillTheAnswerOfItsSession() async throws {
        let vinculo = try phone.process()
        let opened = try await phone.open(vinculo)
        _ = opened.session.navigate(Navigation(to: opened.success))
        let outcome = try await opened.session.outcome()
        try await opened.session.acknowledge()
        let saved = try opened.session.save()
        opened.session.cancel()
        await vinculo.close()
        let restored = try await phone.process().restore(saved)
        #expect(try await restored.outcome().id == outcome.id)
    }

    @Test func anAcknowledgedOutcomeIsTheAnswerWhileALateSuccessIsOnItsWay() async throws {
        phone.backend.onReport { _ in .status(401) }
        let vinculo = try phone.process()
        let opened = try await phone.open(vinculo)
        _ = opened.session.navigate(Navigation(to: opened.callback("exit")))
        let outcome = try await opened.session.outcome()
        try await opened.session.acknowledge()
        #expect(opened.session.openLink(opened.success) == .handled)
        let saved = try opened.session.save()
        opened.session.cancel()
        await vinculo.close()
        let restored = try await phone.process().restore(saved)
        #expect(try await restored.outcome().id == outcome.id)
    }

    @Test func bytesThatAreNoSessionAreRefused() async throws {
        let vinculo = try phone.process()
        let codes = ["malformed": "none", "version": #"{"version":4000000000}"#]
        for (code, text) in codes {
            do {
                _ = try await vinculo.restore(Data(text.utf8))
                Issue.record("\(code) was restored")
            } catch let error as VinculoError {
                #expect(error.code == code)
            }
        }
    }

    @Test func aSessionIsNotRestoredWithoutTheJournal() async throws {
        let (saved, _) = try await died()
        // As if another process had it: what is in it may have decided.
        let holding = try phone.process()
        _ = try await holding.outbox.entries()
        let second = try phone.process()
        do {
            _ = try await second.restore(saved)
            Issue.record("it was restored")
        } catch let error as VinculoError {
            #expect(error == .storageUnusable(code: "store", detail: "storage: another outbox has the journal open; keep one per file"))
        }
        await holding.close()
        #expect(try await second.restore(saved).outcome().isRecorded)
    }

    @Test func anotherUsersOutcomesWaitForThem() async throws {
        phone.backend.onReport { _ in .status(401) }
        _ = try await died()
        let sent = phone.backend.all("PUT").count
        let other = try phone.process(user: "user-2")
        #expect(await other.outbox.deliver() == .done)
        #expect(try await other.outbox.entries().map(\.state) == [.held])
        #expect(phone.backend.all("PUT").count == sent)
    }
}
