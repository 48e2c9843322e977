//! One step at a time: who waits, who is told, and a report's fate.

use serde_json::json;
use vinculo::backend::{
    Backend, BackendError, HttpHeader, HttpResponse, OutcomeReport, UnreadableReason,
};
use vinculo::callback::{CallbackUrls, ExitCode, ExitError, ExitStage};
use vinculo::exchange::{self, MAX_PAUSE_MS, PATIENCE_MS, ReportFate, Step, Tried};
use vinculo::outbox::{EntryState, MemoryStore, Outbox, OutboxConfig, UserKey};
use vinculo::session::{
    Effect, Ending, Event, ExitSource, FailReason, Mode, Now, Outcome, TokenProblem,
};

use crate::{first, json_answer, last, step};

const TOKEN: fn() -> Effect = || Effect::RequestToken {
    id: 1,
    session_id: "session-1".into(),
    mode: Mode::Create,
    callback_urls: CallbackUrls {
        success: "m://s".into(),
        exit: "m://x".into(),
        event: "m://e".into(),
    },
};
const LATE: fn() -> Effect = || Effect::CheckLateLink {
    id: 1,
    session_id: "session-1".into(),
};
const REPORT: fn() -> Effect = || Effect::Report {
    id: 1,
    outcome: outcome(),
};

#[expect(clippy::unnecessary_wraps, reason = "the other answers are errors")]
fn status(status: u16) -> Result<HttpResponse, BackendError> {
    Ok(HttpResponse::new(status, Vec::new(), Vec::new()))
}

fn waits(
    effect: &Effect,
    answer: &Result<HttpResponse, BackendError>,
    tried: Tried,
) -> Option<u64> {
    match step(effect, answer, tried) {
        Step::Again { after_ms } => Some(after_ms),
        Step::Tell { .. } => None,
    }
}

fn fate(answer: &Result<HttpResponse, BackendError>) -> ReportFate {
    match step(&REPORT(), answer, last()) {
        Step::Tell {
            fate: Some(fate), ..
        } => fate,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_asks_nothing_of_the_backend_is_nobodys_request() {
    let backend = Backend::new("https://a.b", None).unwrap();
    let effect = Effect::GoBack;
    assert_eq!(exchange::request(&backend, &effect), Ok(None));
    let response = HttpResponse::new(200, Vec::new(), Vec::new());
    assert_eq!(exchange::answered(&effect, &response, first()), None);
    let error = BackendError::Offline;
    assert_eq!(exchange::unanswered(&effect, &error, first()), None);
}

#[test]
fn every_failure_of_a_token_has_its_problem() {
    let unreadable = BackendError::Unreadable {
        reason: UnreadableReason::Shape,
        request_id: None,
    };
    for (answer, expected) in [
        (Err(BackendError::Offline), TokenProblem::Offline),
        (Err(BackendError::NotTrusted), TokenProblem::Tls),
        (Err(BackendError::TimedOut), TokenProblem::TimedOut),
        (status(503), TokenProblem::Server),
        (status(401), TokenProblem::SignIn),
        (json_answer(422, &json!({})), TokenProblem::Refused),
        // The word of a proxy or of a router ends no session.
        (status(403), TokenProblem::Malformed),
        (status(302), TokenProblem::Malformed),
        (Err(unreadable), TokenProblem::Malformed),
        (json_answer(200, &json!({})), TokenProblem::Malformed),
    ] {
        let event = Event::TokenFailed {
            id: 1,
            problem: expected,
        };
        let Step::Tell {
            event: told,
            fate: None,
            error: Some(cause),
        } = step(&TOKEN(), &answer, last())
        else {
            panic!("{answer:?}");
        };
        assert_eq!(told, event, "{answer:?}");
        assert!(answer.is_ok() || answer == Err(cause));
    }
}

#[test]
fn a_person_waits_for_a_busy_backend_but_not_for_ever() {
    let tried = |elapsed_ms| Tried {
        elapsed_ms,
        ..first()
    };
    for effect in [TOKEN(), LATE()] {
        assert_eq!(waits(&effect, &status(503), first()), Some(800));
        assert_eq!(
            waits(&effect, &Err(BackendError::TimedOut), first()),
            Some(800)
        );
        assert_eq!(
            waits(&effect, &status(503), tried(PATIENCE_MS - 1_800)),
            Some(800)
        );
        assert_eq!(
            waits(&effect, &status(503), tried(PATIENCE_MS - 1_799)),
            None
        );
        assert_eq!(exchange::try_ms(&effect, 0), Some(PATIENCE_MS));
        assert_eq!(exchange::try_ms(&effect, PATIENCE_MS - 1), Some(1));
        assert_eq!(exchange::try_ms(&effect, u64::MAX), Some(0));
        // Without network the session says so at once.
        assert_eq!(waits(&effect, &Err(BackendError::Offline), first()), None);
        assert_eq!(
            waits(&effect, &Err(BackendError::NotTrusted), first()),
            None
        );
        for code in [302, 401, 403, 422] {
            assert_eq!(waits(&effect, &status(code), first()), None, "{code}");
        }
    }
    assert_eq!(exchange::try_ms(&REPORT(), 0), None);
    let header = HttpHeader {
        name: "Retry-After".into(),
        value: "11".into(),
    };
    let busy = Ok(HttpResponse::new(429, vec![header], Vec::new()));
    assert_eq!(waits(&TOKEN(), &busy, first()), None);
    assert_eq!(waits(&REPORT(), &busy, first()), Some(11_000));
}

#[test]
fn a_report_is_tried_until_the_arithmetic_ends() {
    let hour = Tried {
        elapsed_ms: 3_600_000,
        ..first()
    };
    for answer in [
        Err(BackendError::Offline),
        Err(BackendError::TimedOut),
        status(500),
        status(429),
    ] {
        assert_eq!(waits(&REPORT(), &answer, hour), Some(800), "{answer:?}");
        assert_eq!(waits(&REPORT(), &answer, last()), None, "{answer:?}");
    }
}

#[test]
fn a_report_goes_back_to_the_outbox_for_a_wait_of_more_than_a_minute() {
    let asked = |seconds: &str| {
        let header = HttpHeader {
            name: "Retry-After".into(),
            value: seconds.into(),
        };
        Ok(HttpResponse::new(503, vec![header], Vec::new()))
    };
    let longest = (MAX_PAUSE_MS / 1_000).to_string();
    assert_eq!(
        waits(&REPORT(), &asked(&longest), first()),
        Some(MAX_PAUSE_MS)
    );
    assert_eq!(waits(&REPORT(), &asked("61"), first()), None);
    for tried in [first(), last()] {
        let told = step(&REPORT(), &asked("86400"), tried);
        let fate = Some(ReportFate::Pending {
            sign_in: false,
            after_ms: Some(86_400_000),
        });
        assert!(matches!(told, Step::Tell { fate: found, .. } if found == fate));
    }
}

#[test]
fn only_a_lasting_no_takes_a_report_out_of_the_queue() {
    let config = OutboxConfig::new(UserKey::new("user-7").unwrap());
    let mut outbox = Outbox::open(MemoryStore::new(), config).unwrap().outbox;
    let now = Now {
        wall_ms: 0,
        mono_ms: 0,
    };
    outbox.append(&outcome(), now).unwrap();
    let html = Ok(HttpResponse::new(200, Vec::new(), b"<html>".to_vec()));
    for (answer, sign_in) in [
        (Err(BackendError::Offline), false),
        (Err(BackendError::NotTrusted), false),
        (Err(BackendError::TimedOut), false),
        (status(302), false),
        (status(409), false),
        (status(500), false),
        (status(404), false),
        (status(407), false),
        (html, false),
        (status(401), true),
    ] {
        let fate = fate(&answer);
        let after_ms = None;
        assert_eq!(
            fate,
            ReportFate::Pending { sign_in, after_ms },
            "{answer:?}"
        );
        assert_eq!(fate.settle(&mut outbox, "session-1.1"), Ok(true));
        assert_eq!(outbox.pending().len(), 1, "{answer:?}");
    }
    assert_eq!(outbox.list()[0].attempts, 10);

    let refused = fate(&json_answer(422, &json!({"code": "session_unknown"})));
    assert_eq!(refused.settle(&mut outbox, "session-1.1"), Ok(true));
    let state = EntryState::Refused { status: 422 };
    assert_eq!(outbox.list()[0].state, state);

    let taken = fate(&json_answer(200, &json!({})));
    assert_eq!(taken, ReportFate::Acknowledged);
    assert_eq!(taken.settle(&mut outbox, "session-1.1"), Ok(true));
    assert!(outbox.list().is_empty());
}

#[test]
fn a_report_holds_no_text_of_the_widget() {
    let exited = Outcome {
        ending: Ending::Exited {
            stage: ExitStage::BecauseOfError,
            error: Some(ExitError {
                code: ExitCode::from_code("login_error"),
                message: Some("Ana said no".into()),
            }),
            source: ExitSource::Widget,
        },
        ..outcome()
    };
    let sent = serde_json::to_value(OutcomeReport::from(&exited)).unwrap();
    let ending = json!({"kind": "exited", "stage": "because_of_error", "error_code": "login_error", "source": "widget"});
    assert_eq!(
        sent,
        json!({"session_id": "session-1", "sequence": 1, "ending": ending})
    );
}

fn outcome() -> Outcome {
    Outcome {
        id: "session-1.1".into(),
        session_id: "session-1".into(),
        sequence: 1,
        ending: Ending::Failed {
            reason: FailReason::TokenRefused,
        },
    }
}
