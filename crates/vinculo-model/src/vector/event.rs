//! Events, as vectors have them.

use serde_json::Value;
use vinculo::session::{DismissedBy, Event};
use vinculo_cli::json::session::{load_problem_json, token_problem_name};
use vinculo_cli::json::{Object, callback_urls_json, navigation_json};

use super::given::Given;

pub(super) fn event_json(event: &Event, given: &Given) -> Value {
    let named = Object::named("event", event.name());
    match event {
        Event::Start
        | Event::PageShown
        | Event::RendererGone
        | Event::WebviewReplaced
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
            .with("problem", token_problem_name(*problem)),
        Event::LoadFailed { problem } => named.with("problem", load_problem_json(*problem)),
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
