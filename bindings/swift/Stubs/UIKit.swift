// Stub of UIKit: see README.md. Views and controls.
@_exported import Foundation

@MainActor open class UIResponder: NSObject {
    public nonisolated override init() { super.init() }
    open func accessibilityPerformEscape() -> Bool { false }
}

// Colours, fonts, pictures

open class UIColor: NSObject, @unchecked Sendable {
    open class var systemBackground: UIColor { fatalError() }
    open class var secondarySystemBackground: UIColor { fatalError() }
    open class var secondaryLabel: UIColor { fatalError() }
}
open class UIFont: NSObject, @unchecked Sendable {
    public struct TextStyle: Sendable {
        public static let body = TextStyle()
        public static let subheadline = TextStyle()
        public static let footnote = TextStyle()
    }
    open class func preferredFont(forTextStyle style: TextStyle) -> UIFont { fatalError() }
}
open class UIImage: NSObject, @unchecked Sendable {
    public init?(systemName name: String) { nil }
}
public enum NSTextAlignment: Int, Sendable { case left, center, right, justified, natural }

// Layout

@MainActor open class NSLayoutConstraint: NSObject {
    public enum Axis: Int, Sendable { case horizontal, vertical }
    open class func activate(_ constraints: [NSLayoutConstraint]) {}
}
@MainActor open class NSLayoutAnchor<AnchorType: AnyObject>: NSObject {
    open func constraint(equalTo anchor: NSLayoutAnchor<AnchorType>) -> NSLayoutConstraint { fatalError() }
    open func constraint(equalTo anchor: NSLayoutAnchor<AnchorType>, constant c: CGFloat) -> NSLayoutConstraint { fatalError() }
    open func constraint(greaterThanOrEqualTo anchor: NSLayoutAnchor<AnchorType>) -> NSLayoutConstraint { fatalError() }
    open func constraint(greaterThanOrEqualTo anchor: NSLayoutAnchor<AnchorType>, constant c: CGFloat) -> NSLayoutConstraint { fatalError() }
    open func constraint(lessThanOrEqualTo anchor: NSLayoutAnchor<AnchorType>, constant c: CGFloat) -> NSLayoutConstraint { fatalError() }
}
@MainActor open class NSLayoutXAxisAnchor: NSLayoutAnchor<NSLayoutXAxisAnchor> {}
@MainActor open class NSLayoutYAxisAnchor: NSLayoutAnchor<NSLayoutYAxisAnchor> {}
@MainActor open class NSLayoutDimension: NSLayoutAnchor<NSLayoutDimension> {}
@MainActor open class UILayoutGuide: NSObject {
    open var leadingAnchor: NSLayoutXAxisAnchor { fatalError() }
    open var trailingAnchor: NSLayoutXAxisAnchor { fatalError() }
    open var topAnchor: NSLayoutYAxisAnchor { fatalError() }
    open var bottomAnchor: NSLayoutYAxisAnchor { fatalError() }
    open var centerYAnchor: NSLayoutYAxisAnchor { fatalError() }
    open var widthAnchor: NSLayoutDimension { fatalError() }
    open var heightAnchor: NSLayoutDimension { fatalError() }
}
@MainActor open class UIKeyboardLayoutGuide: UILayoutGuide {}
public struct UILayoutPriority: Sendable {
    public static let required = UILayoutPriority()
}

// Views

@MainActor open class CALayer: NSObject {
    open var cornerRadius: CGFloat = 0
}
@MainActor open class UIView: UIResponder {
    public struct AutoresizingMask: OptionSet, Sendable {
        public let rawValue: UInt
        public init(rawValue: UInt) { self.rawValue = rawValue }
        public static let flexibleWidth = AutoresizingMask(rawValue: 2)
        public static let flexibleHeight = AutoresizingMask(rawValue: 16)
    }
    public init(frame: CGRect) { super.init() }
    public nonisolated convenience override init() { fatalError() }
    public required init?(coder: NSCoder) { nil }
    open var frame: CGRect { get { .zero } set {} }
    open var bounds: CGRect { get { .zero } set {} }
    open var isHidden: Bool { get { false } set {} }
    open var isOpaque: Bool { get { false } set {} }
    open var backgroundColor: UIColor? { get { nil } set {} }
    open var tintColor: UIColor! { get { nil } set {} }
    open var layer: CALayer { fatalError() }
    open var window: UIWindow? { nil }
    open var autoresizingMask: AutoresizingMask { get { [] } set {} }
    open var translatesAutoresizingMaskIntoConstraints: Bool { get { true } set {} }
    open var safeAreaLayoutGuide: UILayoutGuide { fatalError() }
    @available(iOS 15, *) open var keyboardLayoutGuide: UIKeyboardLayoutGuide { fatalError() }
    open var leadingAnchor: NSLayoutXAxisAnchor { fatalError() }
    open var trailingAnchor: NSLayoutXAxisAnchor { fatalError() }
    open var centerXAnchor: NSLayoutXAxisAnchor { fatalError() }
    open var topAnchor: NSLayoutYAxisAnchor { fatalError() }
    open var bottomAnchor: NSLayoutYAxisAnchor { fatalError() }
    open var centerYAnchor: NSLayoutYAxisAnchor { fatalError() }
    open func addSubview(_ view: UIView) {}
    open func removeFromSuperview() {}
    open func setContentCompressionResistancePriority(_ priority: UILayoutPriority, for axis: NSLayoutConstraint.Axis) {}
}
@MainActor open class UIWindow: UIView {
    open weak var windowScene: UIWindowScene?
}
@MainActor open class UILabel: UIView {
    open var text: String? { get { nil } set {} }
    open var font: UIFont! { get { nil } set {} }
    open var textColor: UIColor! { get { nil } set {} }
    open var numberOfLines: Int { get { 1 } set {} }
    open var textAlignment: NSTextAlignment { get { .natural } set {} }
    open var adjustsFontForContentSizeCategory: Bool { get { false } set {} }
}
@MainActor open class UIImageView: UIView {
    public init(image: UIImage?) { super.init(frame: .zero) }
    public required init?(coder: NSCoder) { nil }
}
@MainActor open class UIScrollView: UIView {
    open var contentLayoutGuide: UILayoutGuide { fatalError() }
    open var frameLayoutGuide: UILayoutGuide { fatalError() }
}
@MainActor open class UIStackView: UIView {
    public enum Alignment: Int, Sendable { case fill, leading, firstBaseline, center, trailing, lastBaseline }
    public convenience init(arrangedSubviews views: [UIView]) { self.init(frame: .zero) }
    open var axis: NSLayoutConstraint.Axis { get { .horizontal } set {} }
    open var alignment: Alignment { get { .fill } set {} }
    open var spacing: CGFloat { get { 0 } set {} }
}
@MainActor open class UIActivityIndicatorView: UIView {
    public enum Style: Int, Sendable { case medium = 100, large = 101 }
    public init(style: Style) { super.init(frame: .zero) }
    public required init?(coder: NSCoder) { nil }
    open func startAnimating() {}
    open func stopAnimating() {}
}

// Controls

@MainActor open class UIAction: NSObject {
    public convenience init(
        title: String = "", image: UIImage? = nil, handler: @escaping @MainActor (UIAction) -> Void
    ) { self.init() }
}
@MainActor open class UIControl: UIView {}
@MainActor open class UIButton: UIControl {
    @available(iOS 15, *) public struct Configuration: Sendable {
        public static func plain() -> Configuration { Configuration() }
        public static func borderedProminent() -> Configuration { Configuration() }
    }
    @available(iOS 15, *) public convenience init(configuration: Configuration, primaryAction: UIAction? = nil) { self.init(frame: .zero) }
    open var titleLabel: UILabel? { nil }
}
@MainActor open class UIBarButtonItem: NSObject {
    public enum SystemItem: Int, Sendable { case done, cancel, close = 24 }
    public convenience init(systemItem: SystemItem, primaryAction: UIAction? = nil) { self.init() }
}
@MainActor open class UINavigationItem: NSObject {
    public init(title: String) { super.init() }
    open var rightBarButtonItem: UIBarButtonItem? { get { nil } set {} }
}
@MainActor open class UINavigationBar: UIView {
    open func setItems(_ items: [UINavigationItem]?, animated: Bool) {}
}

// Accessibility

extension NSObject {
    @MainActor public var isAccessibilityElement: Bool { get { false } set {} }
    @MainActor public var accessibilityLabel: String? { get { nil } set {} }
    @MainActor public var accessibilityElementsHidden: Bool { get { false } set {} }
    @MainActor public var accessibilityContainerType: UIAccessibilityContainerType { get { .none } set {} }
    @MainActor public var accessibilityViewIsModal: Bool { get { false } set {} }
}
public enum UIAccessibilityContainerType: Int, Sendable { case none, dataTable, list, landmark, semanticGroup }
public enum UIAccessibility {
    public struct Notification: Sendable {
        public static let announcement = Notification()
        public static let screenChanged = Notification()
    }
    @MainActor public static func post(notification: Notification, argument: Any?) {}
}
