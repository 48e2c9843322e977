//! Process death.

use vinculo::callback::LinkId;
use vinculo::session::{
    DeepLinkVerdict, Effect, Event, Phase, Session, SessionError, TokenProblem,
};

use super::{connected, is_diagnosed, verdict};
use crate::phone::{LINK, Phone, config, success_url, token};

#[test]
fn restored_session_asks_for_a_link_before_it_asks_for_a_token() {
    for leave in [false, true] {
        let mut phone = Phone::open();
        if leave {
            phone.go("bankapp://authorise");
        }
        let mut again = phone.restart();
        again.send(Event::Start);
        assert!(again.has(|effect| matches!(effect, Effect::CheckLateLink { .. })));
        assert!(!again.has(|effect| matches!(effect, Effect::RequestToken { .. })));
        again.no_late_link();
        assert!(again.has(|effect| matches!(effect, Effect::RequestToken { .. })));
    }
}

#[test]
fn restored_session_ends_with_the_link_that_was_made_meanwhile() {
    let mut again = Phone::open().restart();
    again.send(Event::Start);
    again.late_link(LINK);
    again.recorded();
    assert_eq!(connected(&again.finished().ending), Some((LINK, true)));
}

#[test]
fn deep_link_that_wakes_a_dead_app_counts() {
    let mut phone = Phone::open();
    phone.go("bankapp://authorise");
    let mut again = phone.restart();
    again.deep_link(&success_url(LINK));
    assert_eq!(verdict(&again), DeepLinkVerdict::Handled);
    again.recorded();
    assert_eq!(connected(&again.finished().ending), Some((LINK, false)));
}

#[test]
fn no_lease_survives_a_restore() {
    let mut again = Phone::open().restart();
    again.send(Event::Start);
    again.no_late_link();
    assert_eq!(again.phase(), Phase::FetchingToken);
}

#[test]
fn answers_to_the_process_that_died_are_stale() {
    let mut phone = Phone::new(config());
    phone.send(Event::Start);
    let id = phone.id("request_token");
    let mut again = phone.restart();
    again.send(Event::Start);
    again.send(Event::TokenReceived {
        id,
        token: token(),
        callback_urls: None,
    });
    assert!(is_diagnosed(&again, "stale_answer"));
    assert_eq!(again.phase(), Phase::FetchingToken);
}

#[test]
fn stale_answers_are_noted_and_ignored() {
    let mut phone = Phone::open();
    for event in [
        Event::TokenFailed {
            id: 77,
            problem: TokenProblem::Refused,
        },
        Event::OutsideFailed { id: 77 },
        Event::LateLinkFound {
            id: 77,
            link: LinkId::new(LINK),
            institution: None,
        },
        Event::LateLinkAbsent { id: 77 },
        Event::Recorded { id: 77 },
        Event::Reported { id: 77 },
    ] {
        phone.send(event.clone());
        assert!(is_diagnosed(&phone, "stale_answer"), "{event:?}");
        assert_eq!(phone.phase(), Phase::Open);
    }
}

#[test]
fn a_session_goes_on_for_its_own_user_only() {
    let mut session = Session::new(config()).unwrap();
    let unclaimed = session.snapshot();
    assert_eq!(session.claim("user-1"), Ok(()));
    assert_eq!(session.claim("user-1"), Ok(()));
    let claimed = session.snapshot();
    // The name in the bytes: renamed, every session of before an update would be anybody's.
    assert!(
        std::str::from_utf8(&claimed)
            .unwrap()
            .contains(r#""user":"user-1""#)
    );

    let mut again = Session::restore(&claimed, &[]).unwrap();
    assert_eq!(again.claim("user-2"), Err(SessionError::OtherUser));
    assert_eq!(again.claim("user-1"), Ok(()));
    assert_eq!(again.snapshot(), claimed);
    // Prepared before anybody was known, or of an earlier release.
    let mut anybodys = Session::restore(&unclaimed, &[]).unwrap();
    assert_eq!(anybodys.claim("user-2"), Ok(()));
}
