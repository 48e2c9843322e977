// A whole file of an app.
// BLOCK

// Of the app itself.
struct Tokens: Sendable { func current() async throws -> String { "" } }
@MainActor final class Accounts {
    func expect(_ link: String) async {}
    func say(_ words: String) {}
    func log(_ code: String) {}
}
@MainActor let accounts = Accounts()
struct SignInView: View {
    let session: BankSession
    var body: some View { EmptyView() }
}
