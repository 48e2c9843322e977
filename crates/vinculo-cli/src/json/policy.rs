//! The navigation policy.

use serde_json::Value;
use vinculo::callback::CallbackUrls;
use vinculo::navigation::NavigationPolicy;

use super::{Fields, JsonProblem, Object, callback_urls_from, callback_urls_json};

/// A policy as the vectors write it: with the callback URLs that the navigator looks out for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// The callback URLs, where named.
    pub callback_urls: Option<CallbackUrls>,
    /// Everything else.
    pub navigation: NavigationPolicy,
}

/// Reads a policy; absent fields have their default.
///
/// # Errors
/// If a field is of another form, or unknown.
pub fn policy_from(mut fields: Fields<'_>) -> Result<Policy, JsonProblem> {
    let default = NavigationPolicy::default();
    let callback_urls = fields.object("callback_urls")?;
    let navigation = NavigationPolicy {
        widget_hosts: fields
            .texts("widget_hosts")?
            .unwrap_or(default.widget_hosts),
        open_finance: fields.flag("open_finance")?.unwrap_or(default.open_finance),
        strict_hosts: fields.texts("strict_hosts")?,
        allow_loopback_http: fields
            .flag("allow_loopback_http")?
            .unwrap_or(default.allow_loopback_http),
        trust_unknown_frames: fields
            .flag("trust_unknown_frames")?
            .unwrap_or(default.trust_unknown_frames),
    };
    fields.end()?;
    Ok(Policy {
        callback_urls: callback_urls.map(callback_urls_from).transpose()?,
        navigation,
    })
}

/// The JSON form of a policy, defaults included.
#[must_use]
pub fn policy_json(policy: &Policy) -> Value {
    let navigation = &policy.navigation;
    Object::default()
        .with_some(
            "callback_urls",
            policy.callback_urls.as_ref().map(callback_urls_json),
        )
        .with("widget_hosts", navigation.widget_hosts.clone())
        .with("open_finance", navigation.open_finance)
        .with_some("strict_hosts", navigation.strict_hosts.clone())
        .with("allow_loopback_http", navigation.allow_loopback_http)
        .with("trust_unknown_frames", navigation.trust_unknown_frames)
        .into()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let value = json!({
            "callback_urls": {"success": "a://s", "exit": "a://x", "event": "a://e"},
            "widget_hosts": ["w.example"], "open_finance": true, "strict_hosts": ["b.example"],
            "allow_loopback_http": true, "trust_unknown_frames": true
        });
        let policy = policy_from(Fields::of(&value, "policy").unwrap()).unwrap();
        assert_eq!(policy_json(&policy), value);
        let empty = json!({});
        let default = policy_from(Fields::of(&empty, "policy").unwrap()).unwrap();
        assert_eq!(default, Policy::default());
    }
}
