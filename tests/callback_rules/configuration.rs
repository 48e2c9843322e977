//! Which configured URLs can be read at all, and what a nonce keeps apart.

use vinculo::callback::{CallbackMatcher, CallbackUrlRule, Source};

use super::{UUID, line, matcher, urls};

#[test]
fn rule_8_the_placeholder_parses() {
    let matcher = matcher(
        "your_deeplink_here://success",
        "your_deeplink_here://exit",
        "your_deeplink_here://event",
    );
    let url = format!("Your_Deeplink_Here:success?link={UUID}");
    assert_eq!(
        line(matcher.parse(&url, Source::Os)),
        "success UUID - !undeliverable_scheme !missing_slashes"
    );
}

#[test]
fn urls_that_can_never_match_are_refused() {
    let refused = |url: &str| {
        CallbackMatcher::new(&urls("myapp://s", url, "myapp://v"))
            .err()
            .map(|error| error.problems[0].rule)
    };
    for (url, rule) in [
        (" ", CallbackUrlRule::Missing),
        ("host.tld", CallbackUrlRule::NotAbsolute),
        ("my app://exit", CallbackUrlRule::Whitespace),
        ("1app://exit", CallbackUrlRule::BadScheme),
        ("javascript:x", CallbackUrlRule::ForbiddenScheme),
        ("https://", CallbackUrlRule::Malformed),
        ("https://u@h/", CallbackUrlRule::Userinfo),
    ] {
        assert_eq!(refused(url), Some(rule), "{url}");
    }
    for url in [
        "myapp://",
        "myapp:",
        "http://host/",
        " myapp://exit ",
        "myapp://exit?link=1",
    ] {
        assert_eq!(refused(url), None, "{url}");
    }
    let scheme_only = matcher("myapp://", "myapp://exit", "myapp://event");
    let url = "myapp://?link=1";
    assert_eq!(
        line(scheme_only.parse(url, Source::Os)),
        "success 1 - !link_not_uuid"
    );
}

#[test]
fn a_nonce_keeps_sessions_apart() {
    let base = urls("myapp://success", "https://a.b/cb/?x=1", "myapp://error");
    let session = CallbackMatcher::new(&base.with_nonce("N1")).unwrap();
    let others = CallbackMatcher::new(&base).unwrap();
    let url = format!("myapp://success/N1?link={UUID}");
    assert_eq!(line(session.parse(&url, Source::Os)), "success UUID -");
    assert_eq!(
        line(session.parse("https://a.b/cb/N1?x=1", Source::Os)),
        "exit - - - -"
    );
    for url in [
        "myapp://success/N2?link=1",
        "myapp://success/N2/",
        "myapp://success?link=1",
        "MYAPP:success/N2",
        " https://A.B/cb/N2?x=1&link=1",
        "https://a.b/cb/",
    ] {
        assert_eq!(session.parse(url, Source::Os), None, "{url}");
        assert!(others.is_sibling(url), "{url}");
    }
    for url in [
        "myapp://success/N2/more",
        "myapp://success//",
        "myapp://other/N2",
        "myapp://other",
        "https://a.b/N2",
        "https://a.b/",
        "https://a.b/cb/N2/x",
        "https://x.y/cb/N2",
        "https://u@a.b/cb/N2",
        "",
        "about:blank",
        &format!("myapp://success/{}", "a".repeat(70_000)),
    ] {
        assert!(!others.is_sibling(url), "{url}");
    }
}

#[test]
fn only_configured_urls_are_configured() {
    let base = urls("myapp://success", "https://a.b/cb/?x=1", "myapp://error");
    let session = CallbackMatcher::new(&base.with_nonce("N1")).unwrap();
    for url in [
        "myapp://success/N1?link=1",
        " MYAPP:Success/N1/",
        "https://A.B/cb/N1#x",
    ] {
        assert!(session.is_configured(url), "{url}");
    }
    for url in [
        "myapp://event?link=1",
        "myapp://error?error=ACCESS_TOKEN_NOT_VALID",
        "myapp://success/N2",
        "belvowidget://success?link=1",
        "https://a.b/cb",
        "",
    ] {
        assert!(!session.is_configured(url), "{url}");
    }
    assert!(session.parse("myapp://event?link=1", Source::Os).is_some());
}
