//! The answers of the contract: total on any bytes, at most 1 MiB, members nobody knows ignored.

use std::fmt;
use std::sync::Arc;

use serde::Deserialize;
use serde_json::{Map, Value};

use super::error::{BackendError, UnreadableReason};
use super::http::{HttpResponse, MAX_ANSWER_BYTES};
use super::links::{self, LinkList};
use super::status::StatusClass;
use crate::callback::{CallbackUrls, LinkId};
use crate::widget::AccessToken;

/// A session that is open.
#[derive(Clone, PartialEq, Eq)]
pub struct OpenedSession {
    /// Opens the widget.
    pub token: Arc<AccessToken>,
    /// What the token was minted for, where the backend says so: these are in force.
    pub callback_urls: Option<CallbackUrls>,
}

/// The link a session made. `Debug` hides the bank.
#[derive(Clone, PartialEq, Eq)]
pub struct LateLink {
    /// Its id.
    pub link: LinkId,
    /// Belvo's institution name.
    pub institution: Option<String>,
}

/// Reads the answer to [`super::Backend::open_session`]: `{"access_token", "callback_urls"?, "session_id"?}`.
/// `now_wall_ms` (milliseconds since 1970) is for a `Retry-After` that names a date, here and below.
///
/// # Errors
/// Every [`BackendError`] of an answer; of [`UnreadableReason`] also `Token` and `OtherSession`.
pub fn parse_opened_session(
    session_id: &str,
    response: &HttpResponse,
    now_wall_ms: i64,
) -> Result<OpenedSession, BackendError> {
    #[derive(Deserialize)]
    struct Answer {
        access_token: String,
        callback_urls: Option<CallbackUrls>,
        session_id: Option<String>,
    }
    let unreadable = |reason| BackendError::unreadable(response, reason);
    let body = success(response, now_wall_ms)?;
    // The parser's own error may quote the token, so it is dropped, here and below.
    let answer: Answer =
        serde_json::from_slice(body).map_err(|_| unreadable(UnreadableReason::Shape))?;
    if answer.session_id.is_some_and(|other| other != session_id) {
        return Err(unreadable(UnreadableReason::OtherSession));
    }
    let token = AccessToken::new(answer.access_token).map_err(|error| unreadable(error.into()))?;
    Ok(OpenedSession {
        token: Arc::new(token),
        callback_urls: answer.callback_urls,
    })
}

/// Reads the answer to [`super::Backend::report_outcome`]: any 2xx whose body is empty or a JSON object.
/// A page of HTML under status 200 comes from something between, and would lose the outcome if
/// believed.
///
/// # Errors
/// Every [`BackendError`] of an answer.
pub fn parse_reported(response: &HttpResponse, now_wall_ms: i64) -> Result<(), BackendError> {
    let body = success(response, now_wall_ms)?;
    if !body.trim_ascii().is_empty() {
        object(response, body)?;
    }
    Ok(())
}

/// Reads the answer to [`super::Backend::late_link`]: 200 `{"link", "institution"?}`; `None` for 204, `{"link": null}`,
/// or a 404 with a JSON object: one without comes from something between, which knows of no link.
///
/// # Errors
/// Every [`BackendError`] of an answer.
pub fn parse_late_link(
    response: &HttpResponse,
    now_wall_ms: i64,
) -> Result<Option<LateLink>, BackendError> {
    match response.status() {
        204 => return Ok(None),
        404 => return object(response, response.body()).map(|_| None),
        _ => {}
    }
    let body = success(response, now_wall_ms)?;
    let answer = Value::Object(object(response, body)?);
    if answer.get("link") == Some(&Value::Null) {
        return Ok(None);
    }
    let link = links::link_id(&answer)
        .ok_or_else(|| BackendError::unreadable(response, UnreadableReason::Shape))?;
    let institution = links::institution(&answer);
    Ok(Some(LateLink { link, institution }))
}

/// Reads the answer to [`super::Backend::links`]:
/// `{"links": [{"link", "institution"?, "status"?, "health"?, "needed_action"?}]}`. Any thread.
///
/// # Errors
/// Every [`BackendError`] of an answer.
#[cfg_attr(feature = "ffi", uniffi::export)]
pub fn parse_links(response: &HttpResponse, now_wall_ms: i64) -> Result<LinkList, BackendError> {
    let body = success(response, now_wall_ms)?;
    let answer = object(response, body)?;
    let entries = answer.get("links").and_then(Value::as_array);
    entries
        .map(|entries| LinkList::of(entries))
        .ok_or_else(|| BackendError::unreadable(response, UnreadableReason::Shape))
}

impl fmt::Debug for OpenedSession {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // The callback URLs hold the session's nonce.
        f.debug_struct("OpenedSession")
            .field("token", &self.token)
            .field("names_callback_urls", &self.callback_urls.is_some())
            .finish()
    }
}

impl fmt::Debug for LateLink {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("LateLink")
            .field("link", &self.link)
            .finish_non_exhaustive()
    }
}

/// The body of a success. A refusal counts only with a JSON object: without, a proxy or a wrong base URL spoke, and believing
/// it would lose an outcome, or end a session that another try may save.
fn success(response: &HttpResponse, now_wall_ms: i64) -> Result<&[u8], BackendError> {
    if StatusClass::of(response.status()) == StatusClass::Refused {
        object(response, response.body())?;
    }
    if !response.is_success() {
        return Err(BackendError::of(response, now_wall_ms));
    }
    if response.body().len() > MAX_ANSWER_BYTES {
        let reason = UnreadableReason::TooLong;
        return Err(BackendError::unreadable(response, reason));
    }
    Ok(response.body())
}

fn object(response: &HttpResponse, body: &[u8]) -> Result<Map<String, Value>, BackendError> {
    if body.len() > MAX_ANSWER_BYTES {
        let reason = UnreadableReason::TooLong;
        return Err(BackendError::unreadable(response, reason));
    }
    serde_json::from_slice(body)
        .map_err(|_| BackendError::unreadable(response, UnreadableReason::Shape))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(status: u16, body: &str) -> HttpResponse {
        HttpResponse::new(status, Vec::new(), body.into())
    }

    fn reason<T: fmt::Debug>(result: Result<T, BackendError>) -> UnreadableReason {
        match result {
            Err(BackendError::Unreadable { reason, .. }) => reason,
            other => panic!("{other:?}"),
        }
    }

    fn opened(status: u16, body: &str) -> Result<OpenedSession, BackendError> {
        parse_opened_session("session-1", &answer(status, body), 0)
    }

    #[test]
    fn an_opened_session_has_a_token_and_perhaps_urls() {
        let session = opened(201, r#"{"access_token":"a.b.c","more":{"any":1}}"#).unwrap();
        assert_eq!(session.token.reveal(), "a.b.c");
        assert_eq!(session.callback_urls, None);

        let body = r#"{"session_id":"session-1","access_token":"a.b.c","callback_urls":
            {"success":"m://s/nonce","exit":"m://x","event":"m://e","more":1}}"#;
        let session = opened(200, body).unwrap();
        assert_eq!(
            session.callback_urls.as_ref().unwrap().success,
            "m://s/nonce"
        );
        assert_eq!(
            format!("{session:?}"),
            "OpenedSession { token: AccessToken(***), names_callback_urls: true }"
        );
    }

    #[test]
    fn what_opens_no_session_is_told_apart() {
        for body in [
            "",
            "<html>",
            "[]",
            "null",
            "{}",
            r#"{"access_token":7}"#,
            r#"{"access_token":null}"#,
            r#"{"access_token":"a","callback_urls":{"success":"m://s"}}"#,
            r#"{"access_token":"a","access_token":"b"}"#,
        ] {
            assert_eq!(reason(opened(200, body)), UnreadableReason::Shape, "{body}");
        }
        for token in ["", "a b", "<"] {
            let body = format!(r#"{{"access_token":"{token}"}}"#);
            assert_eq!(reason(opened(200, &body)), UnreadableReason::Token);
        }
        let other = r#"{"access_token":"a","session_id":"session-2"}"#;
        assert_eq!(reason(opened(200, other)), UnreadableReason::OtherSession);
        assert_eq!(reason(opened(302, "")), UnreadableReason::Status);
        assert_eq!(opened(401, "").unwrap_err().code(), "unauthorized");
    }

    #[test]
    fn a_refusal_is_the_backends_own_word() {
        let codes = |status, body| {
            let answer = answer(status, body);
            let opened = parse_opened_session("session-1", &answer, 0).unwrap_err();
            let reported = parse_reported(&answer, 0).unwrap_err();
            let links = parse_links(&answer, 0).unwrap_err();
            [opened.code(), reported.code(), links.code()]
        };
        for status in [400, 403, 404, 422, 451] {
            assert_eq!(codes(status, r#"{"code":"no"}"#), ["refused"; 3]);
            for body in ["", "<html>Blocked</html>", "[]", "404 page not found"] {
                assert_eq!(codes(status, body), ["unreadable"; 3], "{status} {body}");
            }
        }
        assert_eq!(codes(407, "{}"), ["unreadable"; 3]);
    }

    #[test]
    fn a_mebibyte_is_the_end() {
        let mut body = r#"{"access_token":"a"}"#.to_owned();
        body.push_str(&" ".repeat(MAX_ANSWER_BYTES - body.len()));
        assert!(opened(200, &body).is_ok());
        body.push(' ');
        assert_eq!(reason(opened(200, &body)), UnreadableReason::TooLong);
        let response = answer(200, &body);
        assert_eq!(
            reason(parse_reported(&response, 0)),
            UnreadableReason::TooLong
        );
        assert_eq!(reason(parse_links(&response, 0)), UnreadableReason::TooLong);
        assert_eq!(
            reason(parse_late_link(&response, 0)),
            UnreadableReason::TooLong
        );
    }

    #[test]
    fn a_report_is_taken_only_by_the_backend() {
        for (status, body) in [(200, "{}"), (201, r#"{"id":1}"#), (202, ""), (204, " \n")] {
            assert_eq!(parse_reported(&answer(status, body), 0), Ok(()), "{body}");
        }
        for body in ["<html>Sign in to the hotel</html>", "[]", "ok"] {
            let refused = parse_reported(&answer(200, body), 0);
            assert_eq!(reason(refused), UnreadableReason::Shape, "{body}");
        }
        let code = |status, body| parse_reported(&answer(status, body), 0).unwrap_err().code();
        assert_eq!(code(409, ""), "unavailable");
        assert_eq!(code(401, ""), "unauthorized");
    }

    #[test]
    fn a_late_link_is_there_or_not() {
        let late = |status, body: &str| parse_late_link(&answer(status, body), 0);
        assert_eq!(
            late(200, r#"{"link":"l-1","institution":"erebor_mx_retail"}"#),
            Ok(Some(LateLink {
                link: LinkId::new("l-1"),
                institution: Some("erebor_mx_retail".into()),
            }))
        );
        for (status, body) in [
            (204, ""),
            (404, r#"{"code":"no_link"}"#),
            (200, r#"{"link":null}"#),
        ] {
            assert_eq!(late(status, body), Ok(None), "{status} {body}");
        }
        for body in ["", "{}", r#"{"link":" "}"#, r#"{"link":7}"#, "[]"] {
            assert_eq!(reason(late(200, body)), UnreadableReason::Shape, "{body}");
        }
        for body in ["", "<html>", "404 page not found"] {
            assert_eq!(reason(late(404, body)), UnreadableReason::Shape, "{body}");
        }
        assert_eq!(late(503, "").unwrap_err().code(), "unavailable");
    }

    #[test]
    fn links_are_a_list_in_an_object() {
        let list = |body: &str| parse_links(&answer(200, body), 0);
        let links =
            list(r#"{"links":[{"link":"l-1","status":"invalid"},{}],"next":null}"#).unwrap();
        assert_eq!((links.links.len(), links.unreadable), (1, 1));
        assert_eq!(list(r#"{"links":[]}"#), Ok(LinkList::default()));
        for body in ["[]", "{}", r#"{"links":{}}"#, r#"{"links":null}"#] {
            assert_eq!(reason(list(body)), UnreadableReason::Shape, "{body}");
        }
    }
}
