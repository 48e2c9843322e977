#if canImport(UIKit) && canImport(Network)
import Network

/// Whether there is a network, told as it changes.
@MainActor final class NetworkWatch {
    var onChange: ((Bool) -> Void)?

    private let monitor = NWPathMonitor()

    init() {
        monitor.pathUpdateHandler = { [weak self] path in
            let isOnline = path.status == .satisfied
            Task { @MainActor in self?.onChange?(isOnline) }
        }
        monitor.start(queue: .main)
    }

    deinit {
        monitor.cancel()
    }
}
#endif
