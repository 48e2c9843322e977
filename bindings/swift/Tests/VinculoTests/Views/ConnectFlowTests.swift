import Foundation
import Testing

@testable import Vinculo

/// A session as the SwiftUI modifier runs it: kept with the scene, brought back, told once.
@MainActor @Suite(.timeLimit(.minutes(1))) struct ConnectFlowTests {
    private let phone = Phone()
    private let scene = Scene()

    /// What a scene keeps, and what the app was told.
    @MainActor private final class Scene {
        var saved = Data()
        var told: [ConnectResult] = []
        var onTold: () async -> Void = {}

        var slot: ConnectFlow.Slot { ConnectFlow.Slot(read: { self.saved }, write: { self.saved = $0 }) }

        func tell(_ result: ConnectResult) async {
            told.append(result)
            await onTold()
        }
    }

    private func start(_ flow: ConnectFlow, _ vinculo: Vinculo, _ options: ConnectOptions = Phone.options) -> Task<Void, Never> {
        Task {
            await flow.start({ try vinculo.session(options) }, show: { $0.attach(phone.view) }, told: scene.tell)
        }
    }

    private func open(_ flow: ConnectFlow, _ vinculo: Vinculo) async throws -> (Opened, Task<Void, Never>) {
        let running = start(flow, vinculo)
        try await until("the widget is loaded") { !phone.view.asked.isEmpty }
        let session = try #require(flow.session)
        session.pageShown()
        return (Opened(session: session, asked: try #require(phone.backend.all("POST").last)), running)
    }

    @Test func theOutcomeIsToldAcknowledgedAndForgotten() async throws {
        let flow = ConnectFlow(slot: scene.slot)
        let (opened, running) = try await open(flow, phone.process())
        try await until("the session is kept") { !scene.saved.isEmpty }
        var wasKept = false
        scene.onTold = { [scene] in wasKept = !scene.saved.isEmpty && !opened.session.isAcknowledged }
        flow.openLink(opened.success)
        await running.value
        #expect(scene.told.count == 1)
        #expect(wasKept, "until the app has taken the outcome it must survive the process")
        #expect(opened.session.isAcknowledged)
        #expect(scene.saved.isEmpty)
        #expect(flow.session == nil)
    }

    @Test func whatHappenedIsToldWithTheOutcome() async throws {
        let flow = ConnectFlow(slot: scene.slot)
        let (opened, running) = try await open(flow, phone.process())
        scene.onTold = { [scene] in #expect(scene.told.first?.timeline == (try? opened.session.timeline())) }
        flow.openLink(opened.success)
        await running.value
        let timeline = try #require(scene.told.first).timeline
        #expect(timeline.contains { $0.what.contains("< finish") }, "all of it")
        #expect(!timeline.contains { $0.what.contains(Phone.link) })
    }

    @Test func whatHappenedIsToldWithoutAnOutcomeToo() async throws {
        let flow = ConnectFlow(slot: scene.slot)
        let (opened, running) = try await open(flow, phone.process())
        opened.session.cancel()
        await running.value
        #expect(scene.told.map(\.outcome) == [.failure(.cancelled)])
        #expect(try scene.told.first?.timeline == opened.session.timeline())
    }

    @Test func aSessionComesBackAfterTheProcessDied() async throws {
        let flow = ConnectFlow(slot: scene.slot)
        let died = try phone.process()
        let (opened, running) = try await open(flow, died)
        flow.keep()
        let saved = scene.saved
        opened.session.cancel()
        await running.value
        await died.close()
        scene.told = []
        scene.saved = saved

        let again = ConnectFlow(slot: scene.slot)
        let view = View()
        let vinculo = try phone.process()
        let resumed = Task { await again.resume(vinculo, show: { $0.attach(view) }, told: scene.tell) }
        try await until("the widget is loaded again") { !view.asked.isEmpty }
        again.openLink(opened.success)
        await resumed.value
        guard case .success(.connected) = scene.told.first?.outcome else {
            Issue.record("not connected")
            return
        }
        #expect(scene.saved.isEmpty)
    }

    @Test func aLinkThatStartsTheAppFindsTheSession() async throws {
        let died = try phone.process()
        let opened = try await phone.open(died)
        scene.saved = try opened.session.save()
        opened.session.cancel()
        await died.close()

        let flow = ConnectFlow(slot: scene.slot)
        flow.openLink(opened.success)
        await flow.resume(try phone.process(), show: { $0.attach(phone.view) }, told: scene.tell)
        guard case .success(.connected) = scene.told.first?.outcome else {
            Issue.record("told \(scene.told)")
            return
        }
        #expect(scene.told.count == 1)
    }

    @Test func anOutcomeThatTheAppDidNotTakeIsToldAgainWithoutAView() async throws {
        let vinculo = try phone.process()
        let opened = try await phone.open(vinculo)
        scene.saved = try opened.session.save()
        _ = opened.session.navigate(Navigation(to: opened.success))
        let outcome = try await opened.session.outcome()
        await vinculo.close()

        let next = try phone.process()
        await ConnectFlow(slot: scene.slot).resume(next, show: { _ in Issue.record("shown") }, told: scene.tell)
        #expect(scene.told.map(\.outcome) == [.success(outcome)])
        #expect(scene.told.first?.timeline.isEmpty == false, "since it came back")
        #expect(scene.saved.isEmpty)
    }

    @Test func anOutcomeThatTheAppTookIsNotToldAgain() async throws {
        let vinculo = try phone.process()
        let opened = try await phone.open(vinculo)
        scene.saved = try opened.session.save()
        _ = opened.session.navigate(Navigation(to: opened.success))
        _ = try await opened.session.outcome()
        try await opened.session.acknowledge()
        await vinculo.close()

        let next = try phone.process()
        await ConnectFlow(slot: scene.slot).resume(next, show: { _ in Issue.record("shown") }, told: scene.tell)
        #expect(scene.told.isEmpty)
        #expect(scene.saved.isEmpty)
    }

    @Test func bytesThatBringNothingBackAreForgottenAndSaidSo() async throws {
        scene.saved = Data("none".utf8)
        await ConnectFlow(slot: scene.slot).resume(try phone.process(), show: { _ in Issue.record("shown") }, told: scene.tell)
        guard case .failure(.savedUnusable) = scene.told.first?.outcome else {
            Issue.record("told \(scene.told)")
            return
        }
        #expect(scene.saved.isEmpty)
    }

    @Test func theSessionOfAnotherUserIsForgottenAndToldToNobody() async throws {
        let first = try phone.process()
        let opened = try await phone.open(first)
        scene.saved = try opened.session.save()
        opened.session.cancel()
        await first.close()
        let asked = phone.backend.all.count
        let second = try phone.process(user: "user-2")
        await ConnectFlow(slot: scene.slot).resume(second, show: { _ in Issue.record("shown") }, told: scene.tell)
        #expect(scene.told.isEmpty)
        #expect(scene.saved.isEmpty)
        #expect(phone.backend.all.count == asked)
    }

    @Test func bytesAreKeptWhileTheJournalCannotBeRead() async throws {
        let vinculo = try phone.process()
        let opened = try await phone.open(vinculo)
        let saved = try opened.session.save()
        scene.saved = saved
        await vinculo.close()
        await ConnectFlow(slot: scene.slot).resume(vinculo, show: { _ in Issue.record("shown") }, told: scene.tell)
        guard case .failure(.storageUnusable) = scene.told.first?.outcome else {
            Issue.record("told \(scene.told)")
            return
        }
        #expect(scene.saved == saved)
    }

    @Test func nothingKeptIsNothingToBringBack() async throws {
        await ConnectFlow(slot: scene.slot).resume(try phone.process(), show: { _ in Issue.record("shown") }, told: scene.tell)
        #expect(scene.told.isEmpty)
        #expect(phone.backend.all.isEmpty)
    }

    @Test func aSettingThatCannotWorkIsSaid() async throws {
        var options = Phone.options
        options.callbackURLs.success = "my_app://success"
        await start(ConnectFlow(slot: scene.slot), try phone.process(), options).value
        guard case .failure(.settingRefused(code: "callback_urls", _)) = scene.told.first?.outcome else {
            Issue.record("told \(scene.told)")
            return
        }
        #expect(scene.told.first?.timeline.isEmpty == true)
    }

    @Test func theBytesOfTheNextSessionAreLeftAlone() async throws {
        let flow = ConnectFlow(slot: scene.slot)
        let (opened, running) = try await open(flow, phone.process())
        let other = Data("of the next session".utf8)
        scene.onTold = { [scene] in scene.saved = other }
        _ = opened.session.navigate(Navigation(to: opened.success))
        await running.value
        #expect(scene.saved == other)
    }
}
