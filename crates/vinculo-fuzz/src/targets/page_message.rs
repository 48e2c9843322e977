//! Target `page_message`: any text as a message of the page.
//!
//! - an answer for every text; over 64 KiB it is `too_long`, and only then
//! - no field is blank
//! - wrapped in a JSON string it means the same, and so it does with a member nobody knows
//! - `Debug` shows codes and request ids alone

use serde_json::Value;
use vinculo::callback::{PageMessage, PageMessageProblem, PageReport, parse_page_message};

use crate::input::Input;
use crate::mask;

const MAX_MESSAGE: usize = 65_536;

/// Checks every property.
pub fn run(data: &[u8]) {
    let text = Input::of(data).text();
    let message = parse_page_message(&text);
    assert!(message == parse_page_message(&text), "two readings differ");
    let too_long = PageMessage::Invalid {
        reason: PageMessageProblem::TooLong,
    };
    assert_eq!(text.len() > MAX_MESSAGE, message == too_long);
    assert!(
        fields(&message)
            .into_iter()
            .flatten()
            .all(|field| !field.trim().is_empty())
    );
    mask::assert_hidden(&message, &mask::page_message(&message));

    if is_object(&text) {
        let wrapped = Value::String(text.to_string()).to_string();
        if wrapped.len() <= MAX_MESSAGE {
            assert!(
                parse_page_message(&wrapped) == message,
                "wrapped it means another thing"
            );
        }
        let more = with_member(&text);
        if more.len() <= MAX_MESSAGE {
            assert!(
                parse_page_message(&more) == message,
                "an unknown member changes the meaning"
            );
        }
    }
}

fn is_object(text: &str) -> bool {
    text.len() <= MAX_MESSAGE && matches!(serde_json::from_str(text), Ok(Value::Object(_)))
}

/// As text, because reading and writing a number anew can change it.
fn with_member(object: &str) -> String {
    let after = object.trim_start().strip_prefix('{').unwrap_or_default();
    let comma = if after.trim_start().starts_with('}') {
        ""
    } else {
        ","
    };
    format!("{{\"nobody_knows\":[0]{comma}{after}")
}

fn fields(message: &PageMessage) -> Vec<Option<&String>> {
    match message {
        PageMessage::PageLoad {
            page,
            from,
            institution_name,
        } => vec![page.as_ref(), from.as_ref(), institution_name.as_ref()],
        PageMessage::Error { report } | PageMessage::Warning { report } => of_report(report),
        PageMessage::Unknown { event_name } => vec![Some(event_name)],
        PageMessage::Invalid { .. } => Vec::new(),
    }
}

fn of_report(report: &PageReport) -> Vec<Option<&String>> {
    vec![
        report.message.as_ref(),
        report.institution_name.as_ref(),
        report.timestamp.as_ref(),
        report.request_id.as_ref(),
    ]
}
