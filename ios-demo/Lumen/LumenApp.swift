import SwiftUI

/// A bank's app, as small as one can be that connects accounts elsewhere.
@main struct LumenApp: App {
    @State private var lumen = Lumen(server: Settings().server, language: Bundle.main.preferredLocalizations.first)

    var body: some Scene {
        WindowGroup {
            HomeScreen(lumen: lumen)
        }
    }
}
