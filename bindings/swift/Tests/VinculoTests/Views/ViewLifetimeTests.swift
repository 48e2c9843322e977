import Testing

@testable import Vinculo

/// However a view goes, its session ends once, and says by whom.
@MainActor @Suite(.timeLimit(.minutes(1))) struct ViewLifetimeTests {
    private let phone = Phone()

    private func source(of session: ConnectSession) async throws -> ExitSource? {
        if case .exited(let exited) = try await session.outcome() { exited.source } else { nil }
    }

    private var ignored: Int { phone.codes.filter { $0 == "ignored" }.count }

    @Test func aSwipeIsTheUsers() async throws {
        let session = try await phone.open(phone.process()).session
        let lifetime = ViewLifetime(session)
        // In UIKit's order: what begins, what is seen of it, and only then what it was.
        lifetime.swipeBegan()
        lifetime.disappeared(phone.view)
        lifetime.swipedAway(phone.view)
        lifetime.released()
        #expect(try await source(of: session) == .swipe)
        #expect(ignored == 0, "told once: \(phone.codes)")
    }

    @Test func aSwipeThatIsGivenUpIsNone() async throws {
        let session = try await phone.open(phone.process()).session
        let lifetime = ViewLifetime(session)
        lifetime.swipeBegan()
        lifetime.appeared()
        #expect(session.state.phase == .open)
        lifetime.disappeared(phone.view)
        #expect(try await source(of: session) == .host)
    }

    @Test func aViewThatNobodyHoldsEndsItsSession() async throws {
        let vinculo = try phone.process()
        let session = try vinculo.session(Phone.options)
        var view: View? = View()
        session.attach(try #require(view))
        #expect(session.isShown)
        view = nil
        #expect(!session.isShown)
        ViewLifetime(session).released()
        #expect(try await source(of: session) == .host)
    }

    @Test func aViewThatAnotherHasTakenOverFromEndsNothing() async throws {
        let session = try await phone.open(phone.process()).session
        let old = ViewLifetime(session)
        let (first, second) = (phone.view, View())
        session.attach(second)
        old.disappeared(first)
        #expect(session.state.phase == .open || session.state.phase == .loading)
        #expect(session.isShown)
    }

    @Test func aSceneThatTheSystemTakesEndsNothing() async throws {
        let session = try await phone.open(phone.process()).session
        let lifetime = ViewLifetime(session)
        lifetime.sceneTaken()
        session.detach(phone.view)
        lifetime.released()
        #expect(session.state.phase == .open)
    }

    @Test func aSessionThatIsOverIsNotEndedAgain() async throws {
        let opened = try await phone.open(phone.process())
        let lifetime = ViewLifetime(opened.session)
        _ = opened.session.navigate(Navigation(to: opened.success))
        lifetime.disappeared(phone.view)
        guard case .connected = try await opened.session.outcome() else {
            Issue.record("not connected")
            return
        }
        #expect(ignored == 0)
        ViewLifetime(opened.session).released()
        #expect(ignored == 0)
    }

    @Test(arguments: [
        (Phase.idle, Swipe.closes), (.fetchingToken, .closes), (.loading, .closes), (.open, .asks), (.outside, .asks),
        (.recovering, .closes), (.confirmingClose, .waits), (.reconciling, .closes), (.recording, .closes), (.finished, .closes),
    ])
    func aSwipeAsksWhereSomethingHasBegun(phase: Phase, swipe: Swipe) {
        #expect(Swipe(in: ConnectState(phase: phase, cover: .none, asksToClose: false)) == swipe)
        #expect(Swipe(in: ConnectState(phase: phase, cover: .none, asksToClose: true)) == .waits)
    }

    @Test func aQuestionOfThePageIsAnsweredOnce() {
        var answers: [Bool] = []
        let answer = OneAnswer(otherwise: false) { answers.append($0) }
        answer.give(true)
        answer.give(false)
        #expect(answers == [true])
    }

    @Test func aQuestionThatNobodyAnswersIsAnswered() async throws {
        let answers = Guarded<[Bool]>([])
        var answer: OneAnswer? = OneAnswer(otherwise: false) { value in answers.with { $0.append(value) } }
        #expect(answer != nil)
        answer = nil
        try await until("it is answered") { answers.with { $0 } == [false] }
    }
}
