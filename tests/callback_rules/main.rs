//! Rule by rule: what a callback URL means (`vectors/README.md`, "How a URL is read").

#![allow(clippy::unwrap_used, reason = "helpers of tests may fail")]

mod configuration;
mod events;
mod parameters;
mod places;

use vinculo::callback::{
    Callback, CallbackMatcher, CallbackUrls, ExitStep, LinkId, Source, WidgetEvent,
};

const UUID: &str = "cb65f82c-dc93-4d3e-8270-9a27528397f5";

fn urls(success: &str, exit: &str, event: &str) -> CallbackUrls {
    CallbackUrls {
        success: success.into(),
        exit: exit.into(),
        event: event.into(),
    }
}

fn matcher(success: &str, exit: &str, event: &str) -> CallbackMatcher {
    CallbackMatcher::new(&urls(success, exit, event)).unwrap()
}

fn custom() -> CallbackMatcher {
    matcher("myapp://success", "myapp://exit", "myapp://error")
}

fn web() -> CallbackMatcher {
    matcher(
        "https://app.example.com/cb/success",
        "https://app.example.com/cb/exit?belvo=exit",
        "https://app.example.com:8443/",
    )
}

fn read(url: &str) -> Option<Callback> {
    custom().parse(url, Source::Webview)
}

/// The event in one line: kind, fields in order, then `+name=value` of extras and `!anomaly`.
fn line(callback: Option<Callback>) -> String {
    let Some(callback) = callback else {
        return "no".into();
    };
    let dash = |text: Option<&str>| text.unwrap_or("-").to_owned();
    let mut words = match &callback.event {
        WidgetEvent::Success { link, institution } => vec![
            "success".into(),
            link.as_str().replace(UUID, "UUID"),
            dash(institution.as_deref()),
        ],
        WidgetEvent::Exit {
            last_encountered_error: error,
            meta_data,
        } => vec![
            "exit".into(),
            dash(error.as_ref().map(|e| e.code.as_str())),
            dash(error.as_ref().and_then(|e| e.message.as_deref())),
            dash(meta_data.institution_name.as_deref()),
            dash(meta_data.step.as_ref().map(ExitStep::as_str)),
        ],
        WidgetEvent::Error {
            code,
            message,
            link,
        } => vec![
            "error".into(),
            code.as_str().into(),
            dash(message.as_deref()),
            dash(link.as_ref().map(LinkId::as_str)).replace(UUID, "UUID"),
        ],
        WidgetEvent::Warning { code, message } => vec![
            "warning".into(),
            code.as_str().into(),
            dash(message.as_deref()),
        ],
        WidgetEvent::Unknown { location } => vec!["unknown".into(), location.clone()],
        WidgetEvent::Invalid { reason } => vec!["invalid".into(), reason.as_str().into()],
    };
    for parameter in &callback.extra {
        words.push(format!("+{}={}", parameter.name, parameter.value).replace(UUID, "UUID"));
    }
    for anomaly in &callback.anomalies {
        words.push(format!("!{}", anomaly.as_str()));
    }
    words.join(" ")
}

#[track_caller]
fn reads(url: &str, expected: &str) {
    let url = url.replace("UUID", UUID);
    assert_eq!(line(read(&url)), expected, "{url}");
}
