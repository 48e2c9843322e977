//! The page.

use vinculo::session::{
    Effect, Ending, Event, FailReason, LoadProblem, Notice, Phase, Problem, TokenProblem,
};

use super::is_diagnosed;
use crate::phone::{LINK, Phone, config, error_url, main_frame};

#[test]
fn slow_is_said_and_timeout_is_a_problem() {
    let mut phone = Phone::new(config());
    phone.send(Event::Start);
    phone.give_token();
    phone.wait(8_000).fire("slow");
    assert_eq!(phone.phase(), Phase::Loading);
    phone.wait(22_000).fire("load_timeout");
    assert_eq!(phone.phase(), Phase::Recovering);
    assert!(phone.has(|effect| matches!(
        effect,
        Effect::ShowProblem {
            problem: Problem::Load {
                problem: LoadProblem::TimedOut
            },
            can_retry: true
        }
    )));
}

#[test]
fn timers_of_an_earlier_load_are_stale() {
    let mut phone = Phone::new(config());
    phone.send(Event::Start);
    phone.give_token();
    phone.send(Event::PageShown);
    phone.fire("load_timeout");
    assert_eq!(phone.phase(), Phase::Open);
    assert!(phone.last.is_empty());
}

#[test]
fn dead_renderer_is_rebuilt_once_then_left_to_the_user() {
    let mut phone = Phone::open();
    phone.send(Event::RendererGone);
    assert!(phone.has(|effect| matches!(effect, Effect::Reload { rebuild: true, .. })));
    phone.send(Event::PageShown);
    phone.send(Event::RendererGone);
    assert_eq!(phone.phase(), Phase::Recovering);
    phone.send(Event::Retry);
    assert!(phone.has(|effect| matches!(effect, Effect::Reload { rebuild: true, .. })));
}

#[test]
fn a_new_webview_costs_no_rebuild() {
    let mut phone = Phone::open();
    for _ in 0..3 {
        phone.send(Event::WebviewReplaced);
        assert!(phone.has(|effect| matches!(effect, Effect::Load { .. })));
        phone.send(Event::PageShown);
    }
    phone.send(Event::RendererGone);
    assert!(phone.has(|effect| matches!(effect, Effect::Reload { rebuild: true, .. })));
}

#[test]
fn what_an_earlier_webview_may_have_connected_is_asked_for_each_time() {
    let mut phone = Phone::open();
    phone.send(Event::WebviewReplaced);
    assert!(phone.has(|effect| matches!(effect, Effect::CheckLateLink { .. })));
    phone.send(Event::PageShown);
    phone.send(Event::WebviewReplaced);
    assert!(phone.has(|effect| matches!(effect, Effect::CheckLateLink { .. })));
    phone.late_link(LINK);
    assert_eq!(phone.phase(), Phase::Recording);
}

#[test]
fn an_earlier_webview_shows_nothing_in_a_new_one() {
    let mut phone = Phone::new(config());
    phone.send(Event::Start);
    phone.give_token();
    phone.fire("load_timeout");
    phone.send(Event::WebviewReplaced);
    phone.send(Event::PageShown);
    assert_eq!(phone.phase(), Phase::Recovering);
    assert!(phone.last.is_empty());
}

#[test]
fn what_an_earlier_webview_says_of_the_token_counts() {
    let refused = LoadProblem::HttpStatus { status: 401 };
    for news in [
        Event::LoadFailed { problem: refused },
        main_frame(&error_url("ACCESS_TOKEN_NOT_VALID")),
    ] {
        let mut phone = Phone::open();
        phone.send(Event::LoadFailed {
            problem: LoadProblem::Offline,
        });
        phone.send(Event::WebviewReplaced);
        phone.send(news);
        assert_eq!(phone.phase(), Phase::Recovering);
        phone.send(Event::Retry);
        assert_eq!(phone.phase(), Phase::FetchingToken);
    }
}

#[test]
fn a_new_webview_is_no_reason_to_lift_a_problem() {
    let mut phone = Phone::open();
    phone.send(Event::LoadFailed {
        problem: LoadProblem::Tls,
    });
    phone.send(Event::WebviewReplaced);
    assert_eq!(phone.phase(), Phase::Recovering);
    assert!(phone.last.is_empty());
    phone.send(Event::Retry);
    assert!(phone.has(|effect| matches!(effect, Effect::Load { .. })));
}

#[test]
fn missing_webview_fails() {
    let mut phone = Phone::open();
    phone.send(Event::LoadFailed {
        problem: LoadProblem::WebviewMissing,
    });
    assert_eq!(
        phone.end_without_link().ending,
        Ending::Failed {
            reason: FailReason::WebviewMissing
        }
    );
}

#[test]
fn network_that_comes_back_reloads_only_what_the_network_broke() {
    for (problem, reloads) in [
        (LoadProblem::Offline, true),
        (LoadProblem::Dns, true),
        (LoadProblem::Tls, false),
        (LoadProblem::TimedOut, false),
        (LoadProblem::HttpStatus { status: 503 }, false),
    ] {
        let mut phone = Phone::open();
        phone.send(Event::LoadFailed { problem });
        phone.send(Event::Connectivity { online: true });
        let is_loading = phone.phase() == Phase::Loading;
        assert_eq!(is_loading, reloads, "{problem:?}");
    }
}

#[test]
fn lost_network_is_said_and_the_widget_stays() {
    let mut phone = Phone::open();
    phone.send(Event::Connectivity { online: false });
    assert_eq!(
        phone.last,
        vec![Effect::ShowNotice {
            notice: Notice::Offline
        }]
    );
    assert_eq!(phone.phase(), Phase::Open);
}

#[test]
fn page_that_loads_after_all_is_shown() {
    let mut phone = Phone::open();
    phone.send(Event::LoadFailed {
        problem: LoadProblem::TimedOut,
    });
    phone.send(Event::PageShown);
    assert_eq!(phone.last, vec![Effect::ShowContent]);
    assert_eq!(phone.phase(), Phase::Open);
}

#[test]
fn next_reload_after_a_dead_renderer_rebuilds_even_past_a_new_token() {
    let mut phone = Phone::open();
    phone.wait(600_000).send(Event::RendererGone);
    assert_eq!(phone.phase(), Phase::FetchingToken);
    phone.give_token();
    assert!(phone.has(|effect| matches!(effect, Effect::Reload { rebuild: true, .. })));
    phone.send(Event::LoadFailed {
        problem: LoadProblem::Tls,
    });
    phone.send(Event::Retry);
    assert!(phone.has(|effect| matches!(effect, Effect::Reload { rebuild: false, .. })));
}

#[test]
fn before_the_first_load_no_webview_has_anything_to_say() {
    let says: [fn(&mut Phone); 4] = [
        |phone| {
            phone.send(Event::LoadFailed {
                problem: LoadProblem::TimedOut,
            });
        },
        |phone| {
            phone.send(Event::RendererGone);
        },
        |phone| {
            phone.go("bankapp://authorise");
        },
        |phone| {
            phone.go(&error_url("ACCESS_TOKEN_NOT_VALID"));
        },
    ];
    for say in says {
        let mut phone = Phone::new(config());
        phone.send(Event::Start);
        let id = phone.id("request_token");
        phone.send(Event::TokenFailed {
            id,
            problem: TokenProblem::Offline,
        });
        say(&mut phone);
        assert!(is_diagnosed(&phone, "ignored"));
        phone.send(Event::PageShown);
        assert_eq!(phone.phase(), Phase::Recovering);
    }
}
