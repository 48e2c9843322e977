// Stub of UIKit: see README.md. Controllers, presentation, scenes, the application.

@MainActor open class UIViewController: UIResponder {
    public init(nibName nibNameOrNil: String?, bundle nibBundleOrNil: Bundle?) { super.init() }
    public nonisolated convenience override init() { fatalError() }
    public required init?(coder: NSCoder) { nil }
    open var view: UIView! { get { nil } set {} }
    open var viewIfLoaded: UIView? { nil }
    open weak var parent: UIViewController? { nil }
    open var presentedViewController: UIViewController? { nil }
    open var presentingViewController: UIViewController? { nil }
    open var presentationController: UIPresentationController? { nil }
    open var modalPresentationStyle: UIModalPresentationStyle { get { .automatic } set {} }
    open var isModalInPresentation: Bool { get { false } set {} }
    open var isBeingDismissed: Bool { false }
    open var isMovingFromParent: Bool { false }
    open func viewDidLoad() {}
    open func viewWillAppear(_ animated: Bool) {}
    open func viewDidAppear(_ animated: Bool) {}
    open func viewDidDisappear(_ animated: Bool) {}
    open func present(_ viewControllerToPresent: UIViewController, animated flag: Bool, completion: (@MainActor () -> Void)? = nil) {}
    open func dismiss(animated flag: Bool, completion: (@MainActor () -> Void)? = nil) {}
}
public enum UIModalPresentationStyle: Int, Sendable { case fullScreen, pageSheet, formSheet, automatic = -2 }

@MainActor open class UIPresentationController: NSObject {
    open weak var delegate: (any UIAdaptivePresentationControllerDelegate)?
}
@MainActor public protocol UIAdaptivePresentationControllerDelegate: NSObjectProtocol {
    func presentationControllerShouldDismiss(_ presentationController: UIPresentationController) -> Bool
    func presentationControllerWillDismiss(_ presentationController: UIPresentationController)
    func presentationControllerDidDismiss(_ presentationController: UIPresentationController)
    func presentationControllerDidAttemptToDismiss(_ presentationController: UIPresentationController)
}

// Alerts

@MainActor open class UIAlertAction: NSObject {
    public enum Style: Int, Sendable { case `default`, cancel, destructive }
    public convenience init(title: String?, style: Style, handler: (@MainActor (UIAlertAction) -> Void)? = nil) { self.init() }
}
@MainActor open class UIAlertController: UIViewController {
    public enum Style: Int, Sendable { case actionSheet, alert }
    public convenience init(title: String?, message: String?, preferredStyle: Style) { self.init(nibName: nil, bundle: nil) }
    open func addAction(_ action: UIAlertAction) {}
}

// Scenes

@MainActor open class UIScene: UIResponder {
    public nonisolated static let willEnterForegroundNotification = NSNotification.Name("UISceneWillEnterForegroundNotification")
    public nonisolated static let willDeactivateNotification = NSNotification.Name("UISceneWillDeactivateNotification")
    public nonisolated static let didActivateNotification = NSNotification.Name("UISceneDidActivateNotification")
    public nonisolated static let didDisconnectNotification = NSNotification.Name("UISceneDidDisconnectNotification")
}
@MainActor open class UIWindowScene: UIScene {}

// Foundation's on Apple platforms
open class NSUserActivity: NSObject {
    open var userInfo: [AnyHashable: Any]? { nil }
    open func addUserInfoEntries(from otherDictionary: [AnyHashable: Any]) {}
}

// The application

@MainActor open class UIApplication: UIResponder {
    public struct OpenExternalURLOptionsKey: Hashable, Sendable {
        public static let universalLinksOnly = OpenExternalURLOptionsKey()
    }
    open class var shared: UIApplication { fatalError() }
    open func open(_ url: URL, options: [OpenExternalURLOptionsKey: Any] = [:]) async -> Bool { false }
}
