import SwiftUI
import Vinculo
import VinculoUI

/// The user's accounts, a button to connect one, and how the last session ended.
struct AccountsScreen: View {
    let accounts: Accounts
    let connecting: Connecting
    let cameToFront: @MainActor () async -> Void

    /// The session that runs, kept by the scene across a process death. It holds no token.
    @SceneStorage("session") private var saved = Data()
    @Environment(\.scenePhase) private var scenePhase
    /// The cover goes when the session is over, and ends it when it goes before.
    @State private var isShown = false

    var body: some View {
        List {
            Section {
                AccountList(state: accounts.state, update: { connect(updating: $0) })
            } header: {
                Text("accounts.header")
            } footer: {
                Text("accounts.footer")
            }
            Section {
                Button { connect() } label: {
                    Label("accounts.connect", systemImage: "plus.circle.fill").font(.headline)
                }
                .disabled(connecting.session != nil)
            }
            if let problem = connecting.problem {
                Section { ProblemRow(problem) }
            }
            if let last = connecting.last {
                Section("outcome.header") { OutcomeRow(ended: last) }
            }
        }
        .refreshable { await accounts.load() }
        .fullScreenCover(isPresented: $isShown) {
            if let session = connecting.session {
                ConnectView(session, options: ConnectViewOptions(for: connecting.options)).ignoresSafeArea()
            }
        }
        .task { await cameToFront() }
        .task { resume() }
        .onOpenURL { connecting.open($0) }
        .onChange(of: scenePhase) { _, phase in
            keep()
            if phase == .active {
                resume()
                Task { await cameToFront() }
            }
        }
        .onChange(of: connecting.session == nil) {
            isShown = connecting.session != nil
            keep()
        }
    }

    private func connect(updating link: LinkId? = nil) {
        Task { await connecting.connect(updating: link) }
    }

    /// Not within the view's task, which ends with the view: an outcome may come after it.
    private func resume() {
        let before = saved
        Task { await connecting.resume(before) }
    }

    private func keep() {
        if let now = connecting.saved { saved = now }
    }
}
