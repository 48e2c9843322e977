import Foundation

extension TextKey {
    /// The words in the user's language, from the first of the bundles that has some: the app's own first, then ours.
    ///
    /// - Parameter values: What takes the place of `{host}` or `{code}`. It is filled in as it is: words that an app or a translator
    ///   wrote are no format that could read more arguments than there are.
    public func words(in bundles: [Bundle], filling values: [String: String] = [:]) -> String {
        // What no table holds; without it `Bundle` answers the key, which a table might hold, too.
        let none = "\u{0}"
        let found = bundles.lazy
            .map { $0.localizedString(forKey: rawValue, value: none, table: "Vinculo") }
            .first { $0 != none }
        return values.reduce(found ?? rawValue) { words, filled in
            words.replacingOccurrences(of: "{\(filled.key)}", with: filled.value)
        }
    }
}
