#if canImport(UIKit)
import UIKit
import Vinculo

// For apps that restore their scenes by UIKit; `vinculoConnect` does it by itself.

extension ConnectSession {
    /// Keeps the session in the activity that a scene is restored from (`stateRestorationActivity(for:)`). Holds no token.
    ///
    /// - Throws: ``VinculoError/defect``.
    public func save(in activity: NSUserActivity) throws {
        activity.addUserInfoEntries(from: [key: try save()])
    }
}

extension Vinculo {
    /// The session that was kept in a scene's activity; `nil` if there is none.
    ///
    /// - Throws: As ``Vinculo/restore(_:)``.
    @MainActor public func restore(from activity: NSUserActivity) async throws -> ConnectSession? {
        guard let saved = activity.userInfo?[key] as? Data else { return nil }
        return try await restore(saved)
    }
}

private let key = "dev.vinculo.session"
#endif
