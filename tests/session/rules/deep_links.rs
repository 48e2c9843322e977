//! Links from the operating system.

use vinculo::session::{DeepLinkVerdict, Effect, Ending, Event, FailReason, Phase};

use super::{is_diagnosed, verdict};
use crate::phone::{LINK, NONCE, Phone, config, exit_url, success_url, token};

#[test]
fn deep_links_are_answered_never_thrown() {
    let mut phone = Phone::new(config());
    phone.deep_link(&success_url(LINK));
    assert_eq!(verdict(&phone), DeepLinkVerdict::NoSession);
    assert_eq!(phone.phase(), Phase::Idle);

    phone.send(Event::Start);
    for url in [
        "myapp://settings",
        "https://example.com/",
        "",
        "%%%",
        "belvowidget://success?link=x",
    ] {
        phone.deep_link(url);
        assert_eq!(verdict(&phone), DeepLinkVerdict::NotMine, "{url}");
    }
    phone.give_token();
    phone.deep_link(&success_url(LINK));
    assert_eq!(verdict(&phone), DeepLinkVerdict::Handled);
    phone.deep_link(&success_url(LINK));
    assert_eq!(verdict(&phone), DeepLinkVerdict::Duplicate);
    phone.recorded();
    phone.deep_link(&exit_url());
    assert_eq!(verdict(&phone), DeepLinkVerdict::Duplicate);
    assert_eq!(phone.told().len(), 1);
}

#[test]
fn another_sessions_nonce_is_not_a_success() {
    let mut phone = Phone::open();
    let foreign = format!("myapp://success/another-nonce-1234?link={LINK}");
    let bare = format!("myapp://success?link={LINK}");
    for url in [&foreign, &bare] {
        phone.deep_link(url);
        assert_eq!(verdict(&phone), DeepLinkVerdict::NotMine);
        assert!(is_diagnosed(&phone, "nonce_mismatch"), "{url}");
        phone.go(url);
        assert_eq!(phone.phase(), Phase::Open);
        assert!(is_diagnosed(&phone, "nonce_mismatch"), "{url}");
    }
}

#[test]
fn nonce_can_be_turned_off() {
    let mut config = config();
    config.nonce = None;
    let mut phone = Phone::open_with(config);
    phone.go(&format!("myapp://success?link={LINK}"));
    assert_eq!(phone.phase(), Phase::Recording);
}

#[test]
fn callback_urls_of_the_token_answer_are_in_force() {
    let mut phone = Phone::new(config());
    phone.send(Event::Start);
    let id = phone.id("request_token");
    let mut urls = config().callback_urls;
    urls.success = "https://app.example/done".to_owned();
    phone.send(Event::TokenReceived {
        id,
        token: token(),
        callback_urls: Some(urls),
    });
    phone.send(Event::PageShown);
    phone.go(&success_url(LINK));
    assert_eq!(
        phone.phase(),
        Phase::Open,
        "the requested URLs no longer count"
    );
    phone.go(&format!("https://app.example/done?link={LINK}"));
    assert_eq!(phone.phase(), Phase::Recording);
}

#[test]
fn undeliverable_callback_urls_in_the_answer_fail() {
    let mut phone = Phone::new(config());
    phone.send(Event::Start);
    let id = phone.id("request_token");
    let mut urls = config().callback_urls;
    urls.success = "your_deeplink_here://success".to_owned();
    phone.send(Event::TokenReceived {
        id,
        token: token(),
        callback_urls: Some(urls),
    });
    assert_eq!(
        phone.end_without_link().ending,
        Ending::Failed {
            reason: FailReason::UndeliverableCallbacks
        }
    );
}

#[test]
fn deep_link_without_a_session_is_recognised() {
    let urls = config().callback_urls;
    for (url, verdict) in [
        (success_url(LINK), DeepLinkVerdict::NoSession),
        ("myapp://exit".to_owned(), DeepLinkVerdict::NoSession),
        ("myapp://settings".to_owned(), DeepLinkVerdict::NotMine),
        ("%%%".to_owned(), DeepLinkVerdict::NotMine),
    ] {
        assert_eq!(
            vinculo::session::deep_link_without_session(&urls, &url),
            Ok(verdict),
            "{url}"
        );
    }
}

#[test]
fn exit_without_this_sessions_nonce_does_not_end_it() {
    let mut phone = Phone::open();
    for url in ["myapp://exit", "myapp://exit/another-nonce-1234"] {
        phone.deep_link(url);
        assert_eq!(verdict(&phone), DeepLinkVerdict::NotMine, "{url}");
        phone.go(url);
        assert!(is_diagnosed(&phone, "nonce_mismatch"), "{url}");
        assert_eq!(phone.phase(), Phase::Open);
    }
}

#[test]
fn any_app_could_say_that_the_token_is_rejected_but_only_the_widget_is_believed() {
    let url = "myapp://error?error=ACCESS_TOKEN_NOT_VALID";
    let mut phone = Phone::open();
    phone.deep_link(url);
    assert_eq!(verdict(&phone), DeepLinkVerdict::NotMine);
    assert_eq!(phone.phase(), Phase::Open);
    phone.go(url);
    assert_eq!(phone.phase(), Phase::FetchingToken);
}

#[test]
fn deep_link_before_the_start_is_answered_and_no_more() {
    let mut phone = Phone::new(config());
    phone.deep_link(&success_url(LINK));
    assert_eq!(phone.last.len(), 1);
}

#[test]
fn token_is_asked_for_with_the_nonce_in_the_callback_urls() {
    let mut phone = Phone::new(config());
    phone.send(Event::Start);
    assert!(phone.has(
        |effect| matches!(effect, Effect::RequestToken { callback_urls, .. }
        if [&callback_urls.success, &callback_urls.exit, &callback_urls.event]
            .iter()
            .all(|url| url.ends_with(NONCE)))
    ));
}

#[test]
fn one_url_without_nonce_disarms_no_other() {
    let mut phone = Phone::new(config());
    phone.send(Event::Start);
    let id = phone.id("request_token");
    let mut urls = config().bound_callback_urls();
    "myapp://exit".clone_into(&mut urls.exit);
    phone.send(Event::TokenReceived {
        id,
        token: token(),
        callback_urls: Some(urls),
    });
    assert!(is_diagnosed(&phone, "nonce_not_in_force"));
    for forged in [
        "myapp://event?link=x",
        "myapp://exit?link=x",
        "myapp://success?link=x",
    ] {
        phone.deep_link(forged);
        assert!(is_diagnosed(&phone, "nonce_mismatch"), "{forged}");
        assert_eq!(phone.phase(), Phase::Loading, "{forged}");
    }
    phone.deep_link(&success_url(LINK));
    assert_eq!(phone.phase(), Phase::Recording);
}

#[test]
fn forged_rejections_from_the_system_end_nothing() {
    let mut phone = Phone::open();
    for _ in 0..3 {
        phone.deep_link("myapp://error?error=ACCESS_TOKEN_NOT_VALID");
        assert_eq!(verdict(&phone), DeepLinkVerdict::NotMine);
        assert_eq!(phone.phase(), Phase::Open);
    }
}

#[test]
fn fixed_urls_without_the_nonce_end_nothing() {
    let mut phone = Phone::open();
    for (url, name) in [
        (
            format!("belvowidget://success?link={LINK}"),
            "built_in_scheme",
        ),
        ("belvowidget://exit".to_owned(), "built_in_scheme"),
        (format!("myapp://event?link={LINK}"), "nonce_mismatch"),
        (format!("myapp://error?link={LINK}"), "nonce_mismatch"),
    ] {
        phone.go(&url);
        assert!(is_diagnosed(&phone, name), "{url}");
        assert_eq!(phone.last.len(), 2, "{url}");
        assert_eq!(phone.phase(), Phase::Open, "{url}");
    }
}
