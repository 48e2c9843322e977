//! What the widget's page posts to JavaScript while the user is at it.

use std::fmt;

use serde_json::{Map, Value};

/// Longest message that is read, in bytes.
const MAX_MESSAGE: usize = 65_536;

/// A JSON message of the page, as given to a script message handler (`belvo.md` §4.4).
///
/// For logs and analytics: a page message never ends a session, callback URLs do. Any script in the
/// page can post one, so nothing is decided by it. `Debug` shows codes and request ids only.
#[derive(Clone, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum PageMessage {
    /// The user came to another page of the widget.
    PageLoad {
        /// Path of the page, such as `/institutions`.
        page: Option<String>,
        /// Path of the page before.
        from: Option<String>,
        /// Belvo's institution name, once one was chosen.
        institution_name: Option<String>,
    },
    /// The user met an error; the widget shows it and goes on.
    Error {
        /// What is known about it.
        report: PageReport,
    },
    /// The widget warned the user.
    Warning {
        /// What is known about it.
        report: PageReport,
    },
    /// A message of another name.
    Unknown {
        /// The `eventName`.
        event_name: String,
    },
    /// Not readable.
    Invalid {
        /// Why.
        reason: PageMessageProblem,
    },
}

/// What an error or warning message of the page holds.
#[derive(Clone, Default, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Record))]
pub struct PageReport {
    /// `error_code` or `warning_code`, an open set; empty when it was missing.
    pub code: String,
    /// Belvo's text, for developers.
    pub message: Option<String>,
    /// Belvo's institution name.
    pub institution_name: Option<String>,
    /// As the page wrote it, such as `2020-04-27T19:09:23.918Z`.
    pub timestamp: Option<String>,
    /// Belvo's id of the failed request; its support asks for it.
    pub request_id: Option<String>,
}

/// Why a page message cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "ffi", derive(uniffi::Enum))]
pub enum PageMessageProblem {
    /// It is not JSON, or nested more than 128 deep.
    NotJson,
    /// It is JSON, but not an object.
    NotAnObject,
    /// It has no `eventName`.
    MissingEventName,
    /// It is longer than 64 KiB.
    TooLong,
}

impl PageMessageProblem {
    /// The stable name, as in vectors.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NotJson => "not_json",
            Self::NotAnObject => "not_an_object",
            Self::MissingEventName => "missing_event_name",
            Self::TooLong => "too_long",
        }
    }
}

/// Reads what the page posted. Total: whatever is posted gives a value.
#[must_use]
pub fn parse_page_message(message: &str) -> PageMessage {
    read(message).unwrap_or_else(|reason| PageMessage::Invalid { reason })
}

fn read(message: &str) -> Result<PageMessage, PageMessageProblem> {
    if message.len() > MAX_MESSAGE {
        return Err(PageMessageProblem::TooLong);
    }
    let object = match json(message)? {
        Value::Object(object) => object,
        // Some bridges put the string into quotes once more.
        Value::String(inner) => match json(&inner) {
            Ok(Value::Object(object)) => object,
            _ => return Err(PageMessageProblem::NotAnObject),
        },
        _ => return Err(PageMessageProblem::NotAnObject),
    };
    let event_name =
        text_of(object.get("eventName")).ok_or(PageMessageProblem::MissingEventName)?;
    Ok(match event_name.to_ascii_uppercase().as_str() {
        "PAGE_LOAD" => PageMessage::PageLoad {
            page: detail(&object, "page"),
            from: detail(&object, "from"),
            institution_name: detail(&object, "institution_name"),
        },
        "ERROR" => PageMessage::Error {
            report: report(&object, "error_code", "error_message"),
        },
        "WARNING" => PageMessage::Warning {
            report: report(&object, "warning_code", "warning_message"),
        },
        _ => PageMessage::Unknown { event_name },
    })
}

fn json(text: &str) -> Result<Value, PageMessageProblem> {
    serde_json::from_slice(text.as_bytes()).map_err(|_| PageMessageProblem::NotJson)
}

fn report(object: &Map<String, Value>, code: &str, message: &str) -> PageReport {
    PageReport {
        code: detail(object, code).unwrap_or_default(),
        message: detail(object, message),
        institution_name: detail(object, "institution_name"),
        timestamp: detail(object, "timestamp"),
        request_id: text_of(object.get("request_id")),
    }
}

/// Belvo spells the inner object `metadata` in one message and `meta_data` in the others.
fn detail(object: &Map<String, Value>, field: &str) -> Option<String> {
    ["meta_data", "metadata"]
        .iter()
        .find_map(|key| text_of(object.get(*key)?.get(field)))
}

/// Strings as they are, numbers and booleans as text; blank and everything else is absent.
fn text_of(value: Option<&Value>) -> Option<String> {
    match value? {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::String(_) | Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

/// Without institution, pages and texts, which may tell who banks where.
impl fmt::Debug for PageMessage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::PageLoad { .. } => f.debug_struct("PageLoad").finish_non_exhaustive(),
            Self::Error { report } => f.debug_struct("Error").field("report", report).finish(),
            Self::Warning { report } => f.debug_struct("Warning").field("report", report).finish(),
            Self::Unknown { .. } => f.debug_struct("Unknown").finish_non_exhaustive(),
            Self::Invalid { reason } => f.debug_struct("Invalid").field("reason", reason).finish(),
        }
    }
}

impl fmt::Debug for PageReport {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PageReport")
            .field("code", &self.code)
            .field("request_id", &self.request_id)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::unnecessary_wraps, reason = "shorter at its callers")]
    fn text(text: &str) -> Option<String> {
        Some(text.into())
    }

    fn problem(message: &str) -> Option<PageMessageProblem> {
        match parse_page_message(message) {
            PageMessage::Invalid { reason } => Some(reason),
            _ => None,
        }
    }

    const ERROR: &str = r#"{"eventName":"ERROR","request_id":"UUID","meta_data":{"error_code":"login_error","error_message":"Tell Ana","institution_name":"bancoazteca_mx_retail","timestamp":"2020-04-27T19:09:23.918Z"}}"#;

    #[test]
    fn reads_the_documented_messages() {
        let load = r#"{"eventName":"PAGE_LOAD","metadata":{"page":"/institutions","from":"/consent","institution_name":"a"}}"#;
        let load_expected = PageMessage::PageLoad {
            page: text("/institutions"),
            from: text("/consent"),
            institution_name: text("a"),
        };
        assert!(parse_page_message(load) == load_expected);
        let report = PageReport {
            code: "login_error".into(),
            message: text("Tell Ana"),
            institution_name: text("bancoazteca_mx_retail"),
            timestamp: text("2020-04-27T19:09:23.918Z"),
            request_id: text("UUID"),
        };
        assert!(parse_page_message(ERROR) == PageMessage::Error { report });
    }

    #[test]
    fn reads_both_spellings_in_every_message_and_any_case() {
        let warning = r#"{"eventName":"warning","metadata":{"warning_code":"institution_disabled","warning_message":null}}"#;
        let report = PageReport {
            code: "institution_disabled".into(),
            ..PageReport::default()
        };
        assert!(parse_page_message(warning) == PageMessage::Warning { report });
    }

    #[test]
    fn other_types_are_absent_and_scalars_are_text() {
        let message = r#"{"eventName":"ERROR","request_id":[1],"meta_data":{"error_code":{"a":1},"error_message":42,"timestamp":true,"institution_name":" "}}"#;
        let report = PageReport {
            message: text("42"),
            timestamp: text("true"),
            ..PageReport::default()
        };
        assert!(parse_page_message(message) == PageMessage::Error { report });
        assert!(
            parse_page_message(r#"{"eventName":"ERROR","meta_data":"x"}"#)
                == PageMessage::Error {
                    report: PageReport::default()
                }
        );
    }

    #[test]
    fn unwraps_a_json_string_once() {
        let once = Value::String(ERROR.into()).to_string();
        assert!(parse_page_message(&once) == parse_page_message(ERROR));
        let twice = Value::String(once).to_string();
        assert_eq!(problem(&twice), Some(PageMessageProblem::NotAnObject));
    }

    #[test]
    fn what_cannot_be_read_says_why() {
        use PageMessageProblem::{MissingEventName, NotAnObject, NotJson, TooLong};
        for (message, reason) in [
            ("", NotJson),
            ("{", NotJson),
            ("hello", NotJson),
            (r#""hello""#, NotAnObject),
            ("null", NotAnObject),
            ("[]", NotAnObject),
            ("7", NotAnObject),
            ("{}", MissingEventName),
            (r#"{"eventName":null}"#, MissingEventName),
            (r#"{"eventName":""}"#, MissingEventName),
            (&"[".repeat(60_000), NotJson),
            (&" ".repeat(65_537), TooLong),
        ] {
            assert_eq!(problem(message), Some(reason));
        }
        let constructor = parse_page_message(r#"{"eventName":"constructor"}"#);
        assert!(
            matches!(constructor, PageMessage::Unknown { event_name } if event_name == "constructor")
        );
    }

    #[test]
    fn debug_shows_codes_and_no_person() {
        let shown = format!("{:?}", parse_page_message(ERROR));
        assert!(shown.contains("login_error") && shown.contains("UUID"));
        assert!(!shown.contains("Ana") && !shown.contains("azteca"));
    }
}
