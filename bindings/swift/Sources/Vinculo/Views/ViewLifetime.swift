/// How a view of a session ends: told once, whichever way it goes and in whatever order UIKit says so.
@MainActor package final class ViewLifetime {
    private let session: ConnectSession
    private let surface: any WebSurface
    private var isSwiping = false
    private var isOver = false

    /// - Parameter surface: what shows the session; held, so that it can be taken from it whoever else holds it still.
    package init(_ session: ConnectSession, on surface: any WebSurface) {
        self.session = session
        self.surface = surface
    }

    /// The view is on the screen, or back there after a swipe that was given up.
    package func appeared() {
        isSwiping = false
    }

    /// A swipe has begun that may take the sheet away. UIKit says so before the view disappears, and that it was a swipe only after.
    package func swipeBegan() {
        isSwiping = true
    }

    /// The view went for good.
    package func disappeared() {
        end(by: isSwiping ? .swipe : .host)
    }

    /// The sheet was swiped away.
    package func swipedAway() {
        end(by: .swipe)
    }

    /// Nobody holds the view any more.
    package func released() {
        end(by: .host)
    }

    /// The system took the scene to save memory: not the user, nor the app. The session comes back from its saved bytes.
    package func sceneTaken() {
        isOver = true
    }

    private func end(by: DismissedBy) {
        guard !isOver else { return }
        isOver = true
        session.detach(surface)
        // Another view has taken over, or there is nothing left to end.
        guard !session.isShown else { return }
        switch session.state.phase {
        case .recording, .finished: break
        case .idle, .fetchingToken, .loading, .open, .outside, .recovering, .confirmingClose, .reconciling:
            session.dismissed(by: by)
        }
        // It goes on until its outcome is on disk, whether or not the app holds it.
        Task { [session] in _ = try? await session.outcome() }
    }
}
