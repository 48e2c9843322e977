import Foundation

/// The server, from one start of the app to the next. Nothing secret is kept.
struct Settings {
    private static let key = "server"
    private let store: UserDefaults

    init(_ store: UserDefaults = .standard) {
        self.store = store
    }

    var server: Server {
        get { store.data(forKey: Self.key).flatMap { try? JSONDecoder().decode(Server.self, from: $0) } ?? .sandbox }
        nonmutating set { store.set(try? JSONEncoder().encode(newValue), forKey: Self.key) }
    }
}
