import SwiftUI
import Vinculo

/// Accounts and settings, and the way to each.
struct HomeScreen: View {
    let lumen: Lumen
    @State private var showsSettings = false

    var body: some View {
        NavigationStack {
            content
                .navigationTitle("home.title")
                .toolbar {
                    ToolbarItem(placement: .topBarTrailing) {
                        Button("settings.title", systemImage: "gearshape") { showsSettings = true }
                    }
                }
        }
        .sheet(isPresented: $showsSettings) { SettingsScreen(lumen: lumen) }
    }

    @ViewBuilder private var content: some View {
        if let user = lumen.user {
            // Another user's screen is another screen: nothing of the one before is in it.
            AccountsScreen(accounts: user.accounts, connecting: user.connecting, cameToFront: user.cameToFront)
                .id(ObjectIdentifier(user))
        } else if let refusal = lumen.refusal {
            ContentUnavailableView {
                Label("home.refused", systemImage: "exclamationmark.triangle")
            } description: {
                Text(verbatim: refusal.description)
            } actions: {
                Button("settings.title") { showsSettings = true }
            }
        } else {
            ProgressView()
        }
    }
}
