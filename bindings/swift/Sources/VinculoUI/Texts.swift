import Foundation
import Vinculo

extension TextKey {
    /// The words to show: those of a `Vinculo.strings` in the app itself, or else ours. `values` is what takes the place of `{host}`
    /// or `{code}`.
    public func words(filling values: [String: String] = [:]) -> String {
        words(in: [.main, .module], filling: values)
    }
}
