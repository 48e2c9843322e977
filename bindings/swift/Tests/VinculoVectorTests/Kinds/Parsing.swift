// Kinds `callbacks`, `page_messages`, `navigations` and `start_urls`: one call each.

import VinculoGenerated

func runCallback(_ fields: Fields, _ shared: Shared) throws -> Comparison {
    let expected = try fields.required("expect", fields.value("expect"))
    let url = try fields.longText("url")
    let seen: Source = try fields.word("seen", fields.text("seen") ?? "webview", ["webview": .webview, "os": .os])
    let urls = try fields.object("callback_urls").map(callbackURLs) ?? shared.callbackURLs ?? defaultCallbackURLs
    try fields.end()
    return Comparison(expected: expected, actual: json(try parseCallback(urls: urls, url: url, seen: seen)))
}

func runPageMessage(_ fields: Fields) throws -> Comparison {
    let expected = try fields.required("expect", fields.value("expect"))
    let message = try fields.longText("message")
    try fields.end()
    return Comparison(expected: expected, actual: json(try parsePageMessage(message: message)))
}

func runNavigation(_ fields: Fields, _ shared: Shared) throws -> Comparison {
    let expected = try fields.required("expect", fields.value("expect"))
    let navigation = try navigation(fields)
    // The case's replaces the file's as a whole.
    let policy = try fields.object("policy").map(policy) ?? shared.policy
    let own = try fields.object("callback_urls").map(callbackURLs)
    try fields.end()
    let urls = own ?? policy?.callbackURLs ?? shared.callbackURLs ?? defaultCallbackURLs
    let decision = try decide(
        policy: policy?.navigation ?? defaultNavigationPolicy(), urls: urls, navigation: navigation)
    return Comparison(expected: expected, actual: json(decision))
}

func runStartURL(_ fields: Fields) throws -> Comparison {
    let expected = try fields.required("expect", fields.value("expect"))
    let (options, token) = try widgetOptions(try fields.required("options", fields.object("options")))
    try fields.end()
    do {
        let built = try startUrlFrom(options: options, accessToken: token)
        // Revealed: the tokens of vectors are made up, and the URL must be right to the last character.
        let actual: JSON = ["url": .text(built.url.reveal()), "warnings": .some(json(built.warnings))]
        return Comparison(expected: expected, actual: actual)
    } catch ConfigError.Rejected(let problems, let warnings) {
        let actual: JSON = ["errors": .list(json(problems)), "warnings": .some(json(warnings))]
        return Comparison(expected: expected, actual: actual)
    }
}
