#if canImport(SwiftUI) && canImport(UIKit)
import SwiftUI
import Vinculo

/// A ``ConnectViewController`` as a view, for apps that lay out the screen themselves. `vinculoConnect` does the rest, too.
///
/// Take it away once the session has its outcome; taken away before, it ends the session.
public struct ConnectView: UIViewControllerRepresentable {
    private let session: ConnectSession
    private let options: ConnectViewOptions

    /// For a session that has begun, or was restored.
    public init(_ session: ConnectSession, options: ConnectViewOptions) {
        self.session = session
        self.options = options
    }

    public func makeUIViewController(context: Context) -> ConnectViewController {
        ConnectViewController(session, options: options)
    }

    public func updateUIViewController(_ uiViewController: ConnectViewController, context: Context) {}
}
#endif
