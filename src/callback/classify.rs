//! From place and parameters to the event: rules 6 and 7 of `vectors/README.md`.

use std::borrow::Cow;

use serde_json::Value;

use super::anomaly::{Anomaly, AnomalySet};
use super::decode::without_controls;
use super::name::Name;
use super::query::Parameters;
use super::target::{Candidate, Role};
use super::{
    Callback, ErrorCode, ExitCode, ExitError, ExitMetaData, ExitStep, InvalidReason, LinkId,
    WarningCode, WidgetEvent,
};

/// A longer value of `last_encountered_error` or `meta_data` is not read as JSON: what no widget writes must not cost
/// the UI thread a tree of thousands of members.
const MAX_JSON: usize = 4_096;

/// Where a URL of ours points to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spot {
    /// A configured URL, or the widget's built-in success or exit.
    Configured(Role),
    /// The hosts `error`, `event` and `warning` of a custom scheme.
    EventHost,
    /// Only the scheme is ours.
    Unknown,
}

/// Classifies by the keys present, then by the place.
pub(super) fn classify(
    spot: Spot,
    on_warning_host: bool,
    candidate: &Candidate<'_>,
    mut parameters: Parameters<'_>,
    mut odd: AnomalySet,
) -> Callback {
    let event = if spot == Spot::Unknown {
        unknown(candidate)
    } else if parameters.is_present(Name::Error) {
        error(&mut parameters, &mut odd)
    } else if parameters.is_present(Name::Warning) || on_warning_host {
        warning(&mut parameters, &mut odd)
    } else if let Some(link) = take_link(&mut parameters, &mut odd) {
        odd.add_if(
            spot != Spot::Configured(Role::Success),
            Anomaly::UnexpectedLink,
        );
        WidgetEvent::Success {
            link,
            institution: parameters.take(Name::Institution),
        }
    } else {
        match spot {
            Spot::Configured(Role::Success) => WidgetEvent::Invalid {
                reason: InvalidReason::MissingLink,
            },
            Spot::Configured(Role::Exit) => exit(&mut parameters, &mut odd),
            Spot::Configured(Role::Event) | Spot::EventHost | Spot::Unknown => unknown(candidate),
        }
    };
    Callback {
        event,
        extra: parameters.into_extra(),
        anomalies: odd.into_vec(),
    }
}

fn unknown(candidate: &Candidate<'_>) -> WidgetEvent {
    WidgetEvent::Unknown {
        location: candidate.location(),
    }
}

fn error(parameters: &mut Parameters<'_>, odd: &mut AnomalySet) -> WidgetEvent {
    let code = code_or_blank(parameters.take(Name::Error), odd);
    let link = take_link(parameters, odd);
    odd.add_if(link.is_some(), Anomaly::UnexpectedLink);
    WidgetEvent::Error {
        code: ErrorCode::from_code(&code),
        message: parameters.take(Name::ErrorMessage),
        link,
    }
}

fn warning(parameters: &mut Parameters<'_>, odd: &mut AnomalySet) -> WidgetEvent {
    let code = code_or_blank(parameters.take(Name::Warning), odd);
    let has_link = [Name::Link, Name::LinkId]
        .into_iter()
        .any(|name| parameters.get(name).is_some());
    odd.add_if(has_link, Anomaly::UnexpectedLink);
    WidgetEvent::Warning {
        code: WarningCode::from_code(&code),
        message: parameters.take(Name::WarningMessage),
    }
}

fn exit(parameters: &mut Parameters<'_>, odd: &mut AnomalySet) -> WidgetEvent {
    let [code, message] = last_error(parameters, odd);
    let last_encountered_error = (code.is_some() || message.is_some()).then(|| ExitError {
        code: ExitCode::from_code(&code_or_blank(code, odd)),
        message,
    });
    let [institution_name, step] = meta_data(parameters, odd);
    WidgetEvent::Exit {
        last_encountered_error,
        meta_data: ExitMetaData {
            institution_name,
            step: step.map(|step| ExitStep::from_code(&step)),
        },
    }
}

/// The documented form is flat; Belvo's prose and one app know a single parameter (`belvo.md` §4.1).
fn last_error(parameters: &mut Parameters<'_>, odd: &mut AnomalySet) -> [Option<String>; 2] {
    let flat = [Name::LastErrorCode, Name::LastErrorMessage].map(|name| parameters.take(name));
    if flat.iter().any(Option::is_some) {
        return flat;
    }
    let is_code = parameters.get(Name::LastError).is_some_and(|value| {
        let value = value.trim();
        value != "null" && !value.starts_with(['{', '['])
    });
    if is_code {
        return [parameters.take(Name::LastError), None];
    }
    json_fields(parameters, Name::LastError, ["code", "message"], odd)
}

fn meta_data(parameters: &mut Parameters<'_>, odd: &mut AnomalySet) -> [Option<String>; 2] {
    let flat = [Name::MetaDataInstitution, Name::MetaDataStep].map(|name| parameters.take(name));
    if flat.iter().any(Option::is_some) {
        return flat;
    }
    json_fields(
        parameters,
        Name::MetaData,
        ["institution_name", "step"],
        odd,
    )
}

/// Reads two fields of a JSON object. What cannot be read is left for `extra`, flagged.
fn json_fields(
    parameters: &mut Parameters<'_>,
    name: Name,
    fields: [&str; 2],
    odd: &mut AnomalySet,
) -> [Option<String>; 2] {
    let Some(text) = parameters.get(name) else {
        return [None, None];
    };
    // serde_json refuses nesting deeper than 128, so a hostile value cannot exhaust the stack.
    let value = (text.len() <= MAX_JSON).then(|| serde_json::from_slice(text.as_bytes()));
    let read = match value.and_then(Result::ok) {
        Some(Value::Null) => Some([None, None]),
        Some(Value::Object(object)) => match fields.map(|field| text_of(object.get(field), odd)) {
            [Ok(first), Ok(second)] => Some([first, second]),
            _ => None,
        },
        _ => None,
    };
    if let Some(read) = read {
        parameters.take(name);
        read
    } else {
        odd.add(Anomaly::MalformedJson);
        [None, None]
    }
}

/// Strings and numbers as text, blank and `null` as absent, anything else refused.
fn text_of(value: Option<&Value>, odd: &mut AnomalySet) -> Result<Option<String>, ()> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => {
            let text = without_controls(Cow::Borrowed(text.as_str()), odd);
            Ok((!text.trim().is_empty()).then(|| text.into_owned()))
        }
        Some(Value::Number(number)) => Ok(Some(number.to_string())),
        Some(Value::Bool(_) | Value::Array(_) | Value::Object(_)) => Err(()),
    }
}

fn take_link(parameters: &mut Parameters<'_>, odd: &mut AnomalySet) -> Option<LinkId> {
    let id = parameters.take(Name::Link).or_else(|| {
        let id = parameters.take(Name::LinkId)?;
        odd.add(Anomaly::LinkIdForLink);
        Some(id)
    })?;
    let link = match id.trim() {
        trimmed if trimmed.len() == id.len() => LinkId::new(id),
        trimmed => LinkId::new(trimmed),
    };
    odd.add_if(!link.is_uuid(), Anomaly::LinkNotUuid);
    Some(link)
}

fn code_or_blank(code: Option<String>, odd: &mut AnomalySet) -> String {
    code.unwrap_or_else(|| {
        odd.add(Anomaly::MissingCode);
        String::new()
    })
}
