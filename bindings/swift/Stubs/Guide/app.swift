// A whole file of an app.
// BLOCK

// Of the app itself.
struct Tokens: Sendable { func current() async throws -> String { "" } }
let tokens = Tokens()
