//! Success and exit, early and late.

use vinculo::callback::LinkId;
use vinculo::session::{
    DeepLinkVerdict, Diagnostic, DismissedBy, Effect, Event, LoadProblem, Phase,
};

use super::{connected, is_diagnosed, verdict};
use crate::phone::{LINK, OTHER_LINK, Phone, error_url, exit_url, success_url};

#[test]
fn success_then_exit_is_success() {
    let mut phone = Phone::open();
    phone.go(&success_url(LINK));
    phone.go(&exit_url());
    assert!(is_diagnosed(&phone, "duplicate"));
    phone.recorded();
    assert!(connected(&phone.finished().ending).is_some());
}

#[test]
fn exit_then_success_inside_the_grace_is_connected_late() {
    let mut phone = Phone::open();
    phone.go(&exit_url());
    phone.wait(100).go(&success_url(LINK));
    phone.recorded();
    assert_eq!(connected(&phone.finished().ending), Some((LINK, true)));
}

#[test]
fn grace_is_kept_even_when_the_backend_knows_of_no_link() {
    let mut phone = Phone::open();
    phone.go(&exit_url());
    phone.no_late_link();
    assert_eq!(phone.phase(), Phase::Reconciling);
    phone.fire("exit_grace");
    assert_eq!(phone.phase(), Phase::Recording);
}

#[test]
fn link_found_by_the_late_check_is_connected_late() {
    let mut phone = Phone::open();
    phone.send(Event::CloseRequested);
    phone.send(Event::CloseConfirmed);
    phone.late_link(LINK);
    phone.recorded();
    assert_eq!(connected(&phone.finished().ending), Some((LINK, true)));
}

#[test]
fn late_check_is_asked_for_every_ending_but_success() {
    let endings: [fn(&mut Phone); 4] = [
        |phone| {
            phone.go(&exit_url());
        },
        |phone| {
            phone.send(Event::Dismissed {
                by: DismissedBy::Host,
            });
        },
        |phone| {
            phone.send(Event::LoadFailed {
                problem: LoadProblem::WebviewMissing,
            });
        },
        |phone| {
            phone.send(Event::CloseRequested);
            phone.send(Event::CloseConfirmed);
        },
    ];
    for end in endings {
        let mut phone = Phone::open();
        end(&mut phone);
        assert!(phone.has(|effect| matches!(effect, Effect::CheckLateLink { .. })));
        assert!(phone.has(|effect| matches!(
            effect,
            Effect::SetTimer {
                after_ms: 5_000,
                ..
            }
        )));
    }
}

#[test]
fn late_check_is_bounded() {
    let mut phone = Phone::open();
    phone.go(&exit_url());
    phone.wait(5_000).fire("late_check");
    assert_eq!(phone.phase(), Phase::Recording);
}

#[test]
fn success_after_the_told_exit_is_recorded_and_reported_without_a_second_finish() {
    let mut phone = Phone::open();
    phone.go(&exit_url());
    phone.end_without_link();
    phone.deep_link(&success_url(LINK));
    assert_eq!(verdict(&phone), DeepLinkVerdict::Handled);
    assert!(is_diagnosed(&phone, "late_success"));
    assert!(phone.has(
        |effect| matches!(effect, Effect::Record { outcome, .. } if outcome.id == "session-1.2")
    ));
    phone.recorded();
    assert!(
        phone.has(
            |effect| matches!(effect, Effect::Report { outcome, .. } if outcome.sequence == 2)
        )
    );
    assert_eq!(phone.told().len(), 1);
}

#[test]
fn late_success_survives_a_restart_until_it_is_reported() {
    let mut phone = Phone::open();
    phone.go(&exit_url());
    phone.end_without_link();
    phone.go(&success_url(LINK));
    let mut again = phone.restart();
    again.send(Event::Start);
    assert!(
        again.has(
            |effect| matches!(effect, Effect::Record { outcome, .. } if outcome.sequence == 2)
        )
    );
    again.recorded();
    let id = again.id("report");
    again.send(Event::Reported { id });
    let mut third = again.restart();
    third.send(Event::Start);
    assert!(!third.has(|effect| matches!(effect, Effect::Record { .. })));
}

#[test]
fn only_the_first_late_success_counts() {
    let mut phone = Phone::open();
    phone.go(&exit_url());
    phone.end_without_link();
    phone.go(&success_url(LINK));
    phone.go(&success_url(LINK));
    assert!(phone.has(|effect| matches!(
        effect,
        Effect::Diagnose {
            diagnostic: Diagnostic::Duplicate {
                same_link: true,
                ..
            }
        }
    )));
    phone.go(&success_url(OTHER_LINK));
    assert!(phone.has(|effect| matches!(
        effect,
        Effect::Diagnose {
            diagnostic: Diagnostic::Duplicate {
                same_link: false,
                ..
            }
        }
    )));
}

#[test]
fn latecomers_after_success_are_duplicates() {
    let mut phone = Phone::open();
    phone.go(&success_url(LINK));
    phone.recorded();
    for url in [
        success_url(LINK),
        exit_url(),
        error_url("ACCESS_TOKEN_NOT_VALID"),
    ] {
        phone.go(&url);
        assert!(is_diagnosed(&phone, "duplicate"), "{url}");
        assert_eq!(phone.last.len(), 2);
    }
}

#[test]
fn link_found_by_an_earlier_check_counts_too() {
    let mut again = Phone::open().restart();
    again.send(Event::Start);
    let first = again.id("check_late_link");
    again.fire("late_check");
    again.give_token();
    again.send(Event::PageShown);
    again.go(&exit_url());
    again.send(Event::LateLinkFound {
        id: first,
        link: LinkId::new(LINK),
        institution: None,
    });
    again.recorded();
    assert_eq!(connected(&again.finished().ending), Some((LINK, true)));
}

#[test]
fn rejected_token_asks_for_the_link_that_may_have_used_it_up() {
    let mut phone = Phone::open();
    phone.go(&error_url("ACCESS_TOKEN_NOT_VALID"));
    assert_eq!(phone.phase(), Phase::FetchingToken);
    phone.late_link(LINK);
    phone.recorded();
    assert_eq!(connected(&phone.finished().ending), Some((LINK, true)));
}

#[test]
fn link_on_an_error_is_asked_about_and_not_believed() {
    let mut phone = Phone::open();
    phone.go(&format!("{}&link={LINK}", error_url("duplicated")));
    assert_eq!(phone.phase(), Phase::Open);
    assert!(is_diagnosed(&phone, "link_with_error"));
    phone.late_link(LINK);
    assert_eq!(phone.phase(), Phase::Recording);
}

#[test]
fn restore_during_a_renewal_asks_for_a_link_first() {
    let mut phone = Phone::open();
    phone.go(&error_url("ACCESS_TOKEN_NOT_VALID"));
    let mut again = phone.restart();
    again.send(Event::Start);
    assert_eq!(again.phase(), Phase::Reconciling);
    assert!(!again.has(|effect| matches!(effect, Effect::RequestToken { .. })));
}

#[test]
fn burst_of_errors_with_links_asks_one_question_at_a_time() {
    let mut phone = Phone::open();
    let url = format!("{}&link={LINK}", error_url("duplicated"));
    for _ in 0..50 {
        phone.go(&url);
        assert!(is_diagnosed(&phone, "link_with_error"));
    }
    let asked = |phone: &Phone| {
        let is_question = |effect: &&Effect| matches!(effect, Effect::CheckLateLink { .. });
        phone.all.iter().filter(is_question).count()
    };
    assert_eq!(asked(&phone), 1);
    phone.no_late_link();
    phone.go(&url);
    assert_eq!(asked(&phone), 2);
}
