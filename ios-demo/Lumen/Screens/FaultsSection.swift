import SwiftUI

/// What the sandbox is told to do wrong, or why it cannot be told.
struct FaultsSection: View {
    let faults: Faults

    var body: some View {
        Section {
            switch faults.state {
            case .asking: ProgressView()
            case .absent: Text("faults.absent").foregroundStyle(.secondary)
            case .unreachable: Text("faults.unreachable").foregroundStyle(.secondary)
            case .here(let holding): pickers(holding)
            }
        } header: {
            Text("faults.header")
        } footer: {
            Text("faults.footer")
        }
        .task { await faults.load() }
    }

    @ViewBuilder private func pickers(_ holding: Faults.Holding) -> some View {
        Picker("faults.scenario", selection: scenario(holding)) { names(holding.known.scenarios) }
        Picker("faults.trouble", selection: trouble(holding)) { names(holding.known.troubles) }
    }

    /// The sandbox's own names, which its documentation explains.
    private func names(_ names: [String]) -> some View {
        ForEach(names, id: \.self) { Text(verbatim: $0).monospaced() }
    }

    private func scenario(_ holding: Faults.Holding) -> Binding<String> {
        Binding(get: { holding.scenario }, set: { name in Task { await faults.play(scenario: name) } })
    }

    private func trouble(_ holding: Faults.Holding) -> Binding<String> {
        Binding(get: { holding.trouble }, set: { name in Task { await faults.set(trouble: name) } })
    }
}
