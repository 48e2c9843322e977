//! Answers and timers that nobody waits for any more.

use vinculo::session::{DismissedBy, Event, Phase};

use super::is_diagnosed;
use crate::phone::{Phone, config};

#[test]
fn token_that_arrives_after_the_user_has_left_is_stale() {
    let mut phone = Phone::new(config());
    phone.send(Event::Start);
    phone.send(Event::Dismissed {
        by: DismissedBy::Host,
    });
    phone.give_token();
    assert!(is_diagnosed(&phone, "stale_answer"));
    assert_eq!(phone.phase(), Phase::Reconciling);
}

#[test]
fn missing_app_is_no_news_once_the_page_went_on() {
    let mut phone = Phone::open();
    phone.go("bankapp://authorise");
    let id = phone.id("open_outside");
    phone.go("https://widget.belvo.io/next");
    assert_eq!(phone.phase(), Phase::Open);
    phone.send(Event::OutsideFailed { id });
    assert!(is_diagnosed(&phone, "stale_answer"));
}

#[test]
fn only_the_newest_app_is_waited_for() {
    let mut phone = Phone::open();
    phone.go("bankapp://authorise");
    let first = phone.id("open_outside");
    phone.go("otherapp://authorise");
    phone.send(Event::OutsideFailed { id: first });
    assert!(is_diagnosed(&phone, "stale_answer"));
    assert_eq!(phone.phase(), Phase::Outside);
    let id = phone.id("open_outside");
    phone.send(Event::OutsideFailed { id });
    assert_eq!(phone.phase(), Phase::Open);
}

#[test]
fn timers_of_a_load_that_was_begun_anew_are_stale() {
    let mut phone = Phone::new(config());
    phone.send(Event::Start);
    phone.give_token();
    let earlier = phone.id("timer load_timeout");
    phone.send(Event::RendererGone);
    phone.send(Event::TimerFired { id: earlier });
    assert!(phone.last.is_empty());
    assert_eq!(phone.phase(), Phase::Loading);
    phone.fire("load_timeout");
    assert_eq!(phone.phase(), Phase::Recovering);
}

#[test]
fn return_timer_is_stale_once_the_widget_is_back() {
    let mut phone = Phone::open();
    phone.go("bankapp://authorise");
    phone.send(Event::Returned);
    let id = phone.id("timer return");
    phone.go("https://widget.belvo.io/next");
    phone.go("bankapp://authorise");
    phone.send(Event::TimerFired { id });
    assert!(phone.last.is_empty());
}

#[test]
fn timer_fires_once() {
    let mut phone = Phone::new(config());
    phone.send(Event::Start);
    phone.give_token();
    phone.fire("slow");
    assert!(!phone.last.is_empty());
    phone.fire("slow");
    assert!(phone.last.is_empty());
}

#[test]
fn app_that_opened_is_no_news_unless_nobody_asked_for_it() {
    for url in ["bankapp://authorise", "tel:+525555555555"] {
        let mut phone = Phone::open();
        phone.go(url);
        let id = phone.id("open_outside");
        phone.send(Event::OutsideOpened { id });
        assert!(phone.last.is_empty(), "{url}");
        phone.send(Event::OutsideOpened { id: 77 });
        assert!(is_diagnosed(&phone, "stale_answer"), "{url}");
    }
}

#[test]
fn app_that_opened_cannot_have_been_missing() {
    for url in ["bankapp://authorise", "tel:+525555555555"] {
        let mut phone = Phone::open();
        phone.go(url);
        let phase = phone.phase();
        let id = phone.id("open_outside");
        phone.send(Event::OutsideOpened { id });
        phone.send(Event::OutsideFailed { id });
        assert!(is_diagnosed(&phone, "stale_answer"), "{url}");
        assert_eq!((phone.last.len(), phone.phase()), (1, phase), "{url}");
    }
}
