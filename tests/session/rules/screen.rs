//! What lies over the webview, and the question on top of it.

use vinculo::session::{Effect, Ending, Event, ExitSource, LoadProblem, Phase};

use crate::phone::{Phone, config, error_url};

fn loading() -> Phone {
    let mut phone = Phone::new(config());
    phone.send(Event::Start);
    phone.give_token();
    phone
}

fn uncovers(phone: &Phone) -> bool {
    phone.has(|effect| matches!(effect, Effect::ShowContent))
}

#[test]
fn cover_is_lifted_from_the_page_that_stands_in_before_the_first_paint() {
    let mut phone = loading();
    phone.go("intent://pay#Intent;scheme=bankapp;S.browser_fallback_url=https%3A%2F%2Fbank.example%2F;end");
    let id = phone.id("open_outside");
    phone.send(Event::OutsideFailed { id });
    assert_eq!(phone.phase(), Phase::Loading, "watched like any load");
    phone.send(Event::PageShown);
    assert!(uncovers(&phone));
}

#[test]
fn cover_is_lifted_after_a_way_out_that_led_nowhere() {
    let mut phone = loading();
    phone.go("bankapp://authorise");
    let id = phone.id("open_outside");
    phone.send(Event::OutsideFailed { id });
    phone.send(Event::PageShown);
    assert!(uncovers(&phone));
    phone.send(Event::PageShown);
    assert!(phone.last.is_empty(), "once is enough");
}

#[test]
fn error_page_of_the_engine_lifts_no_problem() {
    let mut phone = loading();
    phone.send(Event::LoadFailed {
        problem: LoadProblem::Dns,
    });
    phone.send(Event::PageShown);
    assert_eq!(phone.phase(), Phase::Recovering);
    assert!(!uncovers(&phone));
}

#[test]
fn page_that_comes_after_the_time_out_is_welcome() {
    let mut phone = loading();
    phone.fire("load_timeout");
    phone.send(Event::PageShown);
    assert_eq!(phone.phase(), Phase::Open);
}

#[test]
fn yes_leave_counts_whatever_happened_behind_the_question() {
    let behind: [fn(&mut Phone); 3] = [
        |phone| {
            phone.go(&error_url("ACCESS_TOKEN_NOT_VALID"));
        },
        |phone| {
            phone.send(Event::RendererGone);
        },
        |phone| {
            phone.send(Event::LoadFailed {
                problem: LoadProblem::Offline,
            });
        },
    ];
    for happens in behind {
        let mut phone = Phone::open();
        phone.send(Event::Back { can_go_back: false });
        happens(&mut phone);
        phone.send(Event::CloseConfirmed);
        let ending = phone.end_without_link().ending;
        assert!(
            matches!(
                ending,
                Ending::Exited {
                    source: ExitSource::Back,
                    ..
                }
            ),
            "{ending:?}"
        );
    }
}

#[test]
fn no_stay_is_quiet_behind_a_change_and_unasked_answers_are_noted() {
    let mut phone = Phone::open();
    phone.send(Event::CloseRequested);
    phone.send(Event::RendererGone);
    phone.send(Event::CloseDeclined);
    assert_eq!(phone.phase(), Phase::Loading);
    assert!(phone.last.is_empty());
    phone.send(Event::CloseConfirmed);
    assert!(super::is_diagnosed(&phone, "ignored"), "nobody asked");
}

#[test]
fn renderer_that_dies_while_a_token_is_fetched_is_rebuilt() {
    let mut phone = Phone::open();
    phone.go(&error_url("ACCESS_TOKEN_NOT_VALID"));
    phone.send(Event::RendererGone);
    phone.give_token();
    assert!(phone.has(|effect| matches!(effect, Effect::Reload { rebuild: true, .. })));
}
