//! The navigations of every page load cost no allocation: they are asked for on the UI thread.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use allocation_counter::measure;
use vinculo::callback::{CallbackMatcher, CallbackUrls};
use vinculo::navigation::{AllowNote, Decision, Frame, Navigation, NavigationPolicy, Navigator};

fn navigator() -> Navigator {
    let urls = CallbackUrls {
        success: "myapp://success".to_owned(),
        exit: "https://app.example/belvo/exit".to_owned(),
        event: "myapp://event".to_owned(),
    };
    let matcher = CallbackMatcher::new(&urls).unwrap();
    Navigator::new(&NavigationPolicy::default(), matcher).unwrap()
}

fn allocations(url: &str, frame: Frame) -> (u64, Decision) {
    let navigator = navigator();
    let navigation = Navigation {
        url: url.to_owned().into(),
        frame,
        redirect: None,
        post: None,
        user_gesture: None,
    };
    let mut decision = None;
    let info = measure(|| decision = Some(navigator.decide(&navigation)));
    (info.count_total, decision.unwrap())
}

#[test]
fn ordinary_https_pages_allocate_nothing() {
    for (url, frame) in [
        (
            "https://widget.belvo.io/?access_token=a.b.c&locale=pt&integration_type=openfinance",
            Frame::Main,
        ),
        ("https://assets.widget.belvo.io/a.js#b", Frame::Popup),
        ("https://bank.example/login", Frame::Sub { origin: None }),
    ] {
        let (count, decision) = allocations(url, frame);
        assert_eq!(decision, Decision::Allow { note: None }, "{url}");
        assert_eq!(count, 0, "{url}");
    }
}

#[test]
fn a_foreign_host_allocates_its_name_only() {
    let (count, decision) = allocations("https://bank.example/login?x=1", Frame::Main);
    let host = "bank.example".to_owned();
    let note = Some(AllowNote::ForeignHost { host });
    assert_eq!(decision, Decision::Allow { note });
    assert_eq!(count, 1);
}
