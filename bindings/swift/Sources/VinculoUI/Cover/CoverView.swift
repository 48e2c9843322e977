#if canImport(UIKit)
import UIKit
import Vinculo

/// In the place of the page: that it is coming, or why it is not.
final class CoverView: UIView {
    /// "Try again".
    var onRetry: (() -> Void)?

    private let spinner = UIActivityIndicatorView(style: .large)
    private let label = UILabel()
    /// For who asks for help.
    private let code = UILabel()
    private lazy var retry = UIButton(
        configuration: .borderedProminent(), primaryAction: UIAction(title: TextKey.actionRetry.words()) { [weak self] _ in self?.onRetry?() })

    override init(frame: CGRect) {
        super.init(frame: frame)
        backgroundColor = .systemBackground
        for (label, style) in [(label, UIFont.TextStyle.body), (code, .footnote)] {
            label.font = .preferredFont(forTextStyle: style)
            label.adjustsFontForContentSizeCategory = true
            label.numberOfLines = 0
            label.textAlignment = .center
        }
        code.textColor = .secondaryLabel
        retry.titleLabel?.numberOfLines = 0
        layOut()
    }

    @available(*, unavailable)
    required init?(coder: NSCoder) {
        fatalError("made in code")
    }

    func show(_ cover: ConnectState.Cover) {
        let before = label.text
        switch cover {
        case .none: label.text = nil
        case .loading(let stage): label.text = TextKey(stage).words()
        case .problem(let problem, _): label.text = TextKey(problem).words()
        }
        if case .problem(let problem, _) = cover {
            code.text = TextKey.supportCode.words(filling: ["code": problem.supportCode])
        } else {
            code.text = nil
        }
        isHidden = cover == .none
        if case .loading = cover { spinner.startAnimating() } else { spinner.stopAnimating() }
        if case .problem(_, canRetry: true) = cover { retry.isHidden = false } else { retry.isHidden = true }
        guard label.text != before else { return }
        // VoiceOver goes to what is there now.
        UIAccessibility.post(notification: .screenChanged, argument: isHidden ? nil : label)
    }

    /// Scrolls, since the largest text does not fit a small screen.
    private func layOut() {
        let scroll = UIScrollView()
        let stack = UIStackView(arrangedSubviews: [spinner, label, code, retry])
        stack.axis = .vertical
        stack.alignment = .center
        stack.spacing = 24
        for part in [scroll, stack] {
            part.translatesAutoresizingMaskIntoConstraints = false
        }
        addSubview(scroll)
        scroll.addSubview(stack)
        let (content, frame) = (scroll.contentLayoutGuide, scroll.frameLayoutGuide)
        NSLayoutConstraint.activate([
            scroll.topAnchor.constraint(equalTo: topAnchor),
            scroll.bottomAnchor.constraint(equalTo: bottomAnchor),
            scroll.leadingAnchor.constraint(equalTo: leadingAnchor),
            scroll.trailingAnchor.constraint(equalTo: trailingAnchor),
            content.widthAnchor.constraint(equalTo: frame.widthAnchor),
            content.heightAnchor.constraint(greaterThanOrEqualTo: frame.heightAnchor),
            stack.leadingAnchor.constraint(equalTo: content.leadingAnchor, constant: 24),
            stack.trailingAnchor.constraint(equalTo: content.trailingAnchor, constant: -24),
            stack.topAnchor.constraint(greaterThanOrEqualTo: content.topAnchor, constant: 24),
            stack.bottomAnchor.constraint(lessThanOrEqualTo: content.bottomAnchor, constant: -24),
            stack.centerYAnchor.constraint(equalTo: content.centerYAnchor),
        ])
    }
}
#endif
