//! What a session is started with.

use serde_json::Value;
use vinculo::callback::LinkId;
use vinculo::session::{Limits, Mode, SessionConfig};
use vinculo::widget::{Environment, WidgetConfig};

use crate::json::{
    Fields, JsonProblem, Object, Policy, callback_urls_from, default_callback_urls, options_from,
    policy_from,
};

const DEFAULT_SESSION_ID: &str = "session-1";
const ENVIRONMENTS: &[(&str, Environment)] = &[
    ("sandbox", Environment::Sandbox),
    ("production", Environment::Production),
];

/// Reads a configuration; absent fields have the default that `vectors/README.md` names.
///
/// # Errors
/// If a field is of another form, or unknown, or the widget's options break a rule.
pub fn session_config_from(mut fields: Fields<'_>) -> Result<SessionConfig, JsonProblem> {
    let session_id = fields.text("session_id")?.unwrap_or(DEFAULT_SESSION_ID);
    let nonce = fields.text("nonce")?.map(str::to_owned);
    let callback_urls = match fields.object("callback_urls")? {
        Some(urls) => callback_urls_from(urls)?,
        None => default_callback_urls(),
    };
    let mode = mode_from(&mut fields)?;
    let widget = match fields.object("options")? {
        Some(options) => widget_from(options)?,
        None => WidgetConfig::default(),
    };
    let policy = match fields.object("policy")? {
        Some(policy) => policy_from(policy)?,
        None => Policy::default(),
    };
    if policy.callback_urls.is_some() {
        return Err(fields.problem(
            "policy.callback_urls",
            "stands in `callback_urls` of the configuration, not in its policy",
        ));
    }
    let environment = match fields.text("environment")? {
        Some(name) => Some(fields.word("environment", name, ENVIRONMENTS)?),
        None => None,
    };
    let limits = match fields.object("limits")? {
        Some(limits) => limits_from(limits)?,
        None => Limits::default(),
    };
    let confirm_close = fields.flag("confirm_close")?.unwrap_or(true);
    let config = SessionConfig {
        session_id: session_id.to_owned(),
        nonce,
        callback_urls,
        mode,
        widget,
        navigation: policy.navigation,
        environment,
        limits,
        confirm_close,
    };
    fields.end()?;
    Ok(config)
}

/// `"create"` or `{"update":"…"}`.
#[must_use]
pub fn mode_json(mode: &Mode) -> Value {
    match mode {
        Mode::Create => "create".into(),
        Mode::Update { link } => Object::named("update", link.as_str()).into(),
    }
}

fn mode_from(fields: &mut Fields<'_>) -> Result<Mode, JsonProblem> {
    let what = "must be \"create\" or {\"update\": link}";
    match fields.value("mode") {
        None => Ok(Mode::Create),
        Some(Value::String(word)) if word == "create" => Ok(Mode::Create),
        Some(value @ Value::Object(_)) => {
            let mut update = Fields::of(value, &fields.path_of("mode"))?;
            let link = update.text("update")?;
            let link = update.required("update", link)?;
            update.end()?;
            Ok(Mode::Update {
                link: LinkId::new(link),
            })
        }
        Some(_) => Err(fields.problem("mode", what)),
    }
}

fn widget_from(fields: Fields<'_>) -> Result<WidgetConfig, JsonProblem> {
    let path = fields.path_of("");
    let path = path.trim_end_matches('.');
    let options = options_from(fields)?;
    if options.access_token.is_some() {
        return Err(JsonProblem::at(
            path,
            "a session's options hold no access_token; it comes with `token_received`",
        ));
    }
    // The problems name fields and fixes, and no value that could be secret.
    let built = options
        .builder
        .build()
        .map_err(|error| JsonProblem::at(path, error.to_string()))?;
    Ok(built.config)
}

fn limits_from(mut fields: Fields<'_>) -> Result<Limits, JsonProblem> {
    let default = Limits::default();
    let mut ms = |key, default| Ok(fields.count(key)?.unwrap_or(default));
    let limits = Limits {
        slow_ms: ms("slow_ms", default.slow_ms)?,
        load_timeout_ms: ms("load_timeout_ms", default.load_timeout_ms)?,
        lease_ms: ms("lease_ms", default.lease_ms)?,
        exit_grace_ms: ms("exit_grace_ms", default.exit_grace_ms)?,
        late_check_ms: ms("late_check_ms", default.late_check_ms)?,
        return_grace_ms: ms("return_grace_ms", default.return_grace_ms)?,
        record_ms: ms("record_ms", default.record_ms)?,
    };
    fields.end()?;
    Ok(limits)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(value: &Value) -> Result<SessionConfig, JsonProblem> {
        session_config_from(Fields::of(value, "config")?)
    }

    #[test]
    fn absent_fields_have_their_defaults() {
        let config = read(&json!({})).unwrap();
        assert_eq!(config.session_id, "session-1");
        assert_eq!(config.nonce, None);
        assert_eq!(config.callback_urls, default_callback_urls());
        assert_eq!(
            (config.mode, config.limits),
            (Mode::Create, Limits::default())
        );
        assert!(config.confirm_close && config.environment.is_none());
    }

    #[test]
    fn what_does_not_belong_is_refused() {
        for (value, named) in [
            (
                json!({"options": {"access_token": "SECRET-TOKEN"}}),
                "config.options",
            ),
            (json!({"options": {"locale": "fr"}}), "unknown_value"),
            (
                json!({"policy": {"callback_urls": {"success": "a:", "exit": "b:", "event": "c:"}}}),
                "policy.callback_urls",
            ),
            (json!({"limits": {"slow_ms": -1}}), "config.limits.slow_ms"),
            (json!({"limits": {"slow": 1}}), "slow_ms"),
            (json!({"mode": "update"}), "config.mode"),
            (json!({"environment": "test"}), "sandbox, production"),
        ] {
            let text = read(&value).unwrap_err().to_string();
            assert!(text.contains(named), "{value}: {text}");
            assert!(!text.contains("SECRET"), "{text}");
        }
    }
}
