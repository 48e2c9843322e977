//! Callback events.

use serde_json::Value;
use vinculo::callback::{Callback, ExitError, ExitMetaData, ExitStep, LinkId, WidgetEvent};

use super::Object;

/// The JSON form of what a URL was read as; `None` is `{"kind":"not_a_callback"}`.
#[must_use]
pub fn callback_json(callback: Option<&Callback>) -> Value {
    let Some(callback) = callback else {
        return Object::named("kind", "not_a_callback").into();
    };
    let extra = callback.extra.iter().map(|parameter| {
        Object::named("name", &parameter.name)
            .with("value", parameter.value.as_str())
            .into()
    });
    let anomalies = callback.anomalies.iter().map(|odd| odd.as_str().into());
    event_object(&callback.event)
        .with_list("extra", extra.collect())
        .with_list("anomalies", anomalies.collect())
        .into()
}

/// `{"code":"…","message":"…"}`.
#[must_use]
pub fn exit_error_json(error: &ExitError) -> Value {
    Object::named("code", error.code.as_str())
        .with_some("message", error.message.as_deref())
        .into()
}

fn event_object(event: &WidgetEvent) -> Object {
    match event {
        WidgetEvent::Success { link, institution } => Object::named("kind", "success")
            .with("link", link.as_str())
            .with_some("institution", institution.as_deref()),
        WidgetEvent::Exit {
            last_encountered_error,
            meta_data,
        } => Object::named("kind", "exit")
            .with_some(
                "last_encountered_error",
                last_encountered_error.as_ref().map(exit_error_json),
            )
            .with_some("meta_data", meta_data_json(meta_data)),
        WidgetEvent::Error {
            code,
            message,
            link,
        } => Object::named("kind", "error")
            .with("code", code.as_str())
            .with_some("message", message.as_deref())
            .with_some("link", link.as_ref().map(LinkId::as_str)),
        WidgetEvent::Warning { code, message } => Object::named("kind", "warning")
            .with("code", code.as_str())
            .with_some("message", message.as_deref()),
        WidgetEvent::Unknown { .. } => Object::named("kind", "unknown"),
        WidgetEvent::Invalid { reason } => {
            Object::named("kind", "invalid").with("reason", reason.as_str())
        }
    }
}

fn meta_data_json(meta_data: &ExitMetaData) -> Option<Value> {
    let object = Object::default()
        .with_some("institution_name", meta_data.institution_name.as_deref())
        .with_some("step", meta_data.step.as_ref().map(ExitStep::as_str));
    (!object.is_empty()).then(|| object.into())
}
