import SwiftUI
import Vinculo
import VinculoUI

/// The user's accounts, a button to connect one, and how the last session ended.
struct AccountsScreen: View {
    let accounts: Accounts
    @Bindable var connecting: Connecting
    let cameToFront: @MainActor () async -> Void

    @Environment(\.scenePhase) private var scenePhase

    var body: some View {
        List {
            Section {
                AccountList(state: accounts.state, update: { connecting.updating = $0 })
            } header: {
                Text("accounts.header")
            } footer: {
                Text("accounts.footer")
            }
            Section {
                Button { connecting.isPresented = true } label: {
                    Label("accounts.connect", systemImage: "plus.circle.fill").font(.headline)
                }
                .disabled(connecting.isRunning)
            }
            if let problem = connecting.problem {
                Section { ProblemRow(problem) }
            }
            if let last = connecting.last {
                Section("outcome.header") { OutcomeRow(ended: last) }
            }
        }
        .refreshable { await accounts.load() }
        .vinculoConnect(isPresented: $connecting.isPresented, with: connecting.vinculo, options: connecting.options) {
            await connecting.finish($0)
        }
        .vinculoConnect(item: $connecting.updating, with: connecting.vinculo, options: connecting.options) {
            await connecting.finish($0)
        }
        .task { await cameToFront() }
        .onOpenURL { url in Task { await connecting.open(url) } }
        .onChange(of: scenePhase) { _, phase in
            if phase == .active { Task { await cameToFront() } }
        }
    }
}
