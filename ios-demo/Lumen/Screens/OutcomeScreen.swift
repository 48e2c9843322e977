import SwiftUI
import Vinculo
import VinculoUI

/// How the last session ended, in a sentence.
struct OutcomeRow: View {
    let ended: Connecting.Ended

    var body: some View {
        NavigationLink {
            OutcomeScreen(ended: ended)
        } label: {
            Label {
                // VinculoUI's own words.
                Text(verbatim: TextKey(ended.outcome).words())
            } icon: {
                Image(systemName: symbol)
            }
        }
    }

    private var symbol: String {
        switch ended.outcome {
        case .connected: "checkmark.seal.fill"
        case .exited: "arrow.uturn.backward.circle"
        case .failed: "xmark.octagon"
        }
    }
}

/// All that is known about it, for a support ticket: neither token nor link nor anything about the person is in it.
struct OutcomeScreen: View {
    let ended: Connecting.Ended

    var body: some View {
        List {
            Section {
                Text(verbatim: TextKey(ended.outcome).words())
                if let code = ended.outcome.supportCode {
                    Text(verbatim: TextKey.supportCode.words(filling: ["code": code])).foregroundStyle(.secondary)
                }
                LabeledContent("outcome.id", value: ended.outcome.id)
                LabeledContent("outcome.recorded") { Text(ended.outcome.isRecorded ? "yes" : "no") }
                if case .connected(let connected) = ended.outcome, connected.isLate {
                    Text("outcome.late").foregroundStyle(.secondary)
                }
            } footer: {
                if case .connected = ended.outcome {
                    Text("outcome.not_yet_data")
                }
            }
            Section("timeline.header") {
                ForEach(Array(ended.timeline.enumerated()), id: \.offset) { _, entry in
                    LabeledContent {
                        Text(verbatim: "\(entry.elapsedMillis) ms").monospacedDigit()
                    } label: {
                        Text(verbatim: entry.what).font(.footnote)
                    }
                }
            }
        }
        .navigationTitle("outcome.header")
        .textSelection(.enabled)
    }
}
