import SwiftUI
import Vinculo

/// What is known of the user's accounts.
struct AccountList: View {
    let state: Accounts.State
    let update: (LinkId) -> Void

    var body: some View {
        switch state {
        case .loading:
            ProgressView()
        case .failed(let problem):
            ProblemRow(problem)
        case .loaded(let links) where links.isEmpty:
            Text("accounts.none").foregroundStyle(.secondary)
        case .loaded(let links):
            ForEach(links, id: \.link) { AccountRow(link: $0, update: update) }
        }
    }
}

/// One account, how it is, and what mends it.
struct AccountRow: View {
    let link: ConnectedLink
    let update: (LinkId) -> Void

    var body: some View {
        VStack(alignment: .leading, spacing: 8) {
            HStack {
                Image(systemName: "building.columns").foregroundStyle(.tint).accessibilityHidden(true)
                title.font(.headline)
                Spacer()
                Image(systemName: Health.symbol(link)).foregroundStyle(Health.colour(link)).accessibilityHidden(true)
            }
            Text(Health.words(link.health)).font(.subheadline).foregroundStyle(.secondary)
            if link.canBeUpdated {
                Button("accounts.update") { update(link.link) }.buttonStyle(.borderedProminent)
            } else if let advice = Health.advice(link.neededAction) {
                Text(advice).font(.footnote).foregroundStyle(.secondary)
            }
        }
        .padding(.vertical, 4)
    }

    private var title: Text {
        link.title.map { Text(verbatim: $0) } ?? Text("accounts.unnamed")
    }
}
