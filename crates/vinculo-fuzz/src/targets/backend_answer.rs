//! Target `backend_answer`: any status, headers and bytes as an answer of the app's backend.
//!
//! - every reader gives a result or an error, and all agree on what is no success
//! - an error says what the retry rule does, and holds nothing of the body but two short names
//! - over 1 MiB it is `TooLong`; what is taken from a body is plain and short
//! - `Debug` of what was read shows no token, bank or whole link

use vinculo::backend::retry::{self, RetryDecision, RetryInput, StopReason};
use vinculo::backend::{
    BackendError, HttpHeader, HttpResponse, LateLink, LinkList, LinkSummary, MAX_ANSWER_BYTES,
    OpenedSession, ProblemDetails, UnreadableReason, parse_late_link, parse_links,
    parse_opened_session, parse_reported, retry_after_ms,
};

use crate::input::Input;
use crate::mask;

/// The statuses to choose from.
pub const STATUSES: [u16; 20] = [
    200, 201, 202, 204, 299, 302, 400, 401, 403, 404, 408, 409, 422, 425, 429, 500, 503, 599, 0,
    999,
];
/// The headers to choose from.
pub const HEADERS: [&str; 4] = ["Retry-After", "x-request-id", "Request-Id", "Content-Type"];
/// The session that is asked about.
pub const SESSION_ID: &str = "session-1";

const NOW_MS: i64 = 1_700_000_000_000;
const DAY_MS: u64 = 86_400_000;

/// Checks every property.
pub fn run(data: &[u8]) {
    let mut input = Input::of(data);
    let status = input.pick(&STATUSES);
    let name = input.pick(&HEADERS).to_owned();
    let longer = input.choice(16) == 1;
    // The header's value goes to the first line break, the body behind it.
    let rest = input.bytes();
    let split = rest
        .iter()
        .position(|byte| *byte == b'\n')
        .unwrap_or(rest.len());
    let value = String::from_utf8_lossy(&rest[..split]).into_owned();
    let mut body = rest.get(split + 1..).unwrap_or_default().to_vec();
    if longer {
        body.resize(MAX_ANSWER_BYTES + 1, b' ');
    }

    assert!(retry_after_ms(&value, NOW_MS).is_none_or(|ms| ms <= DAY_MS));
    let response = HttpResponse::new(status, vec![HttpHeader { name, value }], body);
    let opened = parse_opened_session(SESSION_ID, &response, NOW_MS);
    let reported = parse_reported(&response, NOW_MS);
    let late = parse_late_link(&response, NOW_MS);
    let links = parse_links(&response, NOW_MS);

    let errors = [
        opened.as_ref().err(),
        reported.as_ref().err(),
        late.as_ref().err(),
        links.as_ref().err(),
    ];
    for error in errors.into_iter().flatten() {
        says_what_to_do(error, status);
        holds_no_body(error, &response);
    }
    if !(200..300).contains(&status) {
        assert_eq!(errors[0], errors[1]);
        assert_eq!(errors[0], errors[3]);
        // Of a link it is an answer, as the backend's own JSON.
        let refused = matches!(errors[0], Some(BackendError::Refused { status: 404, .. }));
        assert_eq!(errors[2], errors[0].filter(|_| !refused));
    } else if longer {
        for error in errors.into_iter().flatten() {
            assert!(matches!(
                error,
                BackendError::Unreadable {
                    reason: UnreadableReason::TooLong,
                    ..
                }
            ));
        }
        assert!(opened.is_err() && reported.is_err() && links.is_err());
    }
    if let Ok(opened) = &opened {
        check_opened(opened);
    }
    if let Ok(Some(late)) = &late {
        check_late(late);
    }
    if let Ok(links) = &links {
        check_links(links);
    }
}

/// The error and the retry rule must not send a host two ways.
fn says_what_to_do(error: &BackendError, status: u16) {
    let decision = retry::decide(
        RetryInput {
            status: Some(status),
            attempt: 1,
            retry_after_ms: None,
            was_sent: true,
            is_idempotent: true,
        },
        0,
    );
    let stop = match decision {
        RetryDecision::After { .. } => None,
        RetryDecision::Stop { reason } => Some(reason),
    };
    let expected = match error {
        BackendError::Unavailable { retry_after_ms, .. } => {
            assert!(retry_after_ms.is_none_or(|ms| ms <= DAY_MS));
            None
        }
        BackendError::Unauthorized { .. } => Some(StopReason::Unauthorized),
        BackendError::Refused { .. } => Some(StopReason::Refused),
        BackendError::Unreadable {
            reason: UnreadableReason::Status,
            ..
        } => Some(StopReason::NotTheContract),
        BackendError::Unreadable { .. } if status >= 400 => Some(StopReason::Refused),
        BackendError::Unreadable { .. } => Some(StopReason::Answered),
        BackendError::Offline | BackendError::NotTrusted | BackendError::TimedOut => {
            unreachable!("made by the host alone")
        }
    };
    assert_eq!(stop, expected, "{error:?} and the retry rule differ");
}

/// An error built from the status and the two names alone is the same error.
fn holds_no_body(error: &BackendError, response: &HttpResponse) {
    let problem = ProblemDetails::of(response);
    for name in [&problem.code, &problem.request_id].into_iter().flatten() {
        let short = (1..=64).contains(&name.len());
        let plain = name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || b"._:-".contains(&byte));
        assert!(short && plain, "a name that is none");
    }
    let (mut bare, mut seen) = (error.clone(), false);
    if let BackendError::Unauthorized {
        problem_code,
        request_id,
    }
    | BackendError::Refused {
        problem_code,
        request_id,
        ..
    }
    | BackendError::Unavailable {
        problem_code,
        request_id,
        ..
    } = &mut bare
    {
        seen = *problem_code == problem.code && *request_id == problem.request_id;
        (*problem_code, *request_id) = (None, None);
    } else if let BackendError::Unreadable { request_id, .. } = &mut bare {
        let header = ["x-request-id", "request-id"]
            .iter()
            .find_map(|name| response.header(name));
        seen = request_id
            .as_deref()
            .is_none_or(|id| header.is_some_and(|value| value.trim() == id));
        *request_id = None;
    }
    assert!(seen, "an error holds other names than the answer");
    let text = bare.to_string();
    assert!(
        text.len() < 100 && text.is_ascii(),
        "an error holds more than names"
    );
}

fn check_opened(opened: &OpenedSession) {
    let names = opened.callback_urls.is_some();
    assert_eq!(
        format!("{opened:?}"),
        format!("OpenedSession {{ token: AccessToken(***), names_callback_urls: {names} }}")
    );
    assert!(
        opened
            .token
            .reveal()
            .bytes()
            .all(|byte| byte.is_ascii_graphic())
    );
}

fn check_late(late: &LateLink) {
    plain_link(late.link.as_str(), late.institution.as_deref());
    mask::assert_hidden(
        late,
        &LateLink {
            link: mask::link_id(&late.link),
            institution: None,
        },
    );
}

fn check_links(list: &LinkList) {
    let masked = LinkList {
        links: list
            .links
            .iter()
            .map(|link| LinkSummary {
                link: mask::link_id(&link.link),
                institution: None,
                ..link.clone()
            })
            .collect(),
        unreadable: list.unreadable,
    };
    mask::assert_hidden(list, &masked);
    for link in &list.links {
        plain_link(link.link.as_str(), link.institution.as_deref());
    }
}

fn plain_link(id: &str, institution: Option<&str>) {
    assert!((1..=256).contains(&id.len()) && id.bytes().all(|byte| byte.is_ascii_graphic()));
    let name = institution.unwrap_or("x");
    assert!(name.chars().count() <= 200 && !name.contains(char::is_control));
}
