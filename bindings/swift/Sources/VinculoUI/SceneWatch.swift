#if canImport(UIKit)
import UIKit

/// What becomes of the scene that a view is in. UIKit tells of scenes to apps without a scene delegate, too.
final class SceneWatch: Sendable {
    enum Change: Sendable {
        /// It is about to leave the front: the app switcher, a call, another app.
        case leaves
        /// It is in front.
        case isBack
        /// It comes from the background.
        case returns
        /// The system took it.
        case isTaken
    }

    private let tokens: Tokens

    @MainActor init(_ scene: UIScene, changed: @escaping @MainActor @Sendable (Change) -> Void) {
        let names: [(NSNotification.Name, Change)] = [
            (UIScene.willDeactivateNotification, .leaves), (UIScene.didActivateNotification, .isBack),
            (UIScene.willEnterForegroundNotification, .returns), (UIScene.didDisconnectNotification, .isTaken),
        ]
        tokens = Tokens(
            names.map { name, change in
                // Without a queue: on the thread that posts, which is the main one, and before the picture is taken.
                NotificationCenter.default.addObserver(forName: name, object: scene, queue: nil) { _ in
                    MainActor.assumeIsolated { changed(change) }
                }
            })
    }
}

/// Stops hearing with whoever holds it. The centre may be told on any thread; a token is only handed back.
private final class Tokens: @unchecked Sendable {
    private let all: [any NSObjectProtocol]

    init(_ all: [any NSObjectProtocol]) {
        self.all = all
    }

    deinit {
        all.forEach { NotificationCenter.default.removeObserver($0) }
    }
}
#endif
