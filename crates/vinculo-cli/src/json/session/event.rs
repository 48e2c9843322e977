//! Events.

use std::sync::Arc;

use serde_json::Value;
use vinculo::callback::LinkId;
use vinculo::session::{DismissedBy, Event, LoadProblem, TokenProblem};
use vinculo::widget::AccessToken;

use crate::json::{Fields, JsonProblem, callback_urls_from, navigation_from, text_from};

/// How an event names the effect that it answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum IdName<'a> {
    /// An effect's name: the newest of it, or the first, second … (`record 1`).
    Answer(&'a str),
    /// A timer's name. Apart from the effects', because a timer and an effect are both called `record`.
    Timer(&'a str),
    /// An id that was never given out.
    NeverGiven(u64),
}

/// Knows which ids were given out.
pub trait Ids {
    /// The id that is meant. Every name gives one, if need be one that was never given out.
    fn id(&mut self, name: IdName<'_>) -> u64;
}

const TOKEN_PROBLEMS: &[(&str, TokenProblem)] = &[
    ("offline", TokenProblem::Offline),
    ("tls", TokenProblem::Tls),
    ("timed_out", TokenProblem::TimedOut),
    ("server", TokenProblem::Server),
    ("sign_in", TokenProblem::SignIn),
    ("refused", TokenProblem::Refused),
    ("malformed", TokenProblem::Malformed),
];
const LOAD_PROBLEMS: &[(&str, LoadProblem)] = &[
    ("offline", LoadProblem::Offline),
    ("dns", LoadProblem::Dns),
    ("tls", LoadProblem::Tls),
    ("timed_out", LoadProblem::TimedOut),
    ("webview_missing", LoadProblem::WebviewMissing),
    ("blocked", LoadProblem::Blocked),
];
const DISMISSED_BY: &[(&str, DismissedBy)] =
    &[("swipe", DismissedBy::Swipe), ("host", DismissedBy::Host)];

/// Reads an event.
///
/// A token that is none becomes `token_failed` with `malformed`, as it does in every host.
///
/// # Errors
/// If the event is not known, or a field is of another form, missing or unknown.
pub fn event_from(mut fields: Fields<'_>, ids: &mut dyn Ids) -> Result<Event, JsonProblem> {
    let name = fields.text("event")?;
    let name = fields.required("event", name)?;
    let event = match name {
        "start" => Event::Start,
        "token_received" => token_received(&mut fields, ids)?,
        "token_failed" => Event::TokenFailed {
            id: answered(&mut fields, ids)?,
            problem: token_problem(&mut fields)?,
        },
        "page_shown" => Event::PageShown,
        "load_failed" => Event::LoadFailed {
            problem: load_problem(&mut fields)?,
        },
        "renderer_gone" => Event::RendererGone,
        "webview_replaced" => Event::WebviewReplaced,
        "navigation" => Event::Navigation {
            navigation: navigation_from(&mut fields)?,
        },
        "page_message" => Event::PageMessage {
            message: text_from(&mut fields, "message", "message_parts")?.into(),
        },
        "deep_link" => Event::DeepLink {
            url: text_from(&mut fields, "url", "url_parts")?.into(),
        },
        "outside_opened" => Event::OutsideOpened {
            id: answered(&mut fields, ids)?,
        },
        "outside_failed" => Event::OutsideFailed {
            id: answered(&mut fields, ids)?,
        },
        "returned" => Event::Returned,
        "connectivity" => Event::Connectivity {
            online: flag(&mut fields, "online")?,
        },
        "back" => Event::Back {
            can_go_back: flag(&mut fields, "can_go_back")?,
        },
        "close_requested" => Event::CloseRequested,
        "close_confirmed" => Event::CloseConfirmed,
        "close_declined" => Event::CloseDeclined,
        "dismissed" => {
            let by = text(&mut fields, "by")?;
            Event::Dismissed {
                by: fields.word("by", by, DISMISSED_BY)?,
            }
        }
        "retry" => Event::Retry,
        "timer_fired" => Event::TimerFired {
            id: id(&mut fields, ids, IdName::Timer)?,
        },
        "late_link_found" => Event::LateLinkFound {
            id: answered(&mut fields, ids)?,
            link: LinkId::new(text(&mut fields, "link")?),
            institution: fields.text("institution")?.map(str::to_owned),
        },
        "late_link_absent" => Event::LateLinkAbsent {
            id: answered(&mut fields, ids)?,
        },
        "late_check_failed" => Event::LateCheckFailed {
            id: answered(&mut fields, ids)?,
        },
        "recorded" => Event::Recorded {
            id: answered(&mut fields, ids)?,
        },
        "record_failed" => Event::RecordFailed {
            id: answered(&mut fields, ids)?,
        },
        "reported" => Event::Reported {
            id: answered(&mut fields, ids)?,
        },
        "report_failed" => Event::ReportFailed {
            id: answered(&mut fields, ids)?,
        },
        "acknowledged" => Event::Acknowledged {
            outcome_id: text(&mut fields, "outcome_id")?.to_owned(),
        },
        _ => return Err(fields.problem("event", "is no event of vectors/README.md")),
    };
    fields.end()?;
    Ok(event)
}

fn token_received(fields: &mut Fields<'_>, ids: &mut dyn Ids) -> Result<Event, JsonProblem> {
    let id = answered(fields, ids)?;
    let token = text(fields, "token")?;
    let callback_urls = fields.object("callback_urls")?;
    let callback_urls = callback_urls.map(callback_urls_from).transpose()?;
    Ok(match AccessToken::new(token.to_owned()) {
        Ok(token) => Event::TokenReceived {
            id,
            token: Arc::new(token),
            callback_urls,
        },
        Err(_) => Event::TokenFailed {
            id,
            problem: TokenProblem::Malformed,
        },
    })
}

fn token_problem(fields: &mut Fields<'_>) -> Result<TokenProblem, JsonProblem> {
    let name = text(fields, "problem")?;
    fields.word("problem", name, TOKEN_PROBLEMS)
}

fn load_problem(fields: &mut Fields<'_>) -> Result<LoadProblem, JsonProblem> {
    match fields.value("problem") {
        Some(Value::String(name)) => fields.word("problem", name, LOAD_PROBLEMS),
        Some(value @ Value::Object(_)) => {
            let mut inner = Fields::of(value, &fields.path_of("problem"))?;
            let status = inner.count("http_status")?;
            let status = inner.required("http_status", status)?;
            let status = u16::try_from(status)
                .map_err(|_| inner.problem("http_status", "must be below 65536"))?;
            inner.end()?;
            Ok(LoadProblem::HttpStatus { status })
        }
        _ => Err(fields.problem("problem", "must be a text or {\"http_status\": 503}")),
    }
}

fn answered(fields: &mut Fields<'_>, ids: &mut dyn Ids) -> Result<u64, JsonProblem> {
    id(fields, ids, IdName::Answer)
}

fn id<'a>(
    fields: &mut Fields<'a>,
    ids: &mut dyn Ids,
    named: impl FnOnce(&'a str) -> IdName<'a>,
) -> Result<u64, JsonProblem> {
    let name = match fields.value("id") {
        Some(Value::String(name)) => named(name),
        Some(value) => match value.as_u64() {
            Some(number) => IdName::NeverGiven(number),
            None => return Err(fields.problem("id", "must be the name of an effect, or a number")),
        },
        None => return Err(fields.problem("id", "is missing")),
    };
    Ok(ids.id(name))
}

fn text<'a>(fields: &mut Fields<'a>, key: &'static str) -> Result<&'a str, JsonProblem> {
    let text = fields.text(key)?;
    fields.required(key, text)
}

fn flag(fields: &mut Fields<'_>, key: &'static str) -> Result<bool, JsonProblem> {
    let flag = fields.flag(key)?;
    fields.required(key, flag)
}
