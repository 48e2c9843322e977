#if canImport(SwiftUI) && canImport(UIKit)
import SwiftUI
import UIKit
import Vinculo

/// Presents the sheet by UIKit: SwiftUI's own does not tell whether it was swiped away, nor asks before.
@MainActor final class ConnectSheet {
    struct Errand {
        let vinculo: Vinculo
        let options: ConnectOptions
        let viewOptions: ConnectViewOptions
        let slot: ConnectFlow.Slot
        let isPresented: Binding<Bool>
        let onResult: ConnectFlow.Listener
    }

    private(set) var flow: ConnectFlow?
    /// In front of which the sheet appears.
    private(set) lazy var anchor = AnchorController()

    private weak var shown: ConnectViewController?
    private var hasComeBack = false

    /// Starts a session, unless one runs.
    func begin(_ errand: Errand) {
        guard flow == nil else { return }
        let flow = ConnectFlow(slot: errand.slot)
        self.flow = flow
        // Not the task of the view, which ends with it: an outcome comes after that, too.
        Task {
            await flow.start(
                { try errand.vinculo.session(errand.options) },
                show: { show($0, errand) },
                told: { await told($0, errand) })
        }
    }

    /// Brings back the session of the process before, if there is one. Once.
    func comeBack(_ errand: Errand) {
        guard !hasComeBack, flow == nil else { return }
        hasComeBack = true
        guard !errand.slot.isEmpty else { return }
        let flow = ConnectFlow(slot: errand.slot)
        self.flow = flow
        Task {
            await flow.resume(
                errand.vinculo,
                show: {
                    errand.isPresented.wrappedValue = true
                    show($0, errand)
                },
                told: { await told($0, errand) })
            // What the app had acknowledged is not told again: then it may want a new one.
            guard self.flow === flow else { return }
            self.flow = nil
            if errand.isPresented.wrappedValue {
                begin(errand)
            }
        }
    }

    /// The app takes the sheet away, which ends the session.
    func close() {
        anchor.waiting = nil
        shown?.goAway()
    }

    private func show(_ session: ConnectSession, _ errand: Errand) {
        let controller = ConnectViewController(session, options: errand.viewOptions)
        shown = controller
        anchor.whenOnScreen { $0.present(controller, animated: true) }
    }

    private func told(_ result: ConnectResult, _ errand: Errand) async {
        flow = nil
        errand.isPresented.wrappedValue = false
        await errand.onResult(result)
    }
}

/// Puts the controller that presents into SwiftUI's tree.
struct ConnectAnchor: UIViewControllerRepresentable {
    let sheet: ConnectSheet

    func makeUIViewController(context: Context) -> AnchorController {
        sheet.anchor
    }

    func updateUIViewController(_ uiViewController: AnchorController, context: Context) {}
}

/// UIKit presents nothing in front of what is not on the screen.
final class AnchorController: UIViewController {
    /// What to present once it is there; let go of, it ends as any view that nobody holds.
    var waiting: ((UIViewController) -> Void)?

    override func viewDidAppear(_ animated: Bool) {
        super.viewDidAppear(animated)
        perform()
    }

    func whenOnScreen(_ present: @escaping (UIViewController) -> Void) {
        waiting = present
        if viewIfLoaded?.window != nil {
            perform()
        }
    }

    private func perform() {
        let present = waiting
        waiting = nil
        present?(self)
    }
}
#endif
