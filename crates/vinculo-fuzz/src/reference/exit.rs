//! An exit's last error and meta data: rule 7.

use serde_json::{Map, Value};

use super::event::{form, known, put};
use super::odd::Odd;
use super::parameters::{Parameters, without_controls};

/// `003_6a1abbda04ce3e27.txt`, and the catalogue's codes shown in the widget.
const CODES: [&str; 11] = [
    "institution_down",
    "login_error",
    "too_many_sessions",
    "unexpected_error",
    "duplicated",
    "institution_inactive",
    "institution_unavailable",
    "session_expired",
    "session_expired_ob",
    "token_required",
    "request_timeout",
];

pub(super) fn read(parameters: &mut Parameters, odd: &mut Odd) -> Map<String, Value> {
    let mut exit = form("exit");
    let (code, message) = last_error(parameters, odd);
    if code.is_some() || message.is_some() {
        let mut error = Map::new();
        error.insert("code".to_owned(), known(code, &CODES, odd).into());
        put(&mut error, "message", message);
        exit.insert("last_encountered_error".to_owned(), error.into());
    }
    let (institution, step) = meta_data(parameters, odd);
    let mut meta = Map::new();
    put(&mut meta, "institution_name", institution);
    let step = step.map(|step| known(Some(step), &["abandon-survey"], odd));
    put(&mut meta, "step", step);
    if !meta.is_empty() {
        exit.insert("meta_data".to_owned(), meta.into());
    }
    exit
}

/// Longer ones are as broken.
const MAX_JSON_BYTES: usize = 4_096;

type Two = (Option<String>, Option<String>);

fn last_error(parameters: &mut Parameters, odd: &mut Odd) -> Two {
    let code = parameters.take("last_encountered_error_code");
    let message = parameters.take("last_encountered_error_message");
    if code.is_some() || message.is_some() {
        return (code, message);
    }
    let Some(value) = parameters.get("last_encountered_error") else {
        return (None, None);
    };
    let bare = value.trim();
    if bare != "null" && !bare.starts_with('{') && !bare.starts_with('[') {
        return (parameters.take("last_encountered_error"), None);
    }
    object(
        parameters,
        "last_encountered_error",
        ["code", "message"],
        odd,
    )
}

fn meta_data(parameters: &mut Parameters, odd: &mut Odd) -> Two {
    let institution = parameters.take("meta_data_institution_name");
    let step = parameters.take("meta_data_step");
    if institution.is_some() || step.is_some() {
        return (institution, step);
    }
    object(parameters, "meta_data", ["institution_name", "step"], odd)
}

/// Two fields of a JSON object; `null` is absent, and what cannot be read stays for `extra`.
fn object(parameters: &mut Parameters, name: &str, fields: [&str; 2], odd: &mut Odd) -> Two {
    let Some(value) = parameters.get(name) else {
        return (None, None);
    };
    let read = match serde_json::from_str::<Value>(&value) {
        _ if value.len() > MAX_JSON_BYTES => None,
        Ok(Value::Null) => Some((None, None)),
        Ok(Value::Object(object)) => {
            let first = text(object.get(fields[0]), odd);
            let second = text(object.get(fields[1]), odd);
            first.ok().zip(second.ok())
        }
        _ => None,
    };
    if let Some(two) = read {
        parameters.take(name);
        return two;
    }
    odd.add("malformed_json");
    (None, None)
}

/// A value that is neither text nor number.
struct OtherType;

/// Blank and `null` are absent.
fn text(value: Option<&Value>, odd: &mut Odd) -> Result<Option<String>, OtherType> {
    let text = match value {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::String(text)) => without_controls(text, odd),
        Some(Value::Number(number)) => number.to_string(),
        Some(_) => return Err(OtherType),
    };
    Ok(Some(text).filter(|text| !text.trim().is_empty()))
}
