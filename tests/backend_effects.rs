//! A session and its backend, joined by what a host writes: effects become requests, answers become
//! events. Neither module knows the other; this file is the model of a host's mapping.

#![expect(clippy::unwrap_used, clippy::expect_used, reason = "helpers of tests")]

use serde_json::{Value, json};
use vinculo::backend::{
    Backend, BackendError, HttpMethod, HttpRequest, HttpResponse, OpenMode, OpenSession,
    OutcomeReport, ReportedEnding, parse_late_link, parse_opened_session, parse_reported,
};
use vinculo::callback::{CallbackUrls, LinkId};
use vinculo::navigation::{Frame, Navigation};
use vinculo::session::{
    Effect, Ending, Event, Mode, Now, Outcome, Session, SessionConfig, Timer, TokenProblem,
};

const LINK: &str = "cb65f82c-dc93-4d3e-8270-9a27528397f5";
const NONCE: &str = "fresh-random-nonce";

/// The host's half on the way out.
fn request(backend: &Backend, effect: &Effect) -> Option<HttpRequest> {
    let request = match effect {
        Effect::RequestToken {
            session_id,
            mode,
            callback_urls,
            ..
        } => {
            let repair = match mode {
                Mode::Create => None,
                Mode::Update { link } => Some(link.clone()),
            };
            backend.open_session(session_id, repair, callback_urls.clone())
        }
        Effect::CheckLateLink { session_id, .. } => backend.late_link(session_id),
        Effect::Report { outcome, .. } => backend.report_outcome(&report(outcome)),
        _ => return None,
    };
    Some(request.expect("the session checked its id"))
}

/// The host's half on the way back.
fn event(effect: &Effect, answer: &Result<HttpResponse, BackendError>) -> Event {
    let now = 0;
    match effect {
        Effect::RequestToken { id, session_id, .. } => {
            let opened = answer
                .clone()
                .and_then(|response| parse_opened_session(session_id, &response, now));
            match opened {
                Ok(opened) => Event::TokenReceived {
                    id: *id,
                    token: opened.token,
                    callback_urls: opened.callback_urls,
                },
                Err(error) => Event::TokenFailed {
                    id: *id,
                    problem: token_problem(&error),
                },
            }
        }
        Effect::CheckLateLink { id, .. } => {
            let late = answer
                .clone()
                .and_then(|response| parse_late_link(&response, now));
            match late {
                Ok(Some(late)) => Event::LateLinkFound {
                    id: *id,
                    link: late.link,
                    institution: late.institution,
                },
                Ok(None) => Event::LateLinkAbsent { id: *id },
                Err(_) => Event::LateCheckFailed { id: *id },
            }
        }
        Effect::Report { id, .. } => {
            let reported = answer
                .clone()
                .and_then(|response| parse_reported(&response, now));
            match reported {
                Ok(()) => Event::Reported { id: *id },
                Err(_) => Event::ReportFailed { id: *id },
            }
        }
        other => panic!("{other:?} asks nothing of the backend"),
    }
}

fn token_problem(error: &BackendError) -> TokenProblem {
    match error {
        BackendError::Offline => TokenProblem::Offline,
        BackendError::TimedOut => TokenProblem::TimedOut,
        BackendError::Unavailable { .. } => TokenProblem::Server,
        BackendError::Unauthorized { .. } | BackendError::Refused { .. } => TokenProblem::Refused,
        BackendError::Unreadable { .. } => TokenProblem::Malformed,
    }
}

fn report(outcome: &Outcome) -> OutcomeReport {
    OutcomeReport {
        session_id: outcome.session_id.clone(),
        sequence: outcome.sequence,
        ending: match &outcome.ending {
            Ending::Connected {
                link,
                institution,
                late,
                other_link,
            } => ReportedEnding::Connected {
                link: link.clone(),
                institution: institution.clone(),
                late: *late,
                other_link: *other_link,
            },
            Ending::Exited {
                stage,
                error,
                source,
            } => ReportedEnding::Exited {
                stage: *stage,
                error_code: error.as_ref().map(|error| error.code.as_str().to_owned()),
                source: source.as_str().to_owned(),
            },
            Ending::Failed { reason } => ReportedEnding::Failed {
                reason: reason.as_str().to_owned(),
            },
        },
    }
}

/// A host with a backend that answers as the test says.
struct Host {
    session: Session,
    backend: Backend,
    mono_ms: i64,
    waiting: Vec<Effect>,
    finished: Vec<Outcome>,
}

impl Host {
    fn start(mode: Mode) -> Self {
        let urls = CallbackUrls {
            success: "myapp://success".into(),
            exit: "myapp://exit".into(),
            event: "myapp://event".into(),
        };
        let mut config = SessionConfig::new("session-1", NONCE, urls);
        config.mode = mode;
        config.confirm_close = false;
        let mut host = Self {
            session: Session::new(config).unwrap(),
            backend: Backend::new("https://api.example.com/bank", None).unwrap(),
            mono_ms: 0,
            waiting: Vec::new(),
            finished: Vec::new(),
        };
        host.tell(Event::Start);
        host
    }

    fn tell(&mut self, event: Event) {
        self.mono_ms += 1;
        let now = Now {
            wall_ms: 1_700_000_000_000 + self.mono_ms,
            mono_ms: self.mono_ms,
        };
        for effect in self.session.advance(event, now) {
            match effect {
                Effect::Record { id, .. } => self.tell(Event::Recorded { id }),
                Effect::Finish { outcome, .. } => self.finished.push(outcome),
                effect => self.waiting.push(effect),
            }
        }
    }

    /// Sends the one request that is due and gives it this answer; returns the request.
    fn answer(&mut self, answer: &Result<HttpResponse, BackendError>) -> HttpRequest {
        let is_due = |effect: &Effect| request(&self.backend, effect).is_some();
        let index = self.waiting.iter().position(is_due);
        let effect = self.waiting.remove(index.expect("a request is due"));
        let sent = request(&self.backend, &effect).expect("a request");
        self.tell(event(&effect, answer));
        sent
    }

    /// The time in which a success may still follow an exit is over.
    fn end_grace(&mut self) {
        let ids: Vec<u64> = self
            .waiting
            .iter()
            .filter_map(|effect| match effect {
                Effect::SetTimer {
                    id,
                    timer: Timer::ExitGrace,
                    ..
                } => Some(*id),
                _ => None,
            })
            .collect();
        for id in ids {
            self.tell(Event::TimerFired { id });
        }
    }

    fn navigate(&mut self, url: &str) {
        let navigation = Navigation {
            url: url.to_owned(),
            frame: Frame::Main,
            redirect: None,
            post: None,
            user_gesture: None,
        };
        self.tell(Event::Navigation { navigation });
    }

    fn open(&mut self) -> HttpRequest {
        let sent = self.answer(&json_answer(201, &json!({"access_token": "a.b.c"})));
        self.tell(Event::PageShown);
        sent
    }
}

#[expect(clippy::unnecessary_wraps, reason = "the other answers are errors")]
fn json_answer(status: u16, body: &Value) -> Result<HttpResponse, BackendError> {
    let body = body.to_string().into_bytes();
    Ok(HttpResponse::new(status, Vec::new(), body))
}

fn body(request: &HttpRequest) -> Value {
    serde_json::from_slice(request.body.as_deref().unwrap()).unwrap()
}

#[test]
fn a_connected_account_is_reported_under_its_outcome() {
    let mut host = Host::start(Mode::Create);
    let opened = host.open();
    let sent: OpenSession = serde_json::from_slice(&opened.body.unwrap()).unwrap();
    assert_eq!(sent.mode, OpenMode::Create);
    assert_eq!(
        sent.callback_urls.success,
        format!("myapp://success/{NONCE}")
    );

    host.navigate(&format!("myapp://success/{NONCE}?link={LINK}"));
    let reported = host.answer(&json_answer(200, &json!({})));
    assert_eq!(reported.method, HttpMethod::Put);
    assert_eq!(
        reported.url,
        "https://api.example.com/bank/v1/connect-sessions/session-1/outcomes/1"
    );
    let key = reported
        .headers
        .iter()
        .find(|header| header.name == "Idempotency-Key");
    assert_eq!(key.unwrap().value, host.finished[0].id);
    assert_eq!(body(&reported)["ending"]["link"], LINK);
}

#[test]
fn a_repair_asks_for_its_link() {
    let link = LinkId::new(LINK);
    let mut host = Host::start(Mode::Update { link });
    let opened = body(&host.open());
    assert_eq!(
        (&opened["mode"], &opened["link"]),
        (&json!("update"), &json!(LINK))
    );
}

#[test]
fn the_urls_the_backend_names_are_in_force() {
    let mut host = Host::start(Mode::Create);
    let urls = json!({
        "success": format!("https://app.example/ok/{NONCE}"),
        "exit": format!("https://app.example/exit/{NONCE}"),
        "event": format!("https://app.example/event/{NONCE}"),
    });
    host.answer(&json_answer(
        201,
        &json!({"access_token": "a.b.c", "callback_urls": urls}),
    ));
    host.tell(Event::PageShown);
    host.navigate(&format!("https://app.example/ok/{NONCE}?link={LINK}"));
    assert!(matches!(
        &host.finished[0].ending,
        Ending::Connected { link, .. } if link.as_str() == LINK
    ));
}

#[test]
fn a_link_found_late_is_a_success() {
    for (answer, connected) in [
        (json_answer(200, &json!({"link": LINK})), true),
        (json_answer(404, &json!({"code": "no_link"})), false),
        (json_answer(503, &json!({})), false),
        (Err(BackendError::Offline), false),
    ] {
        let mut host = Host::start(Mode::Create);
        host.open();
        host.tell(Event::CloseRequested);
        let asked = host.answer(&answer);
        assert_eq!(
            asked.url,
            "https://api.example.com/bank/v1/connect-sessions/session-1/link"
        );
        host.end_grace();
        let ending = host.finished[0].ending.clone();
        assert_eq!(
            matches!(ending, Ending::Connected { late: true, .. }),
            connected,
            "{ending:?}"
        );
        let reported = body(&host.answer(&json_answer(200, &json!({}))));
        assert_eq!(reported["ending"]["kind"], ending.name());
    }
}

#[test]
fn a_refused_sign_in_ends_the_session() {
    let mut host = Host::start(Mode::Create);
    host.answer(&json_answer(401, &json!({"code": "signed_out"})));
    host.answer(&json_answer(404, &json!({})));
    host.end_grace();
    let reported = host.answer(&json_answer(201, &json!({})));
    assert_eq!(
        body(&reported)["ending"],
        json!({"kind": "failed", "reason": "token_refused"})
    );
}
