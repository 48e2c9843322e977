//! What holds for any answer, any setting and any try.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use std::sync::Arc;

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::select;
use serde_json::{Value, json};
use url::Url;
use vinculo::backend::retry::{self, MAX_ATTEMPTS, RetryDecision, RetryInput, StopReason};
use vinculo::backend::{
    AuthHeader, Backend, BackendError, HttpHeader, HttpResponse, OpenMode, OpenSession,
    OutcomeReport, ProblemDetails, ReportedEnding, parse_late_link, parse_links,
    parse_opened_session, parse_reported, retry_after_ms,
};
use vinculo::callback::{CallbackUrls, ExitStage, LinkId};

const MEMBERS: &[&str] = &[
    "access_token",
    "callback_urls",
    "session_id",
    "link",
    "institution",
    "links",
    "status",
    "health",
    "needed_action",
    "type",
    "title",
    "detail",
    "instance",
    "code",
    "request_id",
];

const HEADERS: &[&str] = &[
    "Retry-After",
    "X-Request-Id",
    "Request-Id",
    "Set-Cookie",
    "Location",
];

const DAY_MS: u64 = 86_400_000;

/// Control characters too, which proptest's own strings leave out.
fn any_text() -> impl Strategy<Value = String> + Clone {
    vec(any::<char>(), 0..12).prop_map(String::from_iter)
}

/// JSON of the contract's members around a given text, to any small depth.
fn document(text: impl Strategy<Value = String> + Clone + 'static) -> BoxedStrategy<Value> {
    let leaf = prop_oneof![
        3 => text.clone().prop_map(Value::from),
        1 => any::<u16>().prop_map(Value::from),
        1 => Just(Value::Null),
    ];
    let value = leaf.prop_recursive(3, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(Value::from),
            vec((select(MEMBERS), inner), 0..6).prop_map(object),
        ]
    });
    let full = text.prop_map(|text| {
        json!({
            "access_token": text, "session_id": "session-1", "link": text, "institution": text,
            "callback_urls": {"success": text, "exit": text, "event": text},
            "links": [{"link": text, "institution": text, "status": text, "health": text,
                       "needed_action": text}],
            "type": text, "title": text, "detail": text, "instance": text, "code": text,
            "request_id": text,
        })
    });
    prop_oneof![vec((select(MEMBERS), value), 0..8).prop_map(object), full].boxed()
}

fn object(members: Vec<(&'static str, Value)>) -> Value {
    let owned = members
        .into_iter()
        .map(|(name, value)| (name.to_owned(), value));
    Value::Object(owned.collect())
}

fn status() -> impl Strategy<Value = u16> {
    prop_oneof![4 => select(vec![200, 201, 204, 302, 401, 403, 404, 409, 429, 500, 503]), 1 => any::<u16>()]
}

fn headers(text: impl Strategy<Value = String>) -> impl Strategy<Value = Vec<HttpHeader>> {
    let header = (select(HEADERS), text).prop_map(|(name, value)| HttpHeader {
        name: name.to_owned(),
        value,
    });
    vec(header, 0..4)
}

/// Reads the answer in every way; returns all that a log could be given, and the errors.
fn read(response: &HttpResponse, now_wall_ms: i64) -> (String, Vec<BackendError>) {
    let opened = parse_opened_session("session-1", response, now_wall_ms);
    let reported = parse_reported(response, now_wall_ms);
    let late = parse_late_link(response, now_wall_ms);
    let links = parse_links(response, now_wall_ms);
    let problem = ProblemDetails::of(response);
    let mut log = format!("{response:?} {opened:?} {reported:?} {late:?} {links:?} {problem:?}");
    let errors: Vec<_> = [opened.err(), reported.err(), late.err(), links.err()]
        .into_iter()
        .flatten()
        .collect();
    for error in &errors {
        log.push_str(&error.to_string());
    }
    (log, errors)
}

fn expected_code(status: u16) -> &'static str {
    match status {
        401 => "unauthorized",
        408 | 409 | 425 | 429 | 500..=599 => "unavailable",
        407 => "unreadable",
        400..=499 => "refused",
        _ => "unreadable",
    }
}

proptest! {
    #[test]
    fn any_bytes_are_an_answer(
        status in status(),
        headers in headers(any_text()),
        body in vec(any::<u8>(), 0..400),
        now in any::<i64>(),
    ) {
        let (_, errors) = read(&HttpResponse::new(status, headers, body), now);
        for error in errors {
            let expected = expected_code(status);
            // A refusal that the backend did not speak may be none.
            let unspoken = expected == "refused" && error.code() == "unreadable";
            prop_assert!(unspoken || error.code() == expected, "{status}: {error}");
        }
    }

    #[test]
    fn any_json_is_an_answer(
        status in status(),
        body in document(any_text().boxed()),
        now in any::<i64>(),
    ) {
        let response = HttpResponse::new(status, vec![], body.to_string().into_bytes());
        let (log, errors) = read(&response, now);
        prop_assert!(!log.chars().any(char::is_control), "{log:?}");
        for error in errors {
            prop_assert_eq!(error.code(), expected_code(status));
        }
    }

    /// Wherever a backend puts a token, or echoes the app's own, nothing that can be logged holds it.
    #[test]
    fn no_secret_of_an_answer_can_be_logged(
        (secret, body, headers) in "[A-Za-z0-9_]{1,4}S3CR3T[A-Za-z0-9_.-]{60,120}".prop_flat_map(|secret| {
            let text = Just(secret.clone());
            (Just(secret), document(text.clone()), headers(text))
        }),
        status in status(),
        cut in option::of(0_usize..400),
    ) {
        let mut body = body.to_string().into_bytes();
        body.truncate(cut.unwrap_or(usize::MAX));
        let (log, _) = read(&HttpResponse::new(status, headers, body), 0);
        prop_assert!(!log.contains("S3CR3T"), "{secret} in {log}");
    }

    #[test]
    fn no_secret_of_a_request_can_be_logged(
        session_id in "[A-Za-z0-9_-]{8,64}",
        update in any::<bool>(),
        sequence in any::<u32>(),
    ) {
        let secret = "S3CR3T";
        let auth = Arc::new(AuthHeader::bearer(secret).unwrap());
        let backend = Backend::new("https://api.example.com/b", Some(auth)).unwrap();
        let urls = urls(&format!("/{secret}"));
        let link = LinkId::new(format!("abcd{secret}"));
        let report = OutcomeReport {
            session_id: session_id.clone(),
            sequence,
            ending: ReportedEnding::Connected {
                link: link.clone(),
                institution: Some(secret.into()),
                late: false,
                other_link: update,
            },
        };
        let open = OpenSession {
            session_id: session_id.clone(),
            mode: OpenMode::Update { link: link.clone() },
            callback_urls: urls.clone(),
        };
        let requests = [
            backend.open_session(&session_id, update.then_some(link), urls).unwrap(),
            backend.report_outcome(&report).unwrap(),
            backend.late_link(&session_id).unwrap(),
            backend.links(),
        ];
        let log = format!("{backend:?} {requests:?} {report:?} {open:?}");
        prop_assert!(!log.contains(secret), "{log}");
        prop_assert!(requests.iter().all(|request| request.auth.as_ref().unwrap().reveal().ends_with(secret)));
    }

    #[test]
    fn a_base_url_is_safe_or_refused(text in prop_oneof![
        any::<String>(),
        "(https|http|HTTPS|ftp)://([a-z.@:?#\\\\ \\t/%0-9]|localhost|127\\.0\\.0\\.1){1,20}",
    ]) {
        if let Ok(backend) = Backend::new(&text, None) {
            let url = Url::parse(&backend.links().url).unwrap();
            let loopback = match url.host().unwrap() {
                url::Host::Domain(name) => name == "localhost" || name.ends_with(".localhost"),
                url::Host::Ipv4(address) => address.is_loopback(),
                url::Host::Ipv6(address) => address.is_loopback(),
            };
            prop_assert!(url.scheme() == "https" || (url.scheme() == "http" && loopback), "{url}");
            prop_assert!(url.path().ends_with("/v1/links"), "{url}");
            prop_assert!(url.username().is_empty() && url.password().is_none(), "{url}");
            prop_assert!(url.query().is_none() && url.fragment().is_none(), "{url}");
        }
    }

    #[test]
    fn an_id_is_one_segment_or_refused(id in prop_oneof![any::<String>(), "[A-Za-z0-9_-]{8,64}", "[./%?#a-z]{8,20}"]) {
        let backend = Backend::new("https://a.b/base", None).unwrap();
        if let Ok(request) = backend.late_link(&id) {
            let url = Url::parse(&request.url).unwrap();
            let segments: Vec<_> = url.path_segments().unwrap().collect();
            prop_assert_eq!(segments, ["base", "v1", "connect-sessions", id.as_str(), "link"]);
        } else {
            let good = (8..=64).contains(&id.len())
                && id.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
            prop_assert!(!good, "{id}");
        }
    }

    /// The backend reads with the same types what the app wrote.
    #[test]
    fn what_is_written_is_read_again(
        link in option::of(any::<String>().prop_map(LinkId::new)),
        path in any::<String>(),
        ending in ending(),
    ) {
        let backend = Backend::new("https://a.b", None).unwrap();
        let request = backend.open_session("session-1", link.clone(), urls(&path)).unwrap();
        let read: OpenSession = serde_json::from_slice(&request.body.unwrap()).unwrap();
        let mode = link.map_or(OpenMode::Create, |link| OpenMode::Update { link });
        let expected = OpenSession { session_id: "session-1".into(), mode, callback_urls: urls(&path) };
        prop_assert_eq!(read, expected);

        let report = OutcomeReport { session_id: "session-1".into(), sequence: 1, ending };
        let request = backend.report_outcome(&report).unwrap();
        let read: OutcomeReport = serde_json::from_slice(&request.body.unwrap()).unwrap();
        prop_assert_eq!(read, report);
    }

    #[test]
    fn a_wait_is_bounded_and_never_shorter_than_asked(
        status in option::of(status()),
        attempt in any::<u32>(),
        asked in option::of(0..=DAY_MS),
        (was_sent, is_idempotent, jitter) in any::<(bool, bool, u32)>(),
    ) {
        let input = RetryInput { status, attempt, retry_after_ms: asked, was_sent, is_idempotent };
        match retry::decide(input, jitter) {
            RetryDecision::After { ms } => {
                let asked = asked.unwrap_or(0);
                prop_assert!(ms >= asked.max(800) && ms <= (asked + asked / 5).max(72_000), "{ms}");
                prop_assert!(attempt < MAX_ATTEMPTS);
                prop_assert!(is_idempotent || !was_sent || status.is_some());
                prop_assert!(status.is_none_or(|status| expected_code(status) == "unavailable"));
            }
            RetryDecision::Stop { reason } => match reason {
                StopReason::Answered => prop_assert!(matches!(status, Some(200..=299))),
                StopReason::Unauthorized => prop_assert_eq!(expected_code(status.unwrap()), "unauthorized"),
                StopReason::Refused => prop_assert_eq!(expected_code(status.unwrap()), "refused"),
                StopReason::NotTheContract => prop_assert_eq!(expected_code(status.unwrap()), "unreadable"),
                StopReason::OutcomeUnknown => prop_assert!(!is_idempotent),
                StopReason::Exhausted => prop_assert!(attempt >= MAX_ATTEMPTS),
            },
        }
    }

    #[test]
    fn any_text_is_a_wait_of_a_day_at_most_or_none(text in any_text(), now in any::<i64>()) {
        prop_assert!(retry_after_ms(&text, now).is_none_or(|ms| ms <= DAY_MS));
    }

    /// Against dates written by another algorithm than the one that reads them.
    #[test]
    fn a_date_is_read_as_it_was_written(seconds in 0_i64..253_402_300_800, ahead in 0..86_400_i64) {
        let now = (seconds - ahead) * 1_000;
        prop_assert_eq!(retry_after_ms(&http_date(seconds), now), Some(ahead.unsigned_abs() * 1_000));
    }
}

fn urls(path: &str) -> CallbackUrls {
    CallbackUrls {
        success: format!("myapp://success{path}"),
        exit: format!("myapp://exit{path}"),
        event: format!("myapp://event{path}"),
    }
}

fn ending() -> impl Strategy<Value = ReportedEnding> {
    let connected = (
        any::<String>(),
        option::of(any::<String>()),
        any::<(bool, bool)>(),
    );
    let stage = select(vec![
        ExitStage::BeforeInstitution,
        ExitStage::AfterInstitution,
        ExitStage::BecauseOfError,
    ]);
    prop_oneof![
        connected.prop_map(|(link, institution, (late, other_link))| {
            ReportedEnding::Connected {
                link: LinkId::new(link),
                institution,
                late,
                other_link,
            }
        }),
        (stage, option::of(any::<String>()), any::<String>()).prop_map(
            |(stage, error_code, source)| ReportedEnding::Exited {
                stage,
                error_code,
                source,
            }
        ),
        any::<String>().prop_map(|reason| ReportedEnding::Failed { reason }),
    ]
}

/// IMF-fixdate of seconds since 1970, by Hinnant's `civil_from_days`.
fn http_date(seconds: i64) -> String {
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    const DAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
    let (days, second) = (seconds / 86_400, seconds % 86_400);
    let shifted = days + 719_468;
    let era = shifted / 146_097;
    let of_era = shifted % 146_097;
    let year_of_era = (of_era - of_era / 1_460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let shifted_month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * shifted_month + 2) / 5 + 1;
    let month = if shifted_month < 10 {
        shifted_month + 2
    } else {
        shifted_month - 10
    };
    let year = year_of_era + era * 400 + i64::from(month < 2);
    format!(
        "{}, {day:02} {} {year:04} {:02}:{:02}:{:02} GMT",
        DAYS[usize::try_from(days % 7).unwrap()],
        MONTHS[usize::try_from(month).unwrap()],
        second / 3_600,
        second / 60 % 60,
        second % 60,
    )
}
