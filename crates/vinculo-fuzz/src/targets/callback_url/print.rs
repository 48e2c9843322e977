//! A callback, written as a plain URL of another app, is read as the same.

use std::fmt::Write as _;

use vinculo::callback::{
    Anomaly, Callback, CallbackMatcher, LinkId, Parameter, Source, WidgetEvent,
};

use crate::settings::{CALLBACK_URLS, callback_urls};

/// More would be refused when printed, because one JSON parameter may become two.
const MAX_PARAMETERS: usize = 250;
const MAX_URL: usize = 65_536;

/// Panics if it is not.
pub(super) fn reads_back(callback: &Callback) {
    let Some(url) = printed(callback) else {
        return;
    };
    // An empty first `last_encountered_error` or `meta_data` is consumed, and its duplicate kept as extra.
    if matches!(callback.event, WidgetEvent::Exit { .. })
        && callback.anomalies.contains(&Anomaly::DuplicateParameter)
    {
        return;
    }
    if callback.extra.len() > MAX_PARAMETERS || url.len() > MAX_URL {
        return;
    }
    let Ok(matcher) = CallbackMatcher::new(&callback_urls(CALLBACK_URLS[0])) else {
        unreachable!("the settings compile");
    };
    let again = matcher.parse(&url, Source::Webview);
    let event = again.as_ref().map(|again| &again.event);
    match (&callback.event, event) {
        (WidgetEvent::Unknown { .. }, Some(WidgetEvent::Unknown { .. })) => {}
        (expected, found) => assert_eq!(
            Some(expected),
            found,
            "written plainly it means another thing"
        ),
    }
    let extra = again.as_ref().map(|again| &again.extra);
    assert_eq!(
        Some(&callback.extra),
        extra,
        "written plainly it carries other things"
    );
}

/// `None` where the event says that not all was read.
fn printed(callback: &Callback) -> Option<String> {
    let mut url = String::from("myapp://");
    let mut fields: Vec<(&str, Option<String>)> = Vec::new();
    let host = match &callback.event {
        WidgetEvent::Success { link, institution } => {
            fields.push(("link", Some(link.as_str().to_owned())));
            fields.push(("institution", institution.clone()));
            "success"
        }
        WidgetEvent::Exit {
            last_encountered_error: error,
            meta_data,
        } => {
            let code = error.as_ref().map(|error| error.code.as_str().to_owned());
            let message = error.as_ref().and_then(|error| error.message.clone());
            fields.push(("last_encountered_error_code", code));
            fields.push(("last_encountered_error_message", message));
            fields.push((
                "meta_data_institution_name",
                meta_data.institution_name.clone(),
            ));
            let step = meta_data.step.as_ref().map(|step| step.as_str().to_owned());
            fields.push(("meta_data_step", step));
            "exit"
        }
        WidgetEvent::Error {
            code,
            message,
            link,
        } => {
            fields.push(("error", Some(code.as_str().to_owned())));
            fields.push(("error_message", message.clone()));
            fields.push((
                "link",
                link.as_ref().map(|link: &LinkId| link.as_str().to_owned()),
            ));
            "error"
        }
        WidgetEvent::Warning { code, message } => {
            fields.push(("warning", Some(code.as_str().to_owned())));
            fields.push(("warning_message", message.clone()));
            "warning"
        }
        WidgetEvent::Unknown { .. } => "unknown",
        WidgetEvent::Invalid { .. } => return None,
    };
    url.push_str(host);
    let mut separator = '?';
    let fields = fields
        .iter()
        .filter_map(|(name, value)| Some((*name, value.as_deref()?)));
    let extra = callback
        .extra
        .iter()
        .map(|Parameter { name, value }| (name.as_str(), value.as_str()));
    for (name, value) in fields.chain(extra) {
        url.push(separator);
        separator = '&';
        // The reader takes one escaped ampersand off.
        encode(&mut url, if name.starts_with("amp;") { "amp;" } else { "" });
        encode(&mut url, name);
        url.push('=');
        encode(&mut url, value);
    }
    Some(url)
}

fn encode(url: &mut String, text: &str) {
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() {
            url.push(char::from(byte));
        } else {
            // Writing to a String cannot fail.
            let _ = write!(url, "%{byte:02x}");
        }
    }
}
