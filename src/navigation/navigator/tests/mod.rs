//! A table for each rule of `vectors/README.md`, `navigations`.

mod intents;
mod pages;

use super::*;
use crate::callback::{CallbackMatcher, CallbackUrls, WidgetEvent};

const SUB: Frame = Frame::Sub { origin: None };

fn navigator_of(policy: &NavigationPolicy) -> Navigator {
    let urls = CallbackUrls {
        success: "myapp://success".to_owned(),
        exit: "https://app.example/belvo/exit".to_owned(),
        event: "myapp://event".to_owned(),
    };
    Navigator::new(policy, CallbackMatcher::new(&urls).unwrap()).unwrap()
}

fn navigator() -> Navigator {
    navigator_of(&NavigationPolicy::default())
}

fn open_finance() -> Navigator {
    navigator_of(&NavigationPolicy {
        open_finance: true,
        ..NavigationPolicy::default()
    })
}

fn strict(hosts: &[&str]) -> Navigator {
    navigator_of(&NavigationPolicy {
        strict_hosts: Some(hosts.iter().map(|&host| host.to_owned()).collect()),
        ..NavigationPolicy::default()
    })
}

fn to(url: &str, frame: Frame) -> Navigation {
    Navigation {
        url: url.into(),
        frame,
        redirect: None,
        post: None,
        user_gesture: None,
    }
}

fn tapped(url: &str, frame: Frame) -> Navigation {
    Navigation {
        user_gesture: Some(true),
        ..to(url, frame)
    }
}

fn main(navigator: &Navigator, url: &str) -> Decision {
    navigator.decide(&to(url, Frame::Main))
}

const ALLOW: Decision = Decision::Allow { note: None };

fn foreign(host: &str) -> Decision {
    let host = host.to_owned();
    allow(Some(AllowNote::ForeignHost { host }))
}

fn app(url: &str, load: Option<&str>) -> Decision {
    Decision::TryApp {
        url: url.into(),
        otherwise: load.map_or(Otherwise::Nothing, |url| Otherwise::Load {
            url: url.into(),
        }),
    }
}

fn outside(url: &str) -> Decision {
    Decision::OpenOutside { url: url.into() }
}

/// Every kind of frame, and whether it is the whole page.
fn frames() -> [(Frame, bool); 5] {
    let known = Frame::Sub {
        origin: Some("https://widget.belvo.io".into()),
    };
    [
        (Frame::Main, true),
        (Frame::Popup, true),
        (Frame::Unknown, true),
        (SUB, false),
        (known, false),
    ]
}

fn trusted(navigator: &Navigator, url: &str, frame: Frame) -> bool {
    match navigator.decide(&to(url, frame)) {
        Decision::Callback { trusted, .. } => trusted,
        other => panic!("{url}: {other:?}"),
    }
}

#[test]
fn rule_1_a_callback_is_trusted_by_its_frame() {
    let (plain, trusting) = (
        navigator(),
        navigator_of(&NavigationPolicy {
            trust_unknown_frames: true,
            ..NavigationPolicy::default()
        }),
    );
    for url in [
        "myapp://success?link=cb65f82c-dc93-4d3e-8270-9a27528397f5",
        "myapp://success",
        "https://app.example/belvo/exit?meta_data_step=abandon-survey",
        "myapp://promotion",
        " MYAPP:success?link=1",
        "belvowidget://exit",
    ] {
        assert!(trusted(&plain, url, Frame::Main), "{url}");
        assert!(trusted(&plain, url, Frame::Popup), "{url}");
        assert!(!trusted(&plain, url, Frame::Unknown), "{url}");
        assert!(trusted(&trusting, url, Frame::Unknown), "{url}");
        for navigator in [&plain, &trusting] {
            assert!(!trusted(navigator, url, SUB), "{url}");
        }
    }
}

#[test]
fn rule_1_a_callback_within_another_url_is_none() {
    for url in [
        "https://evil.example/?next=myapp://success?link=1",
        "https://evil.example/#myapp://success?link=1",
        "https://evil.example/myapp://success?link=1",
    ] {
        assert_eq!(main(&navigator(), url), foreign("evil.example"), "{url}");
    }
}

#[test]
fn rule_2_what_is_no_absolute_url_is_malformed() {
    let long = format!("https://widget.belvo.io/{}", "a".repeat(70_000));
    let padded = format!("{}https://widget.belvo.io/", " \n".repeat(40_000));
    for url in [
        "",
        " ",
        ":",
        "//widget.belvo.io",
        "/path",
        "widget.belvo.io",
        "1tel:5",
        "https:",
        "https://",
        "https://a b/",
        "https://[::1",
        "https://bank.example:99999/",
        "https://widget.belvo.io%00/",
        "https://1.2.3.4.5/",
        "bank://a b",
        "your_deeplink_here://success",
        &long,
    ] {
        for (frame, _) in frames() {
            let decision = navigator().decide(&to(url, frame));
            assert_eq!(decision, block(BlockReason::Malformed), "{url:.80}");
        }
    }
    // Padding is not part of the URL.
    assert_eq!(main(&navigator(), &padded), ALLOW);
}

#[test]
fn rule_3_empty_documents_are_allowed() {
    for (frame, _) in frames() {
        for url in [
            "about:blank",
            "about:srcdoc",
            "about:blank?a#b",
            "ABOUT:blank#",
        ] {
            assert_eq!(navigator().decide(&to(url, frame.clone())), ALLOW, "{url}");
        }
        for url in [
            "about:config",
            "about:",
            "about:blank2",
            "about://blank",
            "about:BLANK",
        ] {
            let decision = navigator().decide(&to(url, frame.clone()));
            assert_eq!(decision, block(BlockReason::DangerousScheme), "{url}");
        }
    }
}

#[test]
fn rule_4_dangerous_schemes_are_blocked_in_every_disguise() {
    for url in [
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        "java\tscript:alert(1)",
        "\u{1}\u{1f} javascript:alert(1)",
        "java\r\nscript\n:alert(1)",
        "javascript://widget.belvo.io/%0aalert(1)",
        "vbscript:x",
        "file:///etc/passwd",
        "file:etc",
        "content://com.bank/secret",
        "filesystem:https://widget.belvo.io/temporary/a",
        "view-source:javascript:alert(1)",
        "view-source:https://widget.belvo.io/",
        "chrome://settings",
        "resource://android/",
        "jar:file:///a!/b",
        "ftp://widget.belvo.io/",
        "ws://widget.belvo.io/",
        "wss://widget.belvo.io/",
    ] {
        for (frame, _) in frames() {
            let decision = navigator().decide(&tapped(url, frame));
            assert_eq!(decision, block(BlockReason::DangerousScheme), "{url:?}");
        }
    }
}

#[test]
fn rule_5_inline_documents_only_in_iframes() {
    for url in [
        "data:text/html,<script>alert(1)</script>",
        "DATA:,",
        "blob:https://widget.belvo.io/0f2d",
        "blob:null/0f2d",
    ] {
        for (frame, whole_page) in frames() {
            let expected = if whole_page {
                block(BlockReason::InlineDocument)
            } else {
                ALLOW
            };
            assert_eq!(navigator().decide(&to(url, frame)), expected, "{url}");
        }
    }
}

#[test]
fn rule_6_plain_http_only_to_this_machine_and_in_iframes() {
    let sandbox = navigator_of(&NavigationPolicy {
        allow_loopback_http: true,
        ..NavigationPolicy::default()
    });
    let insecure = block(BlockReason::InsecureHttp);
    for (url, loopback) in [
        ("http://localhost:8080/a", true),
        ("http://LOCALHOST", true),
        ("http://127.0.0.1:3000/", true),
        ("http://127.255.0.9/", true),
        ("http://0x7f.1/", true),
        ("http://2130706433/", true),
        ("http://[::1]:80/", true),
        ("http://127.0.0.1.evil.example/", false),
        ("http://localhost.evil.example/", false),
        ("http://localhost./", false),
        ("http://evil.example/localhost", false),
        ("http://localhost@evil.example/", false),
        ("http://128.0.0.1/", false),
        ("http://[::ffff:127.0.0.1]/", false),
        ("http://widget.belvo.io/", false),
        ("http:widget.belvo.io", false),
    ] {
        for (frame, whole_page) in frames() {
            let navigation = to(url, frame);
            let expected = if whole_page { &insecure } else { &ALLOW };
            assert_eq!(navigator().decide(&navigation), *expected, "{url}");
            let decision = sandbox.decide(&navigation);
            if loopback {
                assert!(matches!(decision, Decision::Allow { .. }), "{url}");
            } else {
                assert_eq!(decision, *expected, "{url}");
            }
        }
    }
}

#[test]
fn rule_8_an_iframe_needs_a_tap_to_leave() {
    for url in [
        "tel:+5511987654321",
        "bankapp://pay",
        "intent://pay#Intent;scheme=bankapp;end",
        "intent:broken",
        "android-app://com.bank",
    ] {
        for user_gesture in [None, Some(false)] {
            let navigation = Navigation {
                user_gesture,
                ..to(url, SUB)
            };
            let decision = navigator().decide(&navigation);
            assert_eq!(decision, block(BlockReason::SubFrameOutside), "{url}");
        }
        let decision = navigator().decide(&tapped(url, SUB));
        assert_eq!(decision, main(&navigator(), url), "{url}");
    }
}

#[test]
fn rule_10_the_rest_is_the_systems() {
    for (url, handed_on) in [
        ("tel:+5511987654321", "tel:+5511987654321"),
        (
            "mailto:help@bank.example?subject=a%20b",
            "mailto:help@bank.example?subject=a%20b",
        ),
        ("sms:123?body=x", "sms:123?body=x"),
        ("geo:0,0?q=bank", "geo:0,0?q=bank"),
        (
            "market://details?id=com.bank",
            "market://details?id=com.bank",
        ),
        (
            "itms-apps://apps.apple.com/app/id1",
            "itms-apps://apps.apple.com/app/id1",
        ),
        ("whatsapp://send?phone=1", "whatsapp://send?phone=1"),
        ("BankApp://Pay?Id=A", "bankapp://Pay?Id=A"),
        (" bank\tapp://pay\n", "bankapp://pay"),
    ] {
        for (frame, _) in frames() {
            let decision = navigator().decide(&tapped(url, frame));
            assert_eq!(decision, outside(handed_on), "{url:?}");
        }
    }
}

#[test]
fn a_callback_is_handed_on_whole() {
    let decision = main(&navigator(), "myapp://event?x=1");
    let Decision::Callback { callback, .. } = decision else {
        panic!("{decision:?}");
    };
    assert!(matches!(callback.event, WidgetEvent::Unknown { .. }));
}
