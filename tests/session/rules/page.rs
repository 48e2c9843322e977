//! The page.

use vinculo::session::{Effect, Ending, Event, FailReason, LoadProblem, Phase, Problem};

use crate::phone::{Phone, config};

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
