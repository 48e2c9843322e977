import Foundation
import Testing

@testable import Vinculo

/// An outcome is told until the app has acknowledged it, also where nobody brings its session back.
@MainActor @Suite(.timeLimit(.minutes(1))) struct UnacknowledgedTests {
    private let phone = Phone()

    /// One process of the app, from its start to its death.
    private func process<Answer: Sendable>(
        user: String = "user-1", _ work: @MainActor (Vinculo) async throws -> Answer
    ) async throws -> Answer {
        let vinculo = try phone.process(user: user)
        let answer = try await work(vinculo)
        await vinculo.close()
        return answer
    }

    private func left(user: String = "user-1") async throws -> [ConnectOutcome] {
        try await process(user: user) { try await $0.unacknowledged() }
    }

    private func ended(_ vinculo: Vinculo) async throws -> (session: ConnectSession, outcome: ConnectOutcome) {
        let opened = try await phone.open(vinculo)
        _ = opened.session.navigate(Navigation(to: opened.success))
        return (opened.session, try await opened.session.outcome())
    }

    @Test func anOutcomeIsToldInEachProcessUntilOneAcknowledgesIt() async throws {
        let outcome = try await process { vinculo in
            let ended = try await ended(vinculo)
            await vinculo.outbox.deliver()
            ended.session.cancel()
            return ended.outcome
        }
        #expect(try await left() == [outcome])
        try await process { vinculo in
            let told = try #require(try await vinculo.unacknowledged().first)
            try await vinculo.acknowledge(told)
            #expect(try await vinculo.unacknowledged() == [])
            // Once more is no mistake.
            try await vinculo.acknowledge(told)
        }
        #expect(try await left() == [])
    }

    @Test func aSessionThatHasEndedHereHearsTheAcknowledgement() async throws {
        let saved = try await process { vinculo in
            let (ended, bystander) = (try await ended(vinculo), try await ended(vinculo))
            #expect(Set(try await vinculo.unacknowledged().map(\.id)) == [ended.outcome.id, bystander.outcome.id])
            try await vinculo.acknowledge(ended.outcome)
            #expect(ended.session.isAcknowledged)
            #expect(!bystander.session.isAcknowledged)
            try await bystander.session.acknowledge()
            #expect(try await vinculo.unacknowledged() == [])
            return try ended.session.save()
        }
        let isAcknowledged = try await process { try await $0.restore(saved).isAcknowledged }
        #expect(isAcknowledged)
    }

    @Test func aSessionThatIsBroughtBackFromOlderBytesIsNotToldAgain() async throws {
        let saved = try await process { vinculo in
            let opened = try await phone.open(vinculo)
            let saved = try opened.session.save()
            _ = opened.session.navigate(Navigation(to: opened.success))
            _ = try await opened.session.outcome()
            return saved
        }
        try await process { vinculo in
            let told = try #require(try await vinculo.unacknowledged().first)
            try await vinculo.acknowledge(told)
        }
        let isAcknowledged = try await process { try await $0.restore(saved).isAcknowledged }
        #expect(isAcknowledged)
    }

    @Test func aSuccessThatCameAfterAnAcknowledgedExitIsTold() async throws {
        let id = try await process { vinculo in
            let opened = try await phone.open(vinculo)
            _ = opened.session.navigate(Navigation(to: opened.callback("exit")))
            _ = try await opened.session.outcome()
            try await opened.session.acknowledge()
            #expect(opened.session.openLink(opened.success) == .handled)
            return opened.sessionID
        }
        let told = try await left()
        #expect(told.map(\.id) == ["\(id).2"])
        guard case .connected(let late) = told.first else { throw NeverHappened(what: "a success") }
        #expect(late.isLate)
    }

    @Test func otherUsersOutcomesAreNeitherToldNorAcknowledged() async throws {
        let theirs = try await process { try await ended($0).outcome }
        #expect(try await left(user: "user-2") == [])
        try await process(user: "user-2") { try await $0.acknowledge(theirs) }
        #expect(try await left() == [theirs])
    }

    @Test func afterTheEndThatIsSaid() async throws {
        let (vinculo, outcome) = try await process { ($0, try await ended($0).outcome) }
        await #expect(throws: VinculoError.self) { try await vinculo.unacknowledged() }
        await #expect(throws: VinculoError.self) { try await vinculo.acknowledge(outcome) }
    }
}
