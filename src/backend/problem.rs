//! RFC 9457 problem bodies, read without trust.

use std::fmt;

use serde_json::{Map, Value};

use super::http::{HttpResponse, MAX_ANSWER_BYTES};

/// What a problem body says. Every member is optional, as in the RFC; one of the wrong type counts as
/// absent (§3.1), unknown ones are ignored. Texts are free of control characters and cut at 200.
///
/// `Debug` shows what a log may hold: status, code and request id. Title, detail and instance are the
/// backend's own words, and may quote what the user sent.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct ProblemDetails {
    /// `type`; absent for `about:blank`, which says nothing.
    pub type_uri: Option<String>,
    /// `title`.
    pub title: Option<String>,
    /// `status`, 100 to 599.
    pub status: Option<u16>,
    /// `detail`.
    pub detail: Option<String>,
    /// `instance`.
    pub instance: Option<String>,
    /// The extension `code`, else the last segment of `type`: 1 to 64 of `a-z A-Z 0-9 _ -`.
    pub code: Option<String>,
    /// The extension `request_id`: 1 to 64 of `A-Z a-z 0-9 . _ : -`.
    pub request_id: Option<String>,
}

impl ProblemDetails {
    /// Reads a body; `None` if it is no JSON object of at most 1 MiB. The content type is not asked:
    /// proxies change it.
    #[must_use]
    pub fn parse(body: &[u8]) -> Option<Self> {
        if body.len() > MAX_ANSWER_BYTES {
            return None;
        }
        let members: Map<String, Value> = serde_json::from_slice(body).ok()?;
        let raw = |member: &str| members.get(member).and_then(Value::as_str);
        let text = |member: &str| raw(member).and_then(plain);
        let type_uri = text("type").filter(|uri| uri != "about:blank");
        let last_segment = || type_uri.as_deref()?.rsplit(['/', ':', '#']).next();
        let code = raw("code").and_then(short_name);
        Some(Self {
            title: text("title"),
            status: members.get("status").and_then(status),
            detail: text("detail"),
            instance: text("instance"),
            code: code.or_else(|| last_segment().and_then(short_name)),
            request_id: raw("request_id").and_then(request_id),
            type_uri,
        })
    }

    /// What an error answer says about itself; a request id may also come in the header
    /// `X-Request-Id` or `Request-Id`.
    #[must_use]
    pub fn of(response: &HttpResponse) -> Self {
        let mut problem = Self::parse(response.body()).unwrap_or_default();
        if problem.request_id.is_none() {
            problem.request_id = request_id_header(response);
        }
        problem
    }
}

impl fmt::Debug for ProblemDetails {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ProblemDetails")
            .field("status", &self.status)
            .field("code", &self.code)
            .field("request_id", &self.request_id)
            .finish_non_exhaustive()
    }
}

/// The request id of any answer, from its headers.
pub(super) fn request_id_header(response: &HttpResponse) -> Option<String> {
    ["x-request-id", "request-id"]
        .iter()
        .find_map(|name| response.header(name).and_then(request_id))
}

const MAX_TEXT_CHARS: usize = 200;
const MAX_NAME_BYTES: usize = 64;

fn status(value: &Value) -> Option<u16> {
    let status = u16::try_from(value.as_u64()?).ok()?;
    (100..600).contains(&status).then_some(status)
}

/// Cut to what one line of a log can take.
fn plain(text: &str) -> Option<String> {
    let invisible = |c: char| {
        c.is_control()
            || matches!(c, '\u{2028}' | '\u{2029}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
    };
    let cut: String = text
        .chars()
        .filter(|c| !invisible(*c))
        .take(MAX_TEXT_CHARS)
        .collect();
    let cut = cut.trim();
    (!cut.is_empty()).then(|| cut.to_owned())
}

/// A short name or nothing: a longer text is prose, or a token that strayed.
pub(super) fn short_name(text: &str) -> Option<String> {
    short(text, b"_-")
}

fn request_id(text: &str) -> Option<String> {
    short(text, b"._:-")
}

fn short(text: &str, signs: &[u8]) -> Option<String> {
    let text = text.trim();
    let allowed = |b: u8| b.is_ascii_alphanumeric() || signs.contains(&b);
    let good = (1..=MAX_NAME_BYTES).contains(&text.len()) && text.bytes().all(allowed);
    good.then(|| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::http::HttpHeader;
    use super::*;

    #[test]
    fn the_members_of_the_rfc_and_ours() {
        let body =
            br#"{"type":"https://example.com/problems/session-unknown","title":"No such session",
            "status":404,"detail":"It was\nnever opened","instance":"/v1/connect-sessions/x",
            "code":"session_unknown","request_id":"req-1","more":[1]}"#;
        let problem = ProblemDetails::parse(body).unwrap();
        let text = |text: &str| Some(text.to_owned());
        assert_eq!(
            problem.type_uri,
            text("https://example.com/problems/session-unknown")
        );
        assert_eq!(problem.title, text("No such session"));
        assert_eq!(problem.status, Some(404));
        assert_eq!(problem.detail, text("It wasnever opened"));
        assert_eq!(problem.instance, text("/v1/connect-sessions/x"));
        assert_eq!(problem.code, text("session_unknown"));
        assert_eq!(problem.request_id, text("req-1"));
        assert_eq!(
            format!("{problem:?}"),
            "ProblemDetails { status: Some(404), code: Some(\"session_unknown\"), \
             request_id: Some(\"req-1\"), .. }"
        );
    }

    #[test]
    fn the_type_names_the_code_when_nothing_else_does() {
        let code = |body: &str| ProblemDetails::parse(body.as_bytes()).unwrap().code;
        for (body, expected) in [
            (
                r#"{"type":"https://e.com/p/rate-limited"}"#,
                Some("rate-limited"),
            ),
            (r#"{"type":"urn:problem:gone"}"#, Some("gone")),
            (r#"{"type":"about:blank"}"#, None),
            (r#"{"type":"https://e.com/p/"}"#, None),
            (
                r#"{"type":"https://e.com/p/x","code":"two words"}"#,
                Some("x"),
            ),
            (r#"{"code":7}"#, None),
            ("{}", None),
        ] {
            assert_eq!(code(body).as_deref(), expected, "{body}");
        }
    }

    #[test]
    fn members_of_the_wrong_kind_are_absent() {
        let body =
            br#"{"type":1,"title":[],"status":"404","detail":null,"request_id":{},"code":"c"}"#;
        let problem = ProblemDetails::parse(body).unwrap();
        let expected = ProblemDetails {
            code: Some("c".into()),
            ..ProblemDetails::default()
        };
        assert!(problem == expected);
        for status in ["99", "600", "-1", "4.5", "70000"] {
            let body = format!(r#"{{"status":{status}}}"#);
            assert_eq!(ProblemDetails::parse(body.as_bytes()).unwrap().status, None);
        }
    }

    #[test]
    fn what_is_no_short_name_is_not_repeated() {
        let jwt = format!("{}.{}.{}", "e".repeat(30), "f".repeat(60), "g".repeat(40));
        for id in [jwt.as_str(), "a b", "a\\nb", "", "é", "<b>"] {
            let body = format!(r#"{{"request_id":"{id}","code":"{id}"}}"#);
            let problem = ProblemDetails::parse(body.as_bytes()).unwrap();
            assert_eq!((problem.request_id, problem.code), (None, None), "{id}");
        }
    }

    #[test]
    fn what_is_no_object_is_no_problem_body() {
        for body in ["", "<html>", "[]", "null", "\"x\"", "{", "\u{0}"] {
            assert_eq!(ProblemDetails::parse(body.as_bytes()), None, "{body}");
        }
        let mut huge = br#"{"code":"c"}"#.to_vec();
        huge.resize(MAX_ANSWER_BYTES + 1, b' ');
        assert_eq!(ProblemDetails::parse(&huge), None);
        huge.pop();
        assert!(ProblemDetails::parse(&huge).is_some());
    }

    #[test]
    fn a_request_id_may_come_in_a_header() {
        let header = |name: &str, value: &str| HttpHeader {
            name: name.into(),
            value: value.into(),
        };
        let of = |headers, body: &[u8]| {
            ProblemDetails::of(&HttpResponse::new(500, headers, body.to_vec())).request_id
        };
        assert_eq!(
            of(vec![header("X-Request-ID", "h-1")], b"<html>").as_deref(),
            Some("h-1")
        );
        assert_eq!(
            of(
                vec![header("Request-Id", "h-2")],
                br#"{"request_id":"b-1"}"#
            )
            .as_deref(),
            Some("b-1")
        );
        assert_eq!(of(vec![header("X-Request-Id", "a b")], b""), None);
    }
}
