#if canImport(UIKit) && canImport(WebKit)
import UIKit
import Vinculo
import WebKit

/// Shows a session: the widget, what covers it, and a way out. Present it, and await ``ConnectSession/outcome()``; it closes itself
/// when the session is over. Inside a container of yours (a navigation controller, a tab) take it away then.
///
/// ```swift
/// let session = try vinculo.session(options)
/// present(ConnectViewController(session, options: ConnectViewOptions(for: options)), animated: true)
/// let outcome = try await session.outcome()
/// ```
///
/// However it goes (close button, swipe, `dismiss`, or let go of), the session ends, and says so in its one outcome.
public final class ConnectViewController: UIViewController {
    /// The session that is shown.
    public let session: ConnectSession

    private let options: ConnectViewOptions
    private let lifetime: ViewLifetime
    private let page: WidgetPage
    private let cover = CoverView(frame: .zero)
    private let notice = NoticeView(frame: .zero)
    private let privacyCover = PrivacyCover(frame: .zero)
    private let bar = UINavigationBar()
    private let network = NetworkWatch()
    private var scene: SceneWatch?
    private var watching: Task<Void, Never>?
    private weak var question: UIAlertController?

    /// For a session that has begun, or was restored.
    public init(_ session: ConnectSession, options: ConnectViewOptions) {
        self.session = session
        self.options = options
        page = WidgetPage(session, options: options)
        lifetime = ViewLifetime(session, on: page)
        super.init(nibName: nil, bundle: nil)
        modalPresentationStyle = .pageSheet
    }

    /// There is no session in a storyboard.
    @available(*, unavailable)
    public required init?(coder: NSCoder) {
        fatalError("made for a session")
    }

    deinit {
        watching?.cancel()
        Task { @MainActor [lifetime] in lifetime.released() }
    }

    public override func viewDidLoad() {
        super.viewDidLoad()
        view.backgroundColor = .systemBackground
        page.presenter = self
        page.onNotice = { [weak self] in self?.notice.show($0) }
        page.onMoved = { [weak self] in self?.notice.hide() }
        cover.onRetry = { [session] in session.retry() }
        setUpBar()
        layOut()
        network.onChange = { [session] in session.connectivity(isOnline: $0) }
        watching = Task { [weak self, session] in
            for await state in session.states {
                self?.show(state)
            }
            // Finished, or cancelled by the app.
            self?.closeItself()
        }
        session.attach(page)
    }

    public override func viewWillAppear(_ animated: Bool) {
        super.viewWillAppear(animated)
        var top: UIViewController = self
        while let parent = top.parent { top = parent }
        // Asked for what is not presented, UIKit makes one. Another one's sheet keeps its own delegate, such as SwiftUI's.
        if top.presentingViewController != nil, let sheet = top.presentationController, sheet.delegate == nil {
            sheet.delegate = self
        }
    }

    public override func viewDidAppear(_ animated: Bool) {
        super.viewDidAppear(animated)
        lifetime.appeared()
        if let shown = view.window?.windowScene {
            scene = SceneWatch(shown) { [weak self] in self?.sceneChanged($0) }
        }
    }

    public override func viewDidDisappear(_ animated: Bool) {
        super.viewDidDisappear(animated)
        // Not if something else is in front: a screen that was pushed, another tab.
        let line = sequence(first: self as UIViewController) { $0.parent }
        if line.contains(where: { $0.isBeingDismissed || $0.isMovingFromParent }) {
            lifetime.disappeared()
        }
    }

    /// VoiceOver's way back: a two-finger scrub.
    public override func accessibilityPerformEscape() -> Bool {
        session.closeRequested()
        return true
    }

    private func show(_ state: ConnectState) {
        isModalInPresentation = Swipe(in: state) != .closes
        cover.show(state.cover)
        page.view.accessibilityElementsHidden = state.cover != .none
        state.asksToClose ? ask() : stopAsking()
    }

    private func closeItself() {
        stopAsking()
        page.closeBrowser()
        if parent == nil {
            goAway()
        }
    }

    /// With whatever is in front of it: `dismiss` of a controller that presents an alert takes away the alert alone.
    func goAway() {
        if !isBeingDismissed {
            presentingViewController?.dismiss(animated: true)
        }
    }

    private func sceneChanged(_ change: SceneWatch.Change) {
        switch change {
        case .leaves: if options.coversInAppSwitcher { privacyCover.cover(view) }
        case .isBack: privacyCover.uncover()
        case .returns: session.returned()
        case .isTaken: lifetime.sceneTaken()
        }
    }
}

// MARK: The question whether to leave

extension ConnectViewController {
    private func ask() {
        guard question == nil else { return }
        let alert = UIAlertController(
            title: TextKey.closeTitle.words(), message: TextKey.closeBody.words(), preferredStyle: .alert)
        alert.addAction(
            UIAlertAction(title: TextKey.closeLeave.words(), style: .destructive) { [session] _ in session.confirmClose() })
        alert.addAction(
            UIAlertAction(title: TextKey.closeStay.words(), style: .cancel) { [session] _ in session.declineClose() })
        question = alert
        // A page's own alert may be in front.
        (presentedViewController ?? self).present(alert, animated: true)
    }

    private func stopAsking() {
        if let question, !question.isBeingDismissed {
            question.dismiss(animated: true)
        }
        question = nil
    }
}

// MARK: Swipes

extension ConnectViewController: UIAdaptivePresentationControllerDelegate {
    public func presentationControllerShouldDismiss(_ presentationController: UIPresentationController) -> Bool {
        Swipe(in: session.state) == .closes
    }

    public func presentationControllerDidAttemptToDismiss(_ presentationController: UIPresentationController) {
        if Swipe(in: session.state) == .asks {
            session.closeRequested()
        }
    }

    public func presentationControllerWillDismiss(_ presentationController: UIPresentationController) {
        lifetime.swipeBegan()
    }

    public func presentationControllerDidDismiss(_ presentationController: UIPresentationController) {
        lifetime.swipedAway()
    }
}

// MARK: Layout

extension ConnectViewController {
    private func setUpBar() {
        let item = UINavigationItem(title: TextKey.pageTitle.words())
        let close = UIBarButtonItem(systemItem: .close, primaryAction: UIAction { [session] _ in session.closeRequested() })
        close.accessibilityLabel = TextKey.actionClose.words()
        item.rightBarButtonItem = close
        bar.setItems([item], animated: false)
    }

    private func layOut() {
        for part in [bar, page.view, cover, notice] {
            part.translatesAutoresizingMaskIntoConstraints = false
            view.addSubview(part)
        }
        let safe = view.safeAreaLayoutGuide
        // With the keyboard away, the guide is the bottom of the safe area.
        let bottom = view.keyboardLayoutGuide.topAnchor
        NSLayoutConstraint.activate([
            bar.topAnchor.constraint(equalTo: safe.topAnchor),
            bar.leadingAnchor.constraint(equalTo: view.leadingAnchor),
            bar.trailingAnchor.constraint(equalTo: view.trailingAnchor),
            notice.leadingAnchor.constraint(equalTo: safe.leadingAnchor, constant: 16),
            notice.trailingAnchor.constraint(equalTo: safe.trailingAnchor, constant: -16),
            notice.bottomAnchor.constraint(equalTo: bottom, constant: -16),
        ])
        for part in [page.view, cover] {
            NSLayoutConstraint.activate([
                part.topAnchor.constraint(equalTo: bar.bottomAnchor),
                part.leadingAnchor.constraint(equalTo: safe.leadingAnchor),
                part.trailingAnchor.constraint(equalTo: safe.trailingAnchor),
                part.bottomAnchor.constraint(equalTo: bottom),
            ])
        }
    }
}
#endif
