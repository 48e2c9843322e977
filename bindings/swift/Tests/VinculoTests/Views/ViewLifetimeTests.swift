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
        let lifetime = ViewLifetime(session, on: phone.view)
        // In UIKit's order: what begins, what is seen of it, and only then what it was.
        lifetime.swipeBegan()
        lifetime.disappeared()
        lifetime.swipedAway()
        lifetime.released()
        #expect(try await source(of: session) == .swipe)
        #expect(ignored == 0, "told once: \(phone.codes)")
    }

    @Test func aSwipeThatIsGivenUpIsNone() async throws {
        let session = try await phone.open(phone.process()).session
        let lifetime = ViewLifetime(session, on: phone.view)
        lifetime.swipeBegan()
        lifetime.appeared()
        #expect(session.state.phase == .open)
        lifetime.disappeared()
        #expect(try await source(of: session) == .host)
    }

    @Test func aViewThatNobodyHoldsEndsItsSession() async throws {
        let session = try await phone.open(phone.process()).session
        ViewLifetime(session, on: phone.view).released()
        #expect(!session.isShown)
        #expect(try await source(of: session) == .host)
    }

    @Test func aSessionThatNobodyHoldsEitherEndsAllTheSame() async throws {
        weak var session: ConnectSession?
        do {
            let opened = try await phone.open(phone.process())
            session = opened.session
            ViewLifetime(opened.session, on: phone.view).released()
        }
        try await until("the backend has the outcome") { phone.backend.all("PUT").count == 1 }
        try await until("it is let go of") { session == nil }
    }

    @Test func aViewThatAnotherHasTakenOverFromEndsNothing() async throws {
        let session = try await phone.open(phone.process()).session
        let old = ViewLifetime(session, on: phone.view)
        let other = View()
        session.attach(other)
        old.disappeared()
        #expect(session.state.phase == .open || session.state.phase == .loading)
        #expect(session.isShown)
    }

    @Test func aViewIsNewsUntilAnotherHasTakenItsPlace() async throws {
        let session = try await phone.open(phone.process()).session
        #expect(!session.hasReplaced(phone.view))
        session.detach(phone.view)
        #expect(!session.hasReplaced(phone.view), "nobody has taken its place")
        do {
            let other = View()
            session.attach(other)
            #expect(session.hasReplaced(phone.view))
            #expect(!session.hasReplaced(other))
        }
        #expect(session.hasReplaced(phone.view), "though that one is gone, too")
        session.attach(phone.view)
        #expect(!session.hasReplaced(phone.view))
    }

    @Test func aSceneThatTheSystemTakesEndsNothing() async throws {
        let session = try await phone.open(phone.process()).session
        let lifetime = ViewLifetime(session, on: phone.view)
        lifetime.sceneTaken()
        lifetime.released()
        #expect(session.state.phase == .open)
    }

    @Test func aSessionThatIsOverIsNotEndedAgain() async throws {
        let opened = try await phone.open(phone.process())
        let lifetime = ViewLifetime(opened.session, on: phone.view)
        _ = opened.session.navigate(Navigation(to: opened.success))
        lifetime.disappeared()
        guard case .connected = try await opened.session.outcome() else {
            Issue.record("not connected")
            return
        }
        #expect(ignored == 0)
        ViewLifetime(opened.session, on: phone.view).released()
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
