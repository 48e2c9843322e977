// The names that vectors have for the core's enums. A Swift case is the same words in another spelling.

import VinculoGenerated

/// `confirmingClose` → `confirming_close`; of a case with fields, its name alone.
func name(_ value: some Any) -> String {
    let name = Mirror(reflecting: value).children.first?.label ?? "\(value)"
    return name.reduce(into: "") { text, letter in
        text += letter.isUppercase ? "_\(letter.lowercased())" : String(letter)
    }
}

extension ExitStep {
    var code: String { if case .other(let step) = self { step } else { "abandon-survey" } }
}
