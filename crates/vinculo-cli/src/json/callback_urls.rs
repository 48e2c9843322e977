//! Callback URLs.

use serde_json::Value;
use vinculo::callback::CallbackUrls;

use super::{Fields, JsonProblem, Object};

/// The callback URLs of a vector that names none.
#[must_use]
pub fn default_callback_urls() -> CallbackUrls {
    CallbackUrls {
        success: "myapp://success".to_owned(),
        exit: "myapp://exit".to_owned(),
        event: "myapp://event".to_owned(),
    }
}

/// `{"success":"…","exit":"…","event":"…"}`.
#[must_use]
pub fn callback_urls_json(urls: &CallbackUrls) -> Value {
    Object::default()
        .with("success", urls.success.as_str())
        .with("exit", urls.exit.as_str())
        .with("event", urls.event.as_str())
        .into()
}

/// Reads all three.
///
/// # Errors
/// If one is missing, or there is another key.
pub fn callback_urls_from(mut fields: Fields<'_>) -> Result<CallbackUrls, JsonProblem> {
    let mut url = |key| {
        let text = fields.text(key)?;
        fields.required(key, text).map(str::to_owned)
    };
    let urls = CallbackUrls {
        success: url("success")?,
        exit: url("exit")?,
        event: url("event")?,
    };
    fields.end()?;
    Ok(urls)
}
