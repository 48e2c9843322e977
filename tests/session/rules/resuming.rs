//! After a restore: what counts while the backend is asked for a link that was made before.

use vinculo::callback::ExitStage;
use vinculo::session::{
    DeepLinkVerdict, DismissedBy, Effect, Ending, Event, ExitSource, Outcome, Phase,
};

use super::{connected, is_diagnosed, verdict};
use crate::phone::{LINK, Phone, config, error_url, exit_url, success_url};

fn resuming() -> Phone {
    let mut phone = Phone::open().restart();
    phone.send(Event::Start);
    assert_eq!(phone.phase(), Phase::Reconciling);
    phone
}

#[test]
fn resuming_is_bounded_and_goes_on_with_a_new_token() {
    let mut phone = resuming();
    assert!(phone.has(|effect| matches!(
        effect,
        Effect::SetTimer {
            after_ms: 5_000,
            ..
        }
    )));
    phone.wait(5_000).fire("late_check");
    assert_eq!(phone.phase(), Phase::FetchingToken);
    assert!(phone.has(|effect| matches!(effect, Effect::RequestToken { .. })));
}

#[test]
fn link_found_after_resuming_was_given_up_still_counts() {
    let mut phone = resuming();
    phone.fire("late_check");
    phone.give_token();
    phone.send(Event::PageShown);
    phone.late_link(LINK);
    phone.recorded();
    assert_eq!(connected(&phone.finished().ending), Some((LINK, true)));
}

#[test]
fn user_may_leave_while_resuming() {
    for (event, source) in [
        (Event::CloseRequested, ExitSource::CloseButton),
        (Event::Back { can_go_back: true }, ExitSource::Back),
        (Event::Back { can_go_back: false }, ExitSource::Back),
        (
            Event::Dismissed {
                by: DismissedBy::Swipe,
            },
            ExitSource::Swipe,
        ),
    ] {
        let mut phone = resuming();
        phone.send(event.clone());
        assert!(
            phone.has(|effect| matches!(effect, Effect::CheckLateLink { .. })),
            "{event:?}"
        );
        let ending = phone.end_without_link().ending;
        assert!(
            matches!(ending, Ending::Exited { source: found, .. } if found == source),
            "{event:?}: {ending:?}"
        );
    }
}

#[test]
fn widgets_exit_while_resuming_ends() {
    let mut phone = resuming();
    phone.deep_link(&exit_url());
    assert_eq!(verdict(&phone), DeepLinkVerdict::Handled);
    let ending = phone.end_without_link().ending;
    assert!(
        matches!(
            ending,
            Ending::Exited {
                source: ExitSource::Widget,
                ..
            }
        ),
        "{ending:?}"
    );
}

#[test]
fn reconciling_is_asked_again_for_the_same_ending() {
    let mut phone = Phone::open();
    phone.go(&exit_url());
    let mut again = phone.restart();
    again.send(Event::Start);
    assert!(again.has(|effect| matches!(effect, Effect::CheckLateLink { .. })));
    let ending = again.end_without_link().ending;
    assert!(matches!(
        ending,
        Ending::Exited {
            source: ExitSource::Widget,
            ..
        }
    ));
}

#[test]
fn restored_idle_session_waits_for_its_start() {
    let mut phone = Phone::new(config()).restart();
    phone.send(Event::PageShown);
    assert_eq!(phone.phase(), Phase::Idle);
    phone.send(Event::Start);
    assert_eq!(phone.phase(), Phase::FetchingToken);
}

#[test]
fn how_far_the_user_had_come_is_remembered_across_a_restart() {
    let page = r#"{"eventName":"PAGE_LOAD","metadata":{"institution_name":"erebor_mx_retail"}}"#;
    let mut chosen = Phone::open();
    chosen.send(Event::PageMessage {
        message: page.to_owned().into(),
    });
    let mut failed = Phone::open();
    failed.go(&error_url("something_new"));
    for (phone, expected, code) in [
        (chosen, ExitStage::AfterInstitution, None),
        (failed, ExitStage::BecauseOfError, Some("something_new")),
    ] {
        let mut again = phone.restart();
        again.send(Event::Dismissed {
            by: DismissedBy::Host,
        });
        let Outcome {
            ending: Ending::Exited { stage, error, .. },
            ..
        } = again.end_without_link()
        else {
            panic!("no exit");
        };
        assert_eq!(stage, expected);
        assert_eq!(error.as_ref().map(|error| error.code.as_str()), code);
    }
}

#[test]
fn the_one_rebuild_is_remembered_across_a_restart() {
    let mut phone = Phone::open();
    phone.send(Event::RendererGone);
    let mut again = phone.restart();
    again.send(Event::Start);
    again.no_late_link();
    again.give_token();
    again.send(Event::RendererGone);
    assert_eq!(again.phase(), Phase::Recovering);
}

#[test]
fn callback_urls_in_force_are_remembered_across_a_restart() {
    let mut phone = Phone::new(config());
    phone.send(Event::Start);
    let mut urls = config().callback_urls;
    urls.success = "https://app.example/done".to_owned();
    let id = phone.id("request_token");
    phone.send(Event::TokenReceived {
        id,
        token: crate::phone::token(),
        callback_urls: Some(urls),
    });
    let mut again = phone.restart();
    again.deep_link(&format!("https://app.example/done?link={LINK}"));
    assert_eq!(verdict(&again), DeepLinkVerdict::Handled);
    assert_eq!(again.phase(), Phase::Recording);
}

#[test]
fn late_success_is_recorded_again_before_the_outcome_it_follows() {
    let mut phone = Phone::open();
    phone.go(&exit_url());
    phone.fire("late_check");
    phone.go(&success_url(LINK));
    assert!(is_diagnosed(&phone, "late_success"));
    let mut again = phone.restart();
    again.send(Event::Start);
    let recorded: Vec<u32> = again
        .last
        .iter()
        .filter_map(|effect| match effect {
            Effect::Record { outcome, .. } => Some(outcome.sequence),
            _ => None,
        })
        .collect();
    assert_eq!(recorded, [2, 1]);
}

#[test]
fn waking_comes_before_what_the_first_event_gives_rise_to() {
    let mut phone = Phone::open().restart();
    phone.send(Event::Reported { id: 999 });
    assert!(matches!(
        phone.last.first(),
        Some(Effect::ShowLoading { .. })
    ));
    assert!(matches!(phone.last.last(), Some(Effect::Diagnose { .. })));
}
