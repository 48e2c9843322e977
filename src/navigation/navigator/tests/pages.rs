//! Rule 7: https pages.

use super::*;

#[test]
fn rule_7_the_widgets_own_pages_are_allowed_without_a_note() {
    for url in [
        "https://widget.belvo.io/?access_token=a.b.c&locale=pt",
        "https://widget.belvo.io",
        "https://eu.widget.belvo.io/#x",
        "HTTPS://WIDGET.BELVO.IO/",
        "https:/widget.belvo.io/",
        "https:widget.belvo.io/",
        "https:\\\\widget.belvo.io\\a",
        " https://widget.bel\tvo.io/",
        "https://widget%2Ebelvo.io/",
        "https://ｗidget.belvo.io/",
        "https://widget.belvo.io:8443/",
    ] {
        for navigator in [navigator(), open_finance(), strict(&[])] {
            assert_eq!(main(&navigator, url), ALLOW, "{url}");
        }
    }
}

#[test]
fn rule_7_look_alikes_of_the_widget_are_foreign() {
    for (url, host) in [
        (
            "https://widget.belvo.io.evil.example/",
            "widget.belvo.io.evil.example",
        ),
        ("https://evil.example/?x=widget.belvo.io", "evil.example"),
        ("https://evil.example/widget.belvo.io", "evil.example"),
        ("https://evil.example#@widget.belvo.io/", "evil.example"),
        ("https://evil.example\\@widget.belvo.io/", "evil.example"),
        ("https://evil.example?@widget.belvo.io/", "evil.example"),
        ("https://evilwidget.belvo.io/", "evilwidget.belvo.io"),
        ("https://belvo.io/", "belvo.io"),
        ("HTTPS://WIDGET.BELVO.IO.", "widget.belvo.io."),
        ("https://w\u{131}dget.belvo.io/", "xn--wdget-n4a.belvo.io"),
        ("https://0x7f.1/", "127.0.0.1"),
        ("https://[::1]/", "[::1]"),
        ("https://a_b.example/", "a_b.example"),
    ] {
        assert_eq!(main(&navigator(), url), foreign(host), "{url}");
        let decision = main(&strict(&[]), url);
        assert_eq!(decision, block(BlockReason::HostNotAllowed), "{url}");
    }
}

#[test]
fn rule_7_userinfo_is_malformed_in_every_frame() {
    for url in [
        "https://widget.belvo.io@evil.example/",
        "https://user:pw@widget.belvo.io/",
        "https://:pw@widget.belvo.io/",
        "https://widget.belvo.io:443@evil.example/",
        "https:\\\\a@widget.belvo.io",
    ] {
        for (frame, _) in frames() {
            let decision = navigator().decide(&to(url, frame));
            assert_eq!(decision, block(BlockReason::Malformed), "{url}");
        }
    }
}

#[test]
fn rule_7_iframes_may_show_any_https_page() {
    for navigator in [navigator(), open_finance(), strict(&[])] {
        for url in [
            "https://ads.example/",
            "HTTPS://ads.example/",
            "https://api.belvo.com/api/consents/callback/#error_description=x",
        ] {
            assert_eq!(navigator.decide(&to(url, SUB)), ALLOW, "{url}");
        }
    }
}

#[test]
fn rule_7_the_refusal_page_is_noted_before_anything_else() {
    let url = "https://api.belvo.com/api/consents/callback/#error_description=risk_analysis_denied";
    let refused = allow(Some(AllowNote::Refused {
        description: "risk_analysis_denied".to_owned(),
    }));
    for navigator in [navigator(), open_finance(), strict(&[])] {
        assert_eq!(main(&navigator, url), refused);
        assert_eq!(main(&navigator, &format!("\t{url}")), refused);
    }
}

#[test]
fn rule_7_strict_hosts_are_whole_labels() {
    let navigator = strict(&["bank.example"]);
    for (url, allowed) in [
        ("https://bank.example/login", true),
        ("https://www.bank.example/", true),
        ("https://evilbank.example/", false),
        ("https://bank.example.evil.example/", false),
        ("https://example/", false),
    ] {
        let expected = if allowed {
            let host = Url::parse(url).unwrap();
            foreign(host.host_str().unwrap())
        } else {
            block(BlockReason::HostNotAllowed)
        };
        assert_eq!(main(&navigator, url), expected, "{url}");
    }
}

#[test]
fn rule_7_open_finance_offers_banks_to_their_apps() {
    let navigator = open_finance();
    for (url, handed_on) in [
        (
            "https://bank.example/consent?a={b}|c'd",
            "https://bank.example/consent?a={b}|c'd",
        ),
        ("https://bank.example", "https://bank.example"),
        (
            "https:\\\\BANK.example\\@a b\n",
            "https://bank.example/@a%20b",
        ),
        ("https://bánk.example/", "https://xn--bnk-ela.example/"),
    ] {
        for (frame, whole_page) in frames() {
            let expected = if whole_page {
                app(handed_on, Some(handed_on))
            } else {
                ALLOW
            };
            assert_eq!(navigator.decide(&to(url, frame)), expected, "{url}");
        }
    }
    for post in [None, Some(false), Some(true)] {
        let url = "https://bank.example/consent";
        let navigation = Navigation {
            post,
            ..to(url, Frame::Main)
        };
        // A POST cannot be repeated elsewhere.
        let expected = if post == Some(true) {
            foreign("bank.example")
        } else {
            app(url, Some(url))
        };
        assert_eq!(navigator.decide(&navigation), expected);
    }
}
