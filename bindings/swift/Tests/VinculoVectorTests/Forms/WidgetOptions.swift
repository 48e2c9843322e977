import VinculoGenerated

/// The options of the `start_urls` table, and the token where there is one. What breaks a rule of the table is no problem here.
func widgetOptions(_ fields: Fields) throws -> (options: WidgetOptions, token: String?) {
    let extra = try fields.list("extra")?.map { item in
        let extra = try Fields(item, at: "extra")
        let parameter = ExtraParameter(
            name: try extra.required("name", extra.text("name")),
            value: try extra.required("value", extra.text("value")))
        try extra.end()
        return parameter
    }
    let token = try fields.text("access_token")
    let options = WidgetOptions(
        baseUrl: try fields.text("base_url"),
        locale: try fields.text("locale"),
        institutionTypes: try fields.texts("institution_types"),
        institutions: try fields.texts("institutions"),
        countryCodes: try fields.texts("country_codes"),
        accessMode: try fields.text("access_mode"),
        externalId: try fields.text("external_id"),
        resources: try fields.texts("resources"),
        integrationType: try fields.text("integration_type"),
        showCloseDialog: try fields.flag("show_close_dialog"),
        showAbandonSurvey: try fields.flag("show_abandon_survey"),
        extra: extra ?? [])
    try fields.end()
    return (options, token)
}

/// `{"field":"…","rule":"…"}` of each, every pair once.
func json(_ problems: [ConfigProblem]) -> [JSON] {
    problems.reduce(into: []) { pairs, problem in
        let pair: JSON = ["field": .text(problem.field), "rule": .text(problem.rule)]
        if !pairs.contains(pair) {
            pairs.append(pair)
        }
    }
}
