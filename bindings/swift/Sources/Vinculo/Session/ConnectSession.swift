import Foundation
import VinculoGenerated

/// One session: a widget to show, one outcome to await. Made by ``Vinculo/session(_:)`` and ``Vinculo/restore(_:)``, and begun
/// already. A view tells what happens to it, shows ``state``, and does what it is asked as a ``WebSurface``.
@MainActor public final class ConnectSession {
    private let run: SessionRun

    init(core: any ConnectSessionProtocol, recorded: Set<String>, host: Host) {
        run = SessionRun(core: core, recorded: recorded, host: host)
    }

    deinit {
        run.letGo()
    }

    func begin(acknowledged: Set<String>) {
        run.begin(acknowledged: acknowledged)
    }

    /// What to show now.
    public var state: ConnectState { run.shown.value }

    /// What to show, from now on: the present state first, then each that follows, the newest for who is slow. Ends when the
    /// session is finished or cancelled.
    public var states: AsyncStream<ConnectState> { run.shown.values() }

    /// How the session ended: waits until that is decided and on disk. However often it is called, the answer is the same.
    /// Cancelling the caller's task ends its waiting, and nothing else.
    ///
    /// - Throws: ``VinculoError/cancelled`` after ``cancel()``, ``VinculoError/defect``, or `CancellationError` if the caller's task
    ///   was cancelled.
    public func outcome() async throws -> ConnectOutcome {
        try await run.ending.wait()
    }

    /// The app has dealt with the outcome: it is not told again, in no process. Throw the saved bytes away.
    ///
    /// - Throws: ``VinculoError/notFinished`` if no outcome was told yet; what ``outcome()`` throws, if that is its answer.
    public func acknowledge() async throws {
        try await run.acknowledge()
    }

    /// Whether the app has dealt with the outcome, in this process or in an earlier one: then there is nothing left to tell.
    public var isAcknowledged: Bool { run.isAcknowledged }

    /// The session as bytes, to keep across a process death, say in the state of a scene. Holds no token.
    ///
    /// - Throws: ``VinculoError/defect``.
    public func save() throws -> Data {
        try run.core { try $0.snapshot() }
    }

    /// What happened so far, oldest first, for a support ticket: no token, no link, no personal data.
    ///
    /// - Throws: ``VinculoError/defect``.
    public func timeline() throws -> [TimelineEntry] {
        try run.core { try $0.timeline() }.map(TimelineEntry.init)
    }

    /// Ends waiting, not the promise: ``outcome()`` throws, timers and requests of this session end, and the view is let go of. What
    /// is recorded is sent all the same, and saved bytes bring the session back. To have the user leave instead, and an outcome say
    /// so, call ``dismissed(by:)``.
    public func cancel() {
        run.end(.cancelled)
    }

    /// This view shows the session from now on; it is not kept alive for that. It is asked at once for what was to be done while
    /// there was none; another view than before, to load the page anew.
    public func attach(_ surface: any WebSurface) {
        run.attach(surface)
    }

    /// This view is gone. Nothing, if another one has taken its place already.
    public func detach(_ surface: any WebSurface) {
        run.stage.detach(surface)
    }

    /// Whether a view shows it now.
    package var isShown: Bool { run.stage.hasView }

    /// Whether another view has taken the place of this one, and so what this one's webview does is no news any more.
    package func hasReplaced(_ surface: any WebSurface) -> Bool { run.stage.lastIsAnother(than: surface) }

    /// The webview asks whether it may go there. Answers at once, and does not block.
    public func navigate(_ navigation: Navigation) -> Bool {
        if case .answerNavigation(let allow) = run.tell(.navigation(navigation: navigation.core)).first { allow } else { false }
    }

    /// The operating system delivered a link to the app.
    public func openLink(_ url: String) -> DeepLinkVerdict {
        let effects = run.tell(.deepLink(url: PrivateText(url)))
        return if case .answerDeepLink(let verdict) = effects.first { verdict } else { .noSession }
    }

    /// The webview shows the page it was last told to load. Never for the engine's own error page.
    public func pageShown() { run.tell(.pageShown) }

    /// The main document did not load. Never for images, scripts and iframes, nor for a navigation cancelled on our word.
    public func loadFailed(_ problem: LoadProblem) { run.tell(.loadFailed(problem: problem)) }

    /// The webview's content process died.
    public func rendererGone() { run.tell(.rendererGone) }

    /// The page posted this message.
    public func pageMessage(_ message: String) { run.tell(.pageMessage(message: PrivateText(message))) }

    /// The back button or gesture.
    public func back(canGoBack: Bool) { run.tell(.back(canGoBack: canGoBack)) }

    /// The close button around the widget.
    public func closeRequested() { run.tell(.closeRequested) }

    /// The user wants to leave: an answer to ``ConnectState/asksToClose``.
    public func confirmClose() { run.tell(.closeConfirmed) }

    /// The user stays: an answer to ``ConnectState/asksToClose``.
    public func declineClose() { run.tell(.closeDeclined) }

    /// The view is gone for good, by the user's hand or the app's: the session ends.
    public func dismissed(by: DismissedBy) { run.tell(.dismissed(by: by)) }

    /// The app is in front again.
    public func returned() { run.tell(.returned) }

    /// The network came or went.
    public func connectivity(isOnline: Bool) {
        run.tell(.connectivity(online: isOnline))
        if isOnline {
            run.host.deliver()
        }
    }

    /// The user pressed "try again".
    public func retry() { run.tell(.retry) }
}
