//! Events, as vectors have them.

use serde_json::Value;
use vinculo::session::{DismissedBy, Event, LoadProblem, TokenProblem};
use vinculo_cli::json::{Object, callback_urls_json, navigation_json};

use super::given::Given;

pub(super) fn event_json(event: &Event, given: &Given) -> Value {
    let named = Object::named("event", event.name());
    match event {
        Event::Start
        | Event::PageShown
        | Event::RendererGone
        | Event::Returned
        | Event::CloseRequested
        | Event::CloseConfirmed
        | Event::CloseDeclined
        | Event::Retry => named,
        Event::TokenReceived {
            id,
            token,
            callback_urls,
        } => named
            .with("id", given.name(*id))
            .with("token", token.reveal())
            .with_some(
                "callback_urls",
                callback_urls.as_ref().map(callback_urls_json),
            ),
        Event::TokenFailed { id, problem } => named
            .with("id", given.name(*id))
            .with("problem", token_problem(*problem)),
        Event::LoadFailed { problem } => named.with("problem", load_problem(*problem)),
        Event::Navigation { navigation } => {
            let Value::Object(fields) = navigation_json(navigation) else {
                return named.into();
            };
            fields
                .into_iter()
                .fold(named, |object, (key, value)| object.with(&key, value))
        }
        Event::PageMessage { message } => named.with("message", message.as_str()),
        Event::DeepLink { url } => named.with("url", url.as_str()),
        Event::Connectivity { online } => named.with("online", *online),
        Event::Back { can_go_back } => named.with("can_go_back", *can_go_back),
        Event::Dismissed { by } => named.with(
            "by",
            match by {
                DismissedBy::Swipe => "swipe",
                DismissedBy::Host => "host",
            },
        ),
        Event::LateLinkFound {
            id,
            link,
            institution,
        } => named
            .with("id", given.name(*id))
            .with("link", link.as_str())
            .with_some("institution", institution.as_deref()),
        Event::OutsideOpened { id }
        | Event::OutsideFailed { id }
        | Event::TimerFired { id }
        | Event::LateLinkAbsent { id }
        | Event::LateCheckFailed { id }
        | Event::Recorded { id }
        | Event::RecordFailed { id }
        | Event::Reported { id }
        | Event::ReportFailed { id } => named.with("id", given.name(*id)),
        Event::Acknowledged { outcome_id } => named.with("outcome_id", outcome_id.as_str()),
    }
    .into()
}

fn token_problem(problem: TokenProblem) -> &'static str {
    match problem {
        TokenProblem::Offline => "offline",
        TokenProblem::Tls => "tls",
        TokenProblem::TimedOut => "timed_out",
        TokenProblem::Server => "server",
        TokenProblem::SignIn => "sign_in",
        TokenProblem::Refused => "refused",
        TokenProblem::Malformed => "malformed",
    }
}

fn load_problem(problem: LoadProblem) -> Value {
    match problem {
        LoadProblem::Offline => "offline".into(),
        LoadProblem::Dns => "dns".into(),
        LoadProblem::Tls => "tls".into(),
        LoadProblem::TimedOut => "timed_out".into(),
        LoadProblem::HttpStatus { status } => Object::default().with("http_status", status).into(),
        LoadProblem::WebviewMissing => "webview_missing".into(),
        LoadProblem::Blocked => "blocked".into(),
    }
}
