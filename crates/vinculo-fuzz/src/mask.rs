//! The same value with everything secret replaced.
//!
//! `Debug` of a value and of its masked twin must be one text: then nothing of the secrets is in it. Exact,
//! where a search for the secrets would find them in harmless words too.

use url::Url;
use vinculo::callback::{
    Callback, ExitError, ExitMetaData, LinkId, PageMessage, PageReport, WidgetEvent,
};
use vinculo::navigation::{AllowNote, Decision, Otherwise};

/// Panics when `Debug` tells the two apart.
pub(crate) fn assert_hidden<T: std::fmt::Debug>(value: &T, masked: &T) {
    assert_eq!(
        format!("{value:?}"),
        format!("{masked:?}"),
        "Debug shows something secret"
    );
}

pub(crate) fn callback(callback: &Callback) -> Callback {
    let mut masked = callback.clone();
    for extra in &mut masked.extra {
        extra.value = String::from("***");
    }
    masked.event = event(&callback.event);
    masked
}

fn event(event: &WidgetEvent) -> WidgetEvent {
    match event {
        WidgetEvent::Success { link, institution } => WidgetEvent::Success {
            link: link_id(link),
            institution: text(institution.as_ref()),
        },
        WidgetEvent::Exit {
            last_encountered_error,
            meta_data,
        } => WidgetEvent::Exit {
            last_encountered_error: last_encountered_error.as_ref().map(|error| ExitError {
                code: error.code.clone(),
                message: text(error.message.as_ref()),
            }),
            meta_data: ExitMetaData {
                institution_name: text(meta_data.institution_name.as_ref()),
                step: meta_data.step.clone(),
            },
        },
        WidgetEvent::Error {
            code,
            message,
            link,
        } => WidgetEvent::Error {
            code: code.clone(),
            message: text(message.as_ref()),
            link: link.as_ref().map(link_id),
        },
        WidgetEvent::Warning { code, message } => WidgetEvent::Warning {
            code: code.clone(),
            message: text(message.as_ref()),
        },
        WidgetEvent::Unknown { .. } | WidgetEvent::Invalid { .. } => event.clone(),
    }
}

/// A link of which only the first four characters are the same.
pub(crate) fn link_id(link: &LinkId) -> LinkId {
    let head: String = link.as_str().chars().take(4).collect();
    LinkId::new(format!(
        "{head}{}",
        if head.chars().count() < 4 { "" } else { "***" }
    ))
}

pub(crate) fn page_message(message: &PageMessage) -> PageMessage {
    let report = |report: &PageReport| PageReport {
        code: report.code.clone(),
        request_id: report.request_id.clone(),
        message: Some("***".to_owned()),
        institution_name: None,
        timestamp: Some("***".to_owned()),
    };
    match message {
        PageMessage::PageLoad { .. } => PageMessage::PageLoad {
            page: Some("***".to_owned()),
            from: None,
            institution_name: Some("***".to_owned()),
        },
        PageMessage::Error { report: shown } => PageMessage::Error {
            report: report(shown),
        },
        PageMessage::Warning { report: shown } => PageMessage::Warning {
            report: report(shown),
        },
        PageMessage::Unknown { .. } => PageMessage::Unknown {
            event_name: "***".to_owned(),
        },
        PageMessage::Invalid { .. } => message.clone(),
    }
}

pub(crate) fn decision(decision: &Decision) -> Decision {
    match decision {
        Decision::Callback {
            callback: shown,
            trusted,
        } => Decision::Callback {
            callback: callback(shown),
            trusted: *trusted,
        },
        Decision::OpenOutside { url: shown } => Decision::OpenOutside {
            url: url(shown.as_str()).into(),
        },
        Decision::TryApp {
            url: shown,
            otherwise,
        } => Decision::TryApp {
            url: url(shown.as_str()).into(),
            otherwise: match otherwise {
                Otherwise::Load { url: shown } => Otherwise::Load {
                    url: url(shown.as_str()).into(),
                },
                Otherwise::Nothing => Otherwise::Nothing,
            },
        },
        Decision::Allow {
            note: Some(AllowNote::Refused { description }),
        } if description.contains(|c: char| !(c.is_ascii_alphabetic() || c == '_')) => {
            // A code may be shown, prose may not; its length is.
            Decision::Allow {
                note: Some(AllowNote::Refused {
                    description: "*".repeat(description.len()),
                }),
            }
        }
        Decision::Allow { .. } | Decision::Block { .. } => decision.clone(),
    }
}

/// A URL of the same scheme and host; where it is none, or too long to be looked at, text of the same length.
pub(crate) fn url(text: &str) -> String {
    let readable = text.len() <= 65_536;
    let Some(url) = readable.then(|| Url::parse(text).ok()).flatten() else {
        return "*".repeat(text.len());
    };
    match url.host_str().filter(|host| !host.is_empty()) {
        // Not shown; and the masked URL may not grow past what is looked at.
        Some(host) if host.len() > 253 => format!("{}://{}/***", url.scheme(), "a".repeat(254)),
        Some(host) => format!("{}://{host}/***?***#***", url.scheme()),
        None => format!("{}:***", url.scheme()),
    }
}

fn text(value: Option<&String>) -> Option<String> {
    value.map(|_| "***".to_owned())
}
