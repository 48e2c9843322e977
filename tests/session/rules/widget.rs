//! What the widget says on the way.

use vinculo::callback::ExitStage;
use vinculo::navigation::{Frame, Navigation};
use vinculo::session::{DismissedBy, Effect, Ending, Event, ExitSource, FailReason, Notice, Phase};

use super::is_diagnosed;
use crate::phone::{LINK, NONCE, Phone, error_url, success_url};

#[test]
fn warning_never_ends_a_session() {
    let mut phone = Phone::open();
    phone.go("myapp://warning?warning=institution_disabled&warning_message=x");
    assert_eq!(phone.phase(), Phase::Open);
    assert!(phone.has(|effect| matches!(
        effect,
        Effect::ShowNotice {
            notice: Notice::WidgetWarning { .. }
        }
    )));
}

#[test]
fn rejected_token_is_renewed_once_then_fails() {
    let mut phone = Phone::open();
    phone.go(&error_url("ACCESS_TOKEN_NOT_VALID"));
    assert_eq!(phone.phase(), Phase::FetchingToken);
    phone.give_token();
    phone.send(Event::PageShown);
    phone.go(&error_url("ACCESS_TOKEN_NOT_VALID"));
    let outcome = phone.end_without_link();
    assert_eq!(
        outcome.ending,
        Ending::Failed {
            reason: FailReason::TokenRejected
        }
    );
}

#[test]
fn the_one_renewal_is_remembered_across_a_restart() {
    let mut phone = Phone::open();
    phone.go(&error_url("ACCESS_TOKEN_NOT_VALID"));
    let mut again = phone.restart();
    again.send(Event::Start);
    again.no_late_link();
    again.give_token();
    again.go(&error_url("ACCESS_TOKEN_NOT_VALID"));
    assert_eq!(again.phase(), Phase::Reconciling);
}

#[test]
fn other_errors_are_shown_and_do_not_end() {
    let mut phone = Phone::open();
    phone.go(&error_url("something_new"));
    assert_eq!(phone.phase(), Phase::Open);
    assert!(phone.has(|effect| matches!(
        effect,
        Effect::ShowNotice {
            notice: Notice::WidgetError { .. }
        }
    )));
}

#[test]
fn invalid_and_unknown_callbacks_do_not_end() {
    let mut phone = Phone::open();
    for (url, name) in [
        (format!("myapp://success/{NONCE}"), "invalid_callback"),
        ("myapp://something/else?x=1".to_owned(), "unknown_callback"),
    ] {
        phone.go(&url);
        assert_eq!(phone.phase(), Phase::Open);
        assert!(is_diagnosed(&phone, name), "{url}");
    }
}

#[test]
fn callback_from_a_sub_frame_is_reported_and_not_believed() {
    let mut phone = Phone::open();
    for frame in [Frame::Sub { origin: None }, Frame::Unknown] {
        let navigation = Navigation {
            url: success_url(LINK).into(),
            frame,
            redirect: None,
            post: None,
            user_gesture: None,
        };
        phone.send(Event::Navigation { navigation });
        assert_eq!(phone.last[0], Effect::AnswerNavigation { allow: false });
        assert!(is_diagnosed(&phone, "untrusted_callback"));
        assert_eq!(phone.phase(), Phase::Open);
    }
}

#[test]
fn exit_says_how_far_the_user_had_come() {
    let mut phone = Phone::open();
    phone.send(Event::PageMessage {
        message: r#"{"eventName":"PAGE_LOAD","metadata":{"page":"/credentials","institution_name":"erebor_mx_retail"}}"#
            .to_owned().into(),
    });
    phone.send(Event::Dismissed {
        by: DismissedBy::Swipe,
    });
    let ending = phone.end_without_link().ending;
    assert_eq!(
        ending,
        Ending::Exited {
            stage: ExitStage::AfterInstitution,
            error: None,
            source: ExitSource::Swipe
        }
    );
}
