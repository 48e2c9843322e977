package dev.vinculo.vectors

import dev.vinculo.core.ConfigException
import dev.vinculo.core.ConfigProblem
import dev.vinculo.core.ExtraParameter
import dev.vinculo.core.WidgetOptions
import dev.vinculo.core.startUrlFrom
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonObject

/** Kind `start_urls`. */
fun runStartUrl(case: Fields): JsonElement {
    val fields = case.required("options", case.fields("options"))
    case.end()
    val token = fields.text("access_token")
    val options = readOptions(fields)
    return try {
        val built = startUrlFrom(options, token)
        // Revealed: the tokens of vectors are made up, and the URL must be right to the last character.
        val url = built.url.use { it.reveal() }
        json("url" to url, "warnings" to problemsJson(built.warnings))
    } catch (problem: ConfigException.Rejected) {
        json("errors" to problemsJson(problem.problems), "warnings" to problemsJson(problem.warnings))
    }
}

/** Everything but the token. */
fun readOptions(fields: Fields): WidgetOptions {
    val options =
        WidgetOptions(
            baseUrl = fields.text("base_url"),
            locale = fields.text("locale"),
            institutionTypes = fields.texts("institution_types"),
            institutions = fields.texts("institutions"),
            countryCodes = fields.texts("country_codes"),
            accessMode = fields.text("access_mode"),
            externalId = fields.text("external_id"),
            resources = fields.texts("resources"),
            integrationType = fields.text("integration_type"),
            showCloseDialog = fields.flag("show_close_dialog"),
            showAbandonSurvey = fields.flag("show_abandon_survey"),
            extra = fields.list("extra").orEmpty().map { readExtra(Fields(it as JsonObject)) },
        )
    fields.end()
    return options
}

private fun readExtra(fields: Fields): ExtraParameter =
    ExtraParameter(
        name = fields.required("name", fields.text("name")),
        value = fields.required("value", fields.text("value")),
    ).also { fields.end() }

/** Each pair once. */
private fun problemsJson(problems: List<ConfigProblem>): List<JsonObject> =
    problems.map { json("field" to it.field, "rule" to it.rule) }.distinct()
