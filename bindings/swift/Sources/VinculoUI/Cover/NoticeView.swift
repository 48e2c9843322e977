#if canImport(UIKit)
import UIKit
import Vinculo

/// A notice over the page, until the user has read it or the page moves on. It goes by no clock: people read at their own pace.
final class NoticeView: UIView {
    private let label = UILabel()

    override init(frame: CGRect) {
        super.init(frame: frame)
        isHidden = true
        backgroundColor = .secondarySystemBackground
        layer.cornerRadius = 12
        label.font = .preferredFont(forTextStyle: .subheadline)
        label.adjustsFontForContentSizeCategory = true
        label.numberOfLines = 0
        layOut()
    }

    @available(*, unavailable)
    required init?(coder: NSCoder) {
        fatalError("made in code")
    }

    func show(_ notice: Notice) {
        let lines = [TextKey(notice).words(), notice.supportCode.map { TextKey.supportCode.words(filling: ["code": $0]) }]
        label.text = lines.compactMap(\.self).joined(separator: "\n")
        isHidden = false
        UIAccessibility.post(notification: .announcement, argument: label.text)
    }

    func hide() {
        isHidden = true
    }

    private func layOut() {
        let dismiss = UIButton(
            configuration: .plain(),
            primaryAction: UIAction(image: UIImage(systemName: "xmark")) { [weak self] _ in self?.hide() })
        dismiss.accessibilityLabel = TextKey.actionDismiss.words()
        dismiss.setContentCompressionResistancePriority(.required, for: .horizontal)
        let stack = UIStackView(arrangedSubviews: [label, dismiss])
        stack.alignment = .center
        stack.spacing = 8
        stack.translatesAutoresizingMaskIntoConstraints = false
        addSubview(stack)
        NSLayoutConstraint.activate([
            stack.topAnchor.constraint(equalTo: topAnchor, constant: 12),
            stack.bottomAnchor.constraint(equalTo: bottomAnchor, constant: -12),
            stack.leadingAnchor.constraint(equalTo: leadingAnchor, constant: 16),
            stack.trailingAnchor.constraint(equalTo: trailingAnchor, constant: -8),
        ])
    }
}
#endif
