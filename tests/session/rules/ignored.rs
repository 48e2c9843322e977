//! What means nothing in a phase is noted by its name, and changes nothing.

use vinculo::session::{Diagnostic, Effect, Event, LoadProblem, Phase, Session, SessionError};

use crate::phone::{LINK, Phone, config, exit_url, main_frame, success_url};

fn means_nothing(phone: &mut Phone, event: Event, name: &str) {
    let phase = phone.phase();
    phone.send(event);
    let ignored = Effect::Diagnose {
        diagnostic: Diagnostic::Ignored {
            phase,
            event: name.to_owned(),
        },
    };
    assert_eq!(phone.last.last(), Some(&ignored), "{name} in {phase:?}");
    let rest = &phone.last[..phone.last.len() - 1];
    assert!(
        rest.iter()
            .all(|effect| matches!(effect, Effect::AnswerNavigation { allow: false }))
    );
    assert_eq!(phone.phase(), phase);
}

#[test]
fn nothing_happens_around_a_page_before_there_is_one_or_after_the_end() {
    let mut fetching = Phone::new(config());
    fetching.send(Event::Start);
    let mut ending = Phone::open();
    ending.go(&exit_url());
    let mut recording = Phone::open();
    recording.go(&success_url(LINK));
    let mut finished = Phone::open();
    finished.go(&success_url(LINK));
    finished.recorded();
    for mut phone in [Phone::new(config()), fetching, ending, recording, finished] {
        for (event, name) in [
            (Event::PageShown, "page_shown"),
            (
                Event::LoadFailed {
                    problem: LoadProblem::Offline,
                },
                "load_failed",
            ),
            (Event::Retry, "retry"),
            (Event::CloseConfirmed, "close_confirmed"),
            (Event::CloseDeclined, "close_declined"),
            (main_frame("bankapp://authorise"), "navigation"),
        ] {
            means_nothing(&mut phone, event, name);
        }
    }
}

#[test]
fn leaving_means_nothing_once_an_ending_is_decided() {
    let mut ending = Phone::open();
    ending.go(&exit_url());
    let mut recording = Phone::open();
    recording.go(&success_url(LINK));
    for mut phone in [ending, recording] {
        for (event, name) in [
            (Event::Start, "start"),
            (Event::CloseRequested, "close_requested"),
            (Event::Back { can_go_back: true }, "back"),
            (Event::Back { can_go_back: false }, "back"),
        ] {
            means_nothing(&mut phone, event, name);
        }
    }
}

#[test]
fn names_that_cannot_work_are_refused() {
    for (session_id, nonce, expected) in [
        ("seven-7", "n0nce-n0nce-n0nce", SessionError::SessionId),
        ("session.1", "n0nce-n0nce-n0nce", SessionError::SessionId),
        ("session-1", "fifteen-charact", SessionError::Nonce),
        ("session-1", "n0nce/n0nce-n0nce", SessionError::Nonce),
    ] {
        let mut config = config();
        config.session_id = session_id.to_owned();
        config.nonce = Some(nonce.to_owned());
        assert_eq!(Session::new(config).unwrap_err(), expected);
    }
    let mut config = config();
    config.callback_urls.exit = "your_deeplink_here://exit".to_owned();
    let error = Session::new(config).unwrap_err();
    assert_eq!(error.code(), "callback_urls");
}

#[test]
fn snapshot_is_read_up_to_a_mebibyte_and_only_if_the_session_can_end() {
    let mut phone = Phone::open();
    phone.go(&success_url(LINK));
    let bytes = phone.session.snapshot();
    assert_eq!(
        Session::restore(&bytes, &[]).unwrap().phase(),
        Phase::Recording
    );

    let padded = |to: usize| {
        let mut bytes = bytes.clone();
        bytes.resize(to, b' ');
        Session::restore(&bytes, &[])
    };
    assert!(padded(1024 * 1024).is_ok());
    assert_eq!(padded(1024 * 1024 + 1).unwrap_err().code(), "malformed");

    let text = String::from_utf8(Phone::open().session.snapshot()).unwrap();
    for phase in ["reconciling", "recording", "finished"] {
        let broken = text.replace("\"phase\":\"open\"", &format!("\"phase\":\"{phase}\""));
        assert_ne!(broken, text);
        let error = Session::restore(broken.as_bytes(), &[]).unwrap_err();
        assert_eq!(error.code(), "malformed", "{phase}");
    }
    let newer = text.replace("\"version\":1", "\"version\":2");
    assert_eq!(
        Session::restore(newer.as_bytes(), &[]).unwrap_err(),
        SessionError::SnapshotVersion { found: 2 }
    );
}

#[test]
fn a_snapshot_that_no_session_writes_is_refused() {
    let mut phone = Phone::open();
    phone.go(&success_url(LINK));
    let text = String::from_utf8(phone.session.snapshot()).unwrap();
    let outcome_id = phone.session.outcome().unwrap().id.clone();
    for (from, to) in [
        ("\"phase\":\"recording\"", "\"phase\":\"open\"".to_owned()),
        (
            &format!("\"id\":\"{outcome_id}\""),
            "\"id\":\"session-9.1\"".to_owned(),
        ),
        ("\"sequence\":1", "\"sequence\":2".to_owned()),
    ] {
        let broken = text.replace(from, &to);
        assert_ne!(broken, text, "{from}");
        let error = Session::restore(broken.as_bytes(), &[]).unwrap_err();
        assert_eq!(error.code(), "malformed", "{to}");
    }
    let mut bytes = text.into_bytes();
    bytes.truncate(bytes.len() - 1);
    bytes.extend(b",\"x\":\"\xff\"}");
    assert_eq!(
        Session::restore(&bytes, &[]).unwrap_err().code(),
        "malformed"
    );
}
