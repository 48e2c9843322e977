#if canImport(UIKit)
import UIKit
import Vinculo

/// Over everything while the app is not in front: the app switcher keeps a picture of what is on the screen.
final class PrivacyCover: UIView {
    override init(frame: CGRect) {
        super.init(frame: frame)
        backgroundColor = .systemBackground
        let lock = UIImageView(image: UIImage(systemName: "lock.fill"))
        lock.tintColor = .secondaryLabel
        lock.translatesAutoresizingMaskIntoConstraints = false
        addSubview(lock)
        NSLayoutConstraint.activate([
            lock.centerXAnchor.constraint(equalTo: centerXAnchor),
            lock.centerYAnchor.constraint(equalTo: centerYAnchor),
        ])
        isAccessibilityElement = true
        accessibilityLabel = TextKey.privacyCover.words()
        accessibilityViewIsModal = true
        autoresizingMask = [.flexibleWidth, .flexibleHeight]
    }

    @available(*, unavailable)
    required init?(coder: NSCoder) {
        fatalError("made in code")
    }

    /// At once: the picture is taken as soon as the app has been told.
    func cover(_ view: UIView) {
        frame = view.bounds
        view.addSubview(self)
    }

    func uncover() {
        removeFromSuperview()
    }
}
#endif
