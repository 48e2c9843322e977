//! A whole session of the core through each scenario, and the outcome that the documentation promises.

use std::mem::replace;
use std::time::Duration;

use serde_json::{Value, json};
use vinculo::session::{Limits, Outcome, Phase, Timer};
use vinculo_sandbox::{SandboxConfig, Scenario};

use super::World;
use super::phone::Phone;
use crate::commands::wall_ms;

const PAGE: &str = include_str!("../../../../../../docs/sandbox.md");

/// The names are an interface: a new one is a new row.
#[test]
fn every_scenario_is_documented() {
    let rows = PAGE.lines().filter_map(|line| line.strip_prefix("| `"));
    let documented: Vec<_> = rows.filter_map(|row| row.split('`').next()).collect();
    assert_eq!(documented, Scenario::ALL.map(Scenario::name));
}

/// A slow page is called slow by an app as it comes, and is waited for.
#[test]
fn the_documented_seconds_are_those_of_the_sandbox_and_of_the_core() {
    let page = SandboxConfig::new(wall_ms).slow_page;
    let limits = Limits::default();
    let (slow, timeout) = (
        Duration::from_millis(limits.slow_ms),
        Duration::from_millis(limits.load_timeout_ms),
    );
    assert!(slow < page && page < timeout);
    for says in [
        format!(
            "the first page after {} seconds: loading is called slow after {} |",
            page.as_secs(),
            slow.as_secs()
        ),
        format!("`timed_out` after {} seconds;", timeout.as_secs()),
    ] {
        assert!(PAGE.contains(&says), "{says}");
    }
}

/// How the scenario is asked for.
#[derive(Clone, Copy, Debug)]
enum Way {
    StartUrl,
    Control,
}

/// A session that plays a scenario, as far as it plays itself.
async fn play(world: &World, scenario: Scenario, way: Way) -> Phone {
    let mut phone = phone(world, scenario, way).await;
    phone.start().await;
    phone.settle().await;
    phone
}

/// A session that will play a scenario.
async fn phone(world: &World, scenario: Scenario, way: Way) -> Phone {
    let name = scenario.name();
    match way {
        Way::StartUrl => Phone::new(&world.origin, Some(name)),
        Way::Control => {
            let body = json!({"scenario": name, "times": 1});
            assert_eq!(world.put("scenario", &body).await.status, 200);
            Phone::new(&world.origin, None)
        }
    }
}

fn ending(phone: &Phone) -> Value {
    serde_json::to_value(&ended(phone).ending).unwrap()
}

fn ended(phone: &Phone) -> &Outcome {
    let seen = &phone.seen;
    phone
        .outcome
        .as_ref()
        .unwrap_or_else(|| panic!("{seen:#?}"))
}

/// The user has to close what stays, or the session ends by itself.
#[derive(PartialEq)]
enum Then {
    Ends,
    IsClosed,
}

async fn comes_to(scenario: Scenario, seen: &[&str], then: Then, expected: fn(&Value) -> bool) {
    for way in [Way::StartUrl, Way::Control] {
        let world = World::new().await;
        let mut phone = play(&world, scenario, way).await;
        for words in seen {
            assert!(
                phone.has_seen(words),
                "{scenario}, {way:?}: {words} in {:#?}",
                phone.seen
            );
        }
        if then == Then::IsClosed {
            assert!(
                phone.outcome.is_none(),
                "{scenario}, {way:?}: {:#?}",
                phone.seen
            );
            phone.close().await;
        }
        let ending = ending(&phone);
        assert!(expected(&ending), "{scenario}, {way:?}: {ending}");
        let backend = world.ask("GET /control", "").await.json();
        assert_eq!(
            backend["scenario"], "manual",
            "{way:?}: one session was asked for"
        );
    }
}

fn connected(ending: &Value, institution: &str, late: bool) -> bool {
    let it = &ending["connected"];
    it["institution"] == institution && it["late"] == late && it["link"].is_string()
}

fn exited(ending: &Value, stage: &str, source: &str, code: Option<&str>) -> bool {
    let it = &ending["exited"];
    it["stage"] == stage && it["source"] == source && it["error"]["code"].as_str() == code
}

#[tokio::test]
async fn manual() {
    comes_to(Scenario::Manual, &["show_content"], Then::IsClosed, |it| {
        exited(it, "before_institution", "close_button", None)
    })
    .await;
}

#[tokio::test]
async fn connect() {
    comes_to(Scenario::Connect, &["show_content"], Then::Ends, |it| {
        connected(it, "erebor_mx_retail", false)
    })
    .await;
}

#[tokio::test]
async fn connect_slowly() {
    comes_to(
        Scenario::ConnectSlowly,
        &["show_content"],
        Then::Ends,
        |it| connected(it, "erebor_mx_retail", false),
    )
    .await;
}

#[tokio::test]
async fn exit() {
    comes_to(Scenario::Exit, &["show_content"], Then::Ends, |it| {
        exited(it, "before_institution", "widget", None)
    })
    .await;
}

#[tokio::test]
async fn exit_with_error() {
    let seen = ["diagnose page_reported"];
    comes_to(Scenario::ExitWithError, &seen, Then::Ends, |it| {
        exited(it, "because_of_error", "widget", Some("login_error"))
    })
    .await;
}

#[tokio::test]
async fn error() {
    let seen = ["diagnose page_reported", "show_notice widget_error"];
    comes_to(Scenario::Error, &seen, Then::IsClosed, |it| {
        exited(it, "because_of_error", "close_button", Some("login_error"))
    })
    .await;
}

#[tokio::test]
async fn warning() {
    let seen = ["show_notice widget_warning"];
    comes_to(Scenario::Warning, &seen, Then::IsClosed, |it| {
        exited(it, "before_institution", "close_button", None)
    })
    .await;
}

#[tokio::test]
async fn token_not_valid() {
    comes_to(Scenario::TokenNotValid, &[], Then::Ends, |it| {
        it["failed"]["reason"] == "token_rejected"
    })
    .await;
}

#[tokio::test]
async fn token_not_valid_once() {
    comes_to(
        Scenario::TokenNotValidOnce,
        &["show_content"],
        Then::Ends,
        |it| connected(it, "erebor_mx_retail", false),
    )
    .await;
    let world = World::new().await;
    for (scenario, tokens) in [
        (Scenario::Connect, 1),
        (Scenario::TokenNotValidOnce, 2),
        (Scenario::TokenNotValid, 2),
    ] {
        let phone = play(&world, scenario, Way::Control).await;
        assert_eq!(phone.tokens, tokens, "{scenario}");
    }
}

#[tokio::test]
async fn bank() {
    comes_to(Scenario::Bank, &["show_content"], Then::Ends, |it| {
        connected(it, "ofmockbank_br_retail", false)
    })
    .await;
}

#[tokio::test]
async fn bank_refuses() {
    let seen = ["diagnose bank_refused", "show_notice bank_refused"];
    comes_to(Scenario::BankRefuses, &seen, Then::IsClosed, |it| {
        exited(it, "because_of_error", "close_button", None)
    })
    .await;
}

#[tokio::test]
async fn connect_lost() {
    comes_to(
        Scenario::ConnectLost,
        &["show_content"],
        Then::IsClosed,
        |it| connected(it, "erebor_mx_retail", true),
    )
    .await;
}

#[tokio::test]
async fn http_500() {
    let seen = ["show_problem Load { problem: HttpStatus { status: 500 } }"];
    comes_to(Scenario::Http500, &seen, Then::IsClosed, |it| {
        exited(it, "before_institution", "close_button", None)
    })
    .await;
}

#[tokio::test]
async fn slow_page() {
    comes_to(Scenario::SlowPage, &["show_content"], Then::Ends, |it| {
        connected(it, "erebor_mx_retail", false)
    })
    .await;
}

#[tokio::test]
async fn blank_until_the_phone_gives_up_and_better_on_retry() {
    for way in [Way::StartUrl, Way::Control] {
        let world = World::new().await;
        let mut phone = phone(&world, Scenario::Blank, way).await;
        let patience = replace(&mut phone.patience, Duration::from_millis(300));
        phone.start().await;
        phone.patience = patience;
        assert_eq!(phone.phase(), Phase::Loading);
        phone.fire(Timer::Slow).await;
        assert!(phone.has_seen("show_loading Slow"));
        phone.fire(Timer::LoadTimeout).await;
        assert!(
            phone.has_seen("show_problem Load { problem: TimedOut }"),
            "{:#?}",
            phone.seen
        );
        assert_eq!(phone.phase(), Phase::Recovering);

        if let Way::Control = way {
            // It is the same session still, so that it takes another word to let it go on.
            world
                .put("scenario", &json!({"scenario": "connect", "times": 1}))
                .await;
            phone.retry().await;
            assert!(connected(&ending(&phone), "erebor_mx_retail", false));
        } else {
            phone.close().await;
            let ending = ending(&phone);
            assert!(
                exited(&ending, "before_institution", "close_button", None),
                "{ending}"
            );
        }
    }
}

/// What an app does about a backend in trouble, with a sandbox that plays along.
#[tokio::test]
async fn a_backend_in_trouble() {
    let world = World::new().await;
    world
        .put("backend", &json!({"trouble": "signed_out"}))
        .await;
    let mut phone = Phone::new(&world.origin, Some("connect"));
    phone.start().await;
    assert!(
        phone.has_seen("show_problem Token { problem: SignIn }"),
        "{:#?}",
        phone.seen
    );
    world.put("backend", &json!({"trouble": "none"})).await;
    phone.retry().await;
    assert!(connected(&ending(&phone), "erebor_mx_retail", false));
}

#[tokio::test]
async fn an_unknown_name_in_the_start_url_is_an_error_of_the_page() {
    let world = World::new().await;
    let mut phone = Phone::new(&world.origin, Some("nothing"));
    phone.start().await;
    assert!(phone.has_seen("show_problem Load { problem: HttpStatus { status: 400 } }"));
}
