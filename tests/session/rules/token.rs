//! The token.

use std::sync::Arc;

use vinculo::session::{
    Effect, Ending, Event, FailReason, LoadProblem, Phase, SessionConfig, TokenProblem,
};
use vinculo::widget::{AccessToken, Environment};

use super::is_diagnosed;
use crate::phone::error_url;
use crate::phone::{Phone, config};

#[test]
fn dead_token_is_never_loaded_but_renewed_first() {
    let mut phone = Phone::open();
    phone.send(Event::LoadFailed {
        problem: LoadProblem::Offline,
    });
    phone.wait(600_000).send(Event::Retry);
    assert_eq!(phone.phase(), Phase::FetchingToken);
    assert!(!phone.has(|effect| matches!(effect, Effect::Reload { .. })));
}

#[test]
fn retry_inside_the_lease_keeps_the_token() {
    let mut phone = Phone::open();
    phone.send(Event::LoadFailed {
        problem: LoadProblem::Offline,
    });
    phone.wait(599_999).send(Event::Retry);
    assert_eq!(phone.phase(), Phase::Loading);
    assert!(phone.has(|effect| matches!(effect, Effect::Reload { rebuild: false, .. })));
}

#[test]
fn lease_runs_from_the_start_of_the_request() {
    let mut phone = Phone::new(config());
    phone.send(Event::Start);
    phone.wait(400_000).give_token();
    phone.send(Event::LoadFailed {
        problem: LoadProblem::Dns,
    });
    phone.wait(200_000).send(Event::Retry);
    assert_eq!(phone.phase(), Phase::FetchingToken);
}

#[test]
fn wall_clock_jumps_do_not_touch_the_lease() {
    let mut phone = Phone::open();
    phone.send(Event::LoadFailed {
        problem: LoadProblem::Offline,
    });
    phone.wall_offset = 10_000_000_000;
    phone.send(Event::Retry);
    assert_eq!(phone.phase(), Phase::Loading);
}

#[test]
fn token_that_arrives_dead_is_asked_for_again() {
    let mut phone = Phone::new(config());
    phone.send(Event::Start);
    phone.wait(600_000).give_token();
    assert_eq!(phone.phase(), Phase::FetchingToken);
    assert!(phone.has(|effect| matches!(effect, Effect::RequestToken { .. })));
}

#[test]
fn renewing_for_the_lease_is_free() {
    let mut phone = Phone::open();
    for _ in 0..5 {
        phone.send(Event::LoadFailed {
            problem: LoadProblem::Tls,
        });
        phone.wait(700_000).send(Event::Retry);
        assert_eq!(phone.phase(), Phase::FetchingToken);
        phone.give_token();
        phone.send(Event::PageShown);
        assert_eq!(phone.phase(), Phase::Open);
    }
}

#[test]
fn token_refused_by_the_page_is_dropped() {
    for (status, phase) in [
        (401, Phase::FetchingToken),
        (403, Phase::FetchingToken),
        (410, Phase::FetchingToken),
        (404, Phase::Loading),
        (503, Phase::Loading),
    ] {
        let mut phone = Phone::open();
        phone.send(Event::LoadFailed {
            problem: LoadProblem::HttpStatus { status },
        });
        phone.send(Event::Retry);
        assert_eq!(phone.phase(), phase, "{status}");
    }
}

#[test]
fn refused_token_request_fails_and_others_can_be_retried() {
    let mut phone = Phone::new(config());
    phone.send(Event::Start);
    let id = phone.id("request_token");
    phone.send(Event::TokenFailed {
        id,
        problem: TokenProblem::Offline,
    });
    assert_eq!(phone.phase(), Phase::Recovering);
    phone.send(Event::Connectivity { online: true });
    let id = phone.id("request_token");
    phone.send(Event::TokenFailed {
        id,
        problem: TokenProblem::Refused,
    });
    assert_eq!(
        phone.end_without_link().ending,
        Ending::Failed {
            reason: FailReason::TokenRefused
        }
    );
}

/// `{"exp":1699999999}`: a second before the clock of these tests begins.
const EXPIRED: &str = "eyJhbGciOiJIUzUxMiJ9.eyJleHAiOjE2OTk5OTk5OTl9.c2ln";
/// `{"exp":1700000060}`: a minute after.
const SHORT: &str = "eyJhbGciOiJIUzUxMiJ9.eyJleHAiOjE3MDAwMDAwNjB9.c2ln";
/// `{"environment":"production"}`.
const PRODUCTION: &str = "eyJhbGciOiJIUzUxMiJ9.eyJlbnZpcm9ubWVudCI6InByb2R1Y3Rpb24ifQ.c2ln";

fn given(config: SessionConfig, token: &str) -> Phone {
    let mut phone = Phone::new(config);
    phone.send(Event::Start);
    let id = phone.id("request_token");
    phone.send(Event::TokenReceived {
        id,
        token: Arc::new(AccessToken::new(token.to_owned()).unwrap()),
        callback_urls: None,
    });
    phone
}

fn retry_after(phone: &mut Phone, ms: i64) {
    phone.send(Event::LoadFailed {
        problem: LoadProblem::Offline,
    });
    phone.wait(ms).send(Event::Retry);
}

#[test]
fn token_is_dead_once_it_says_so_even_inside_the_lease() {
    let mut phone = given(config(), SHORT);
    retry_after(&mut phone, 59_999);
    assert_eq!(phone.phase(), Phase::Loading);
    retry_after(&mut phone, 1);
    assert_eq!(phone.phase(), Phase::FetchingToken);
}

#[test]
fn new_token_that_says_it_is_dead_tells_of_a_wrong_clock_and_lives_for_the_lease() {
    let mut phone = given(config(), EXPIRED);
    assert!(is_diagnosed(&phone, "clock_skew"));
    assert_eq!(phone.phase(), Phase::Loading);
    retry_after(&mut phone, 599_999);
    assert_eq!(phone.phase(), Phase::Loading);
}

#[test]
fn token_of_the_other_environment_fails() {
    let mut config = config();
    config.environment = Some(Environment::Sandbox);
    let mut phone = given(config, PRODUCTION);
    assert!(!phone.has(|effect| matches!(effect, Effect::Load { .. })));
    assert_eq!(
        phone.end_without_link().ending,
        Ending::Failed {
            reason: FailReason::EnvironmentMismatch
        }
    );
}

#[test]
fn rejection_past_the_lease_does_not_use_up_the_renewal() {
    let mut phone = Phone::open();
    for _ in 0..3 {
        phone.wait(700_000).go(&error_url("ACCESS_TOKEN_NOT_VALID"));
        assert_eq!(phone.phase(), Phase::FetchingToken);
        phone.give_token();
        phone.send(Event::PageShown);
    }
    phone.go(&error_url("ACCESS_TOKEN_NOT_VALID"));
    assert_eq!(
        phone.phase(),
        Phase::FetchingToken,
        "the first fresh one that is refused"
    );
}
