import SwiftUI
import Vinculo

/// What went wrong, for a user; the code is what they read out to support.
struct ProblemRow: View {
    private let problem: VinculoError

    init(_ problem: VinculoError) {
        self.problem = problem
    }

    var body: some View {
        VStack(alignment: .leading, spacing: 4) {
            Label(words, systemImage: "exclamationmark.triangle")
            Text(verbatim: problem.code).font(.footnote).foregroundStyle(.secondary)
        }
    }

    private var words: LocalizedStringKey {
        switch problem {
        case .backendUnusable("offline", _, _): "problem.offline"
        case .backendUnusable("sign_in", _, _): "problem.sign_in"
        case .backendUnusable: "problem.backend"
        case .storageUnusable: "problem.storage"
        default: "problem.other"
        }
    }
}
