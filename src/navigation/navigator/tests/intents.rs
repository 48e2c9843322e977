//! Rule 9: intents.

use super::*;

#[test]
fn rule_9_intents_are_cleaned() {
    for (uri, expected) in [
        (
            "intent://pay/x#Intent;scheme=bankapp;package=com.bank;component=com.bank/.Secret;\
             S.browser_fallback_url=https%3A%2F%2Fbank.example%2Fpay%3Fa%3D1;end",
            app(
                "intent://pay/x#Intent;scheme=bankapp;package=com.bank;end",
                Some("https://bank.example/pay?a=1"),
            ),
        ),
        (
            "INTENT://pay/x#Intent;scheme=bankapp;end",
            app("intent://pay/x#Intent;scheme=bankapp;end", None),
        ),
        (
            "intent://bank.example/pay#Intent;scheme=https;package=com.bank;end",
            app(
                "intent://bank.example/pay#Intent;scheme=https;package=com.bank;end",
                Some("https://bank.example/pay"),
            ),
        ),
        (
            "intent://bank.example/pay#Intent;scheme=https;S.browser_fallback_url=https://other.example/;end",
            app(
                "intent://bank.example/pay#Intent;scheme=https;end",
                Some("https://other.example/"),
            ),
        ),
        (
            "intent://bank.example/pay#Intent;scheme=http;end",
            app("intent://bank.example/pay#Intent;scheme=http;end", None),
        ),
    ] {
        assert_eq!(main(&navigator(), uri), expected, "{uri}");
    }
}

#[test]
fn rule_9_only_https_can_stand_in_for_an_app() {
    for fallback in [
        "http://bank.example/",
        "javascript:alert(1)",
        "java%09script:alert(1)",
        "data:text/html,x",
        "intent:%23Intent%3Bscheme=a%3Bend",
        "bankapp://pay",
        "/relative",
        "https%253A%252F%252Fbank.example",
        "https://user@bank.example/",
        "https://",
        "",
    ] {
        let uri = format!("intent://x#Intent;scheme=bank;S.browser_fallback_url={fallback};end");
        let expected = app("intent://x#Intent;scheme=bank;end", None);
        assert_eq!(main(&navigator(), &uri), expected, "{uri}");
    }
}

#[test]
fn rule_9_a_stand_in_obeys_the_policy_and_is_no_callback() {
    let intent =
        |fallback| format!("intent://x#Intent;scheme=bank;S.browser_fallback_url={fallback};end");
    let cleaned = "intent://x#Intent;scheme=bank;end";
    let strict = strict(&["bank.example"]);
    let bank = "https://bank.example/";
    assert_eq!(main(&strict, &intent(bank)), app(cleaned, Some(bank)));
    for refused in [
        "https://evil.example/",
        "https://app.example/belvo/exit?link=1",
    ] {
        assert_eq!(
            main(&strict, &intent(refused)),
            app(cleaned, None),
            "{refused}"
        );
    }
    let ours = intent("https://app.example/belvo/exit?link=1");
    assert_eq!(navigator().decide(&tapped(&ours, SUB)), app(cleaned, None));
}

#[test]
fn rule_9_without_a_scheme_the_fallback_is_the_page() {
    let intent = |fallback| format!("intent:x#Intent;S.browser_fallback_url={fallback};end");
    for page in ["https://bank.example/", "https://widget.belvo.io/"] {
        assert_eq!(
            main(&navigator(), &intent(page)),
            app(page, Some(page)),
            "{page}"
        );
    }
    for (fallback, reason) in [
        ("https://user@bank.example/", BlockReason::Malformed),
        ("http://bank.example/", BlockReason::UnusableIntent),
        ("javascript:alert(1)", BlockReason::UnusableIntent),
        (
            "https://app.example/belvo/exit",
            BlockReason::UnusableIntent,
        ),
    ] {
        let decision = main(&navigator(), &intent(fallback));
        assert_eq!(decision, block(reason), "{fallback}");
    }
    let decision = main(&strict(&[]), &intent("https://bank.example/"));
    assert_eq!(decision, block(BlockReason::HostNotAllowed));
}

#[test]
fn rule_9_unusable_intents_are_blocked() {
    for uri in [
        "intent:",
        "intent://x",
        "intent://x#Intent;scheme=bank;",
        "intent://x#Intent;end",
        "intent://x#Intent;package=com.bank;end",
        "intent:javascript:alert(1)#Intent;end",
        "intent:alert(1)#Intent;scheme=javascript;end",
        "intent:alert(1)#Intent;scheme=JavaScript;S.browser_fallback_url=https://a.example;end",
        "intent:alert(1)#Intent;scheme=java%73cript;end",
        "intent://x#Intent;scheme=file;end",
        "intent://x#Intent;scheme=content;end",
        "intent:x#Intent;scheme=about;end",
        "intent:x#Intent;scheme=data;end",
        "intent:x#Intent;scheme=blob;end",
        "intent:x#Intent;scheme=intent;end",
        "intent:x#Intent;scheme=android-app;end",
        "android-app://com.bank/https/bank.example",
    ] {
        let decision = main(&navigator(), uri);
        assert_eq!(decision, block(BlockReason::UnusableIntent), "{uri}");
    }
}
