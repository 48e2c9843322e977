//! Start URLs: options in, a URL or problems out.

use serde_json::Value;
use vinculo::widget::{BuiltUrl, ConfigError, ConfigProblem, StartUrl, WidgetConfigBuilder};

use super::{Fields, JsonProblem, Object};

/// Options before they are checked, and the token where there is one. No `Debug`: it holds the token.
pub struct Options {
    /// Everything but the token.
    pub builder: WidgetConfigBuilder,
    /// `access_token`.
    pub access_token: Option<String>,
}

/// Reads the options of the `start_urls` table. What breaks a *rule* of the table is no problem here.
///
/// # Errors
/// If a field is of another type, or unknown.
pub fn options_from(mut fields: Fields<'_>) -> Result<Options, JsonProblem> {
    let mut builder = WidgetConfigBuilder::default();
    if let Some(url) = fields.text("base_url")? {
        builder = builder.base_url(url);
    }
    let access_token = fields.text("access_token")?.map(str::to_owned);
    if let Some(locale) = fields.text("locale")? {
        builder = builder.locale(locale);
    }
    if let Some(types) = fields.texts("institution_types")? {
        builder = builder.institution_types(types);
    }
    if let Some(names) = fields.texts("institutions")? {
        builder = builder.institutions(names);
    }
    if let Some(codes) = fields.texts("country_codes")? {
        builder = builder.country_codes(codes);
    }
    if let Some(mode) = fields.text("access_mode")? {
        builder = builder.access_mode(mode);
    }
    if let Some(id) = fields.text("external_id")? {
        builder = builder.external_id(id);
    }
    if let Some(resources) = fields.texts("resources")? {
        builder = builder.resources(resources);
    }
    if let Some(integration) = fields.text("integration_type")? {
        builder = builder.integration_type(integration);
    }
    if let Some(show) = fields.flag("show_close_dialog")? {
        builder = builder.show_close_dialog(show);
    }
    if let Some(show) = fields.flag("show_abandon_survey")? {
        builder = builder.show_abandon_survey(show);
    }
    let extra_path = fields.path_of("extra");
    for extra in fields.list("extra")?.unwrap_or_default() {
        let mut extra = Fields::of(extra, &extra_path)?;
        let name = extra.text("name")?;
        let value = extra.text("value")?;
        let (name, value) = (
            extra.required("name", name)?,
            extra.required("value", value)?,
        );
        extra.end()?;
        builder = builder.extra(name, value);
    }
    fields.end()?;
    Ok(Options {
        builder,
        access_token,
    })
}

/// `{"url":"…","warnings":[…]}` or `{"errors":[…],"warnings":[…]}`. How the URL is shown, revealed or redacted, is the
/// caller's choice.
#[must_use]
pub fn start_url_json(
    built: &Result<BuiltUrl, ConfigError>,
    shown: impl FnOnce(&StartUrl) -> String,
) -> Value {
    match built {
        Ok(built) => Object::named("url", &shown(&built.url))
            .with_list("warnings", problems_json(&built.warnings))
            .into(),
        Err(error) => Object::default()
            .with("errors", problems_json(error.problems()))
            .with_list("warnings", problems_json(error.warnings()))
            .into(),
    }
}

/// `{"field":"…","rule":"…"}` of each, every pair once.
#[must_use]
pub fn problems_json(problems: &[ConfigProblem]) -> Vec<Value> {
    let mut pairs: Vec<Value> = Vec::new();
    for problem in problems {
        let pair = Object::named("field", &problem.field)
            .with("rule", problem.rule.as_str())
            .into();
        if !pairs.contains(&pair) {
            pairs.push(pair);
        }
    }
    pairs
}
