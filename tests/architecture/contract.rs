//! The examples of `docs/backend-contract.md` are what the core writes and reads.

#![expect(clippy::unwrap_used, reason = "a test may panic")]

use std::path::Path;
use std::sync::Arc;

use serde_json::Value;
use vinculo::backend::{
    AuthHeader, Backend, BackendError, HttpRequest, HttpResponse, OpenMode, OpenSession,
    OutcomeReport, ReportedEnding, parse_late_link, parse_links, parse_opened_session,
    parse_reported,
};

const ORIGIN: &str = "https://api.example.com";

/// A fence: what it says it is, and its text.
struct Block<'t> {
    kind: &'t str,
    text: String,
}

/// A request or an answer: its first line, its headers in order, its body.
struct Message<'t> {
    first: &'t str,
    headers: Vec<(&'t str, &'t str)>,
    body: &'t str,
}

#[test]
fn the_examples_are_what_the_core_writes_and_reads() {
    let text = page();
    let blocks = blocks(&text);
    let mut asked: Option<HttpRequest> = None;
    let mut seen = Vec::new();
    for message in blocks.iter().filter(|block| block.kind == "http") {
        let message = read(&message.text);
        if let Some(status) = message.first.strip_prefix("HTTP/1.1 ") {
            let status = status[..3].parse().unwrap();
            let answer = HttpResponse::new(status, Vec::new(), message.body.into());
            let request = asked.as_ref().expect("an answer has a request");
            seen.push(format!("{status} {}", understood(request, &answer)));
        } else {
            let request = written(&message);
            seen.push(request.method.as_str().to_owned());
            asked = Some(request);
        }
    }
    let expected = [
        "POST",
        "POST",
        "201 token",
        "422 refused",
        "PUT",
        "200 taken",
        "GET",
        "200 a link",
        "200 none",
        "GET",
        "200 none update renew_consent",
    ];
    assert_eq!(seen, expected);
}

#[test]
fn every_ending_is_one_of_the_cores() {
    let text = page();
    let mut kinds = Vec::new();
    for block in blocks(&text) {
        if block.kind == "json ending" {
            let ending: ReportedEnding = serde_json::from_str(&block.text).unwrap();
            let back = serde_json::to_value(&ending).unwrap();
            assert_eq!(back, value(&block.text));
            kinds.push(back["kind"].clone());
        }
    }
    assert_eq!(kinds, ["exited", "failed"]);
}

/// A token is minted for what the request before it names.
#[test]
fn the_token_is_minted_for_the_sessions_own_urls() {
    let text = page();
    let blocks = blocks(&text);
    let at = blocks.iter().position(|block| block.kind == "json token");
    let at = at.expect("how a token is minted");
    let token = value(&blocks[at].text);
    let session = value(read(&blocks[at - 1].text).body);
    assert_eq!(token["widget"]["callback_urls"], session["callback_urls"]);
    assert_eq!(token["external_id"], session["session_id"]);
    assert_eq!(token["link_id"], session["link"]);
    assert!(token["link_id"].is_string());
}

/// What the core writes where the example stands: it must be the same.
fn written(message: &Message<'_>) -> HttpRequest {
    let auth = AuthHeader::bearer("the-apps-own").unwrap();
    let backend = Backend::new(&format!("{ORIGIN}/bank"), Some(Arc::new(auth))).unwrap();
    let mut words = message.first.split(' ');
    let (method, path) = (words.next().unwrap(), words.next().unwrap());
    let request = match method {
        "POST" => {
            let body: OpenSession = serde_json::from_str(message.body).unwrap();
            let repair = match body.mode {
                OpenMode::Create => None,
                OpenMode::Update { link } => Some(link),
            };
            backend.open_session(&body.session_id, repair, body.callback_urls)
        }
        "PUT" => {
            let report: OutcomeReport = serde_json::from_str(message.body).unwrap();
            backend.report_outcome(&report)
        }
        _ => match path.strip_prefix("/bank/v1/connect-sessions/") {
            Some(rest) => backend.late_link(rest.strip_suffix("/link").unwrap()),
            None => Ok(backend.links()),
        },
    };
    let request = request.unwrap();
    assert_eq!(request.method.as_str(), method);
    assert_eq!(request.url, format!("{ORIGIN}{path}"));
    let auth = request.auth.as_ref().unwrap();
    let mut headers = vec![(auth.name(), auth.reveal())];
    let others = request.headers.iter();
    headers.extend(others.map(|header| (header.name.as_str(), header.value.as_str())));
    assert_eq!(headers, message.headers, "{}", message.first);
    if let Some(body) = &request.body {
        assert_eq!(
            serde_json::from_slice::<Value>(body).unwrap(),
            value(message.body)
        );
    }
    request
}

/// What the core makes of an answer, in a word.
fn understood(request: &HttpRequest, answer: &HttpResponse) -> String {
    let path = &request.url[ORIGIN.len()..];
    let said = if path.ends_with("/links") {
        parse_links(answer, 0).map(|list| {
            assert_eq!(list.unreadable, 0);
            let actions = list.links.iter().map(|link| link.needed_action.name());
            actions.collect::<Vec<_>>().join(" ")
        })
    } else if path.ends_with("/link") {
        parse_late_link(answer, 0)
            .map(|link| link.map_or("none", |_| "a link"))
            .map(str::to_owned)
    } else if path.contains("/outcomes/") {
        parse_reported(answer, 0).map(|()| "taken".to_owned())
    } else {
        let body: OpenSession = serde_json::from_slice(request.body.as_ref().unwrap()).unwrap();
        parse_opened_session(&body.session_id, answer, 0).map(|_| "token".to_owned())
    };
    said.unwrap_or_else(|error: BackendError| error.code().to_owned())
}

fn page() -> String {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/backend-contract.md");
    std::fs::read_to_string(path).unwrap()
}

fn read(text: &str) -> Message<'_> {
    let (head, body) = text.split_once("\n\n").unwrap_or((text.trim_end(), ""));
    let mut lines = head.lines();
    let first = lines.next().unwrap();
    let headers = lines.map(|line| line.split_once(": ").unwrap()).collect();
    Message {
        first,
        headers,
        body,
    }
}

fn blocks(text: &str) -> Vec<Block<'_>> {
    let mut found = Vec::new();
    let mut open: Option<Block<'_>> = None;
    for line in text.lines() {
        match (line.strip_prefix("```"), &mut open) {
            (Some(kind), None) => {
                let text = String::new();
                open = Some(Block { kind, text });
            }
            (Some(_), Some(_)) => found.extend(open.take()),
            (None, Some(block)) => {
                block.text.push_str(line);
                block.text.push('\n');
            }
            (None, None) => {}
        }
    }
    found
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}
