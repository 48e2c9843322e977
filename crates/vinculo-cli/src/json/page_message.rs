//! Page messages.

use serde_json::Value;
use vinculo::callback::{PageMessage, PageReport};

use super::Object;

/// The JSON form of what the page posted.
#[must_use]
pub fn page_message_json(message: &PageMessage) -> Value {
    match message {
        PageMessage::PageLoad {
            page,
            from,
            institution_name,
        } => Object::named("kind", "page_load")
            .with_some("page", page.as_deref())
            .with_some("from", from.as_deref())
            .with_some("institution_name", institution_name.as_deref()),
        PageMessage::Error { report } => report_object("error", report),
        PageMessage::Warning { report } => report_object("warning", report),
        PageMessage::Unknown { event_name } => {
            Object::named("kind", "unknown").with("event_name", event_name.as_str())
        }
        PageMessage::Invalid { reason } => {
            Object::named("kind", "invalid").with("reason", reason.as_str())
        }
    }
    .into()
}

fn report_object(kind: &str, report: &PageReport) -> Object {
    Object::named("kind", kind)
        .with("code", report.code.as_str())
        .with_some("message", report.message.as_deref())
        .with_some("institution_name", report.institution_name.as_deref())
        .with_some("timestamp", report.timestamp.as_deref())
        .with_some("request_id", report.request_id.as_deref())
}
