import SwiftUI
import Vinculo

/// Which server, and what it is to suffer from.
struct SettingsScreen: View {
    let lumen: Lumen
    @State private var server: Server
    @Environment(\.dismiss) private var dismiss

    init(lumen: Lumen) {
        self.lumen = lumen
        server = lumen.server
    }

    var body: some View {
        NavigationStack {
            Form {
                Section {
                    TextField("settings.address", text: $server.address)
                        .keyboardType(.URL)
                        .textInputAutocapitalization(.never)
                        .autocorrectionDisabled()
                    SecureField("settings.token", text: $server.token)
                    Toggle("settings.is_sandbox", isOn: $server.isSandbox)
                    Button("settings.use") { Task { await use(server) } }.disabled(server == lumen.server || isBusy)
                    Button("settings.default") { Task { await use(.sandbox) } }.disabled(isBusy)
                } header: {
                    Text("settings.server")
                } footer: {
                    Text("settings.server.footer")
                }
                if let faults = lumen.user?.faults {
                    FaultsSection(faults: faults)
                }
                if !lumen.diagnostics.isEmpty {
                    Section("settings.diagnostics") {
                        ForEach(Array(lumen.diagnostics.enumerated()), id: \.offset) { _, diagnostic in
                            LabeledContent(diagnostic.code, value: diagnostic.detail).font(.footnote)
                        }
                    }
                }
            }
            .navigationTitle("settings.title")
            .toolbar {
                ToolbarItem(placement: .confirmationAction) {
                    Button("settings.done") { dismiss() }
                }
            }
        }
    }

    /// A session may go on for some seconds after its widget has gone.
    private var isBusy: Bool { lumen.user?.connecting.isRunning == true }

    private func use(_ server: Server) async {
        self.server = server
        Settings().server = server
        await lumen.use(server)
    }
}
