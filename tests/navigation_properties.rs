//! What holds for every navigation, whatever the page tries.

#![expect(clippy::unwrap_used, reason = "helpers of tests")]

use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use url::Url;
use vinculo::PrivateText;
use vinculo::callback::{CallbackMatcher, CallbackUrls};
use vinculo::navigation::{
    AllowNote, BlockReason, Decision, Frame, Navigation, NavigationPolicy, Navigator, Otherwise,
};

#[rustfmt::skip]
const DANGEROUS: [&str; 15] = [
    "about", "javascript", "vbscript", "file", "content", "filesystem", "view-source", "chrome",
    "resource", "jar", "ftp", "ws", "wss", "data", "blob",
];

/// Pieces that URLs, and attacks on their parsers, are made of.
#[rustfmt::skip]
const PIECES: &[&str] = &[
    "https", "http", "HTTPS", "javascript", "java\tscript", "intent", "android-app", "data", "blob",
    "file", "about", "blank", "tel", "bank", "myapp", "success", "view-source", "://", ":", "/",
    "//", "\\", "\\\\", "?", "#", "@", "%", "%2e", "%00", "%40", "%23Intent;", ".", "..", "-", "_",
    "=", "&", ";", " ", "\t", "\n", "\u{0}", "[::1]", "[", "]", "|", "{", "'", "\"",
    "widget.belvo.io", "WIDGET.belvo.io", "belvo", ".io", "evil.example", "api.belvo.com",
    "/api/consents/callback/", "error_description=", "127.0.0.1", "0x7f.1", "1", "443", "99999",
    "xn--", "xn--a", "ı", "ｗ", "。", "\u{ad}", "#Intent;", "scheme=", "package=com.bank;",
    "S.browser_fallback_url=", "SEL;", "end",
];

fn url() -> impl Strategy<Value = String> {
    let pieces = |size| {
        prop::collection::vec(prop::sample::select(PIECES), size).prop_map(|pieces| pieces.concat())
    };
    // What is worth attacking, with anything behind it.
    let starts = prop::sample::select(&[
        "https://widget.belvo.io",
        "https://bank.example",
        "https://a.widget.belvo.io/",
        "https://evil.example/event",
        "https://api.belvo.com/api/consents/callback/",
        "http://127.0.0.1",
        "myapp://success",
        "myapp:",
        "bank://pay",
        "tel:1",
        "about:",
        "javascript:",
    ]);
    prop_oneof![
        any::<String>(),
        pieces(0..8),
        pieces(0..6).prop_map(|rest| format!("https://{rest}")),
        (starts, pieces(0..4)).prop_map(|(start, rest)| format!("{start}{rest}")),
        "https://[a-z0-9.-]{1,20}(:[0-9]{0,6})?[/?#@\\\\]?[ -~]{0,10}",
        (pieces(0..3), pieces(0..8))
            .prop_map(|(data, items)| format!("intent:{data}#Intent;{items};end")),
        (pieces(0..3), pieces(1..2), pieces(0..3)).prop_map(|(data, scheme, fallback)| format!(
            "intent://{data}#Intent;scheme={scheme};S.browser_fallback_url=https://{fallback};end"
        )),
    ]
}

fn frame() -> impl Strategy<Value = Frame> {
    prop_oneof![
        Just(Frame::Main),
        Just(Frame::Popup),
        Just(Frame::Unknown),
        any::<Option<String>>().prop_map(sub),
    ]
}

fn sub(origin: Option<String>) -> Frame {
    let origin = origin.map(Into::into);
    Frame::Sub { origin }
}

/// A navigation that a failing test shows whole, which `Navigation` itself never does.
struct Shown(Navigation);

impl std::fmt::Debug for Shown {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} in {:?}", self.0.url.as_str(), self.0)
    }
}

prop_compose! {
    fn navigation()(
        url in url(),
        frame in frame(),
        redirect: Option<bool>,
        post: Option<bool>,
        user_gesture: Option<bool>,
    ) -> Shown {
        Shown(Navigation { url: url.into(), frame, redirect, post, user_gesture })
    }
}

prop_compose! {
    fn policy()(
        open_finance: bool,
        strict_hosts in prop::option::of(Just(vec!["example".to_owned(), "127.0.0.1".to_owned()])),
        allow_loopback_http: bool,
        trust_unknown_frames: bool,
    ) -> NavigationPolicy {
        NavigationPolicy {
            open_finance,
            strict_hosts,
            allow_loopback_http,
            trust_unknown_frames,
            ..NavigationPolicy::default()
        }
    }
}

fn navigator(policy: &NavigationPolicy) -> Navigator {
    let urls = CallbackUrls {
        success: "myapp://success".to_owned(),
        exit: "myapp://exit".to_owned(),
        event: "https://evil.example/event".to_owned(),
    };
    Navigator::new(policy, CallbackMatcher::new(&urls).unwrap()).unwrap()
}

/// The URLs that a decision hands on.
fn handed_on(decision: &Decision) -> Vec<&str> {
    match decision {
        Decision::OpenOutside { url } => vec![url.as_str()],
        Decision::TryApp { url, otherwise } => match otherwise {
            Otherwise::Load { url: page } => vec![url.as_str(), page.as_str()],
            Otherwise::Nothing => vec![url.as_str()],
        },
        _ => Vec::new(),
    }
}

/// A decision with its URLs written as the URL standard does.
fn canonical(decision: Decision) -> Decision {
    let write = |url: PrivateText| Url::parse(url.as_str()).unwrap().to_string();
    match decision {
        Decision::OpenOutside { url } => Decision::OpenOutside {
            url: write(url).into(),
        },
        Decision::TryApp { url, otherwise } => Decision::TryApp {
            url: write(url).into(),
            otherwise: match otherwise {
                Otherwise::Load { url } => Otherwise::Load {
                    url: write(url).into(),
                },
                Otherwise::Nothing => Otherwise::Nothing,
            },
        },
        other => other,
    }
}

/// `intent:data#Intent;scheme=…;package=…;end` and nothing more.
fn is_clean_intent(uri: &str) -> bool {
    let (_, items) = uri.split_once("#Intent;").unwrap();
    let items: Vec<_> = items.split(';').collect();
    let [scheme, package @ .., "end"] = items.as_slice() else {
        return false;
    };
    let target = scheme.strip_prefix("scheme=").unwrap_or("javascript");
    !DANGEROUS.contains(&target) && (package.is_empty() || package == ["package=com.bank"])
}

/// Enough to meet rare mixtures; more by `PROPTEST_CASES`.
fn config() -> ProptestConfig {
    let default = ProptestConfig::default();
    let cases = default.cases.max(1_500);
    ProptestConfig { cases, ..default }
}

proptest! {
    #![proptest_config(config())]

    /// A space before the URL is stripped by every parser, but is not ordinary to the fast path.
    #[test]
    fn the_fast_path_decides_like_the_url_crate(Shown(navigation) in navigation(), policy in policy()) {
        let navigator = navigator(&policy);
        let fast = navigator.decide(&navigation);
        let url = format!(" {}", navigation.url.as_str());
        let slow = navigator.decide(&Navigation { url: url.into(), ..navigation });
        if let (Decision::Callback { trusted, .. }, Decision::Callback { trusted: spaced, .. }) = (&fast, &slow) {
            prop_assert_eq!(trusted, spaced);
        } else {
            prop_assert_eq!(canonical(fast), canonical(slow));
        }
    }

    #[test]
    fn only_the_widget_is_allowed_silently(Shown(navigation) in navigation(), policy in policy()) {
        let main = Navigation { frame: Frame::Main, ..navigation };
        if navigator(&policy).decide(&main) == (Decision::Allow { note: None }) {
            let url = Url::parse(main.url.as_str()).unwrap();
            let host = url.host_str().unwrap_or_default();
            match url.scheme() {
                "about" => prop_assert!(matches!(url.path(), "blank" | "srcdoc")),
                "http" => {
                    prop_assert!(policy.allow_loopback_http);
                    prop_assert!(host == "localhost" || host == "[::1]" || host.starts_with("127."));
                }
                _ => {
                    prop_assert_eq!(url.scheme(), "https");
                    prop_assert!(host == "widget.belvo.io" || host.ends_with(".widget.belvo.io"));
                    prop_assert!(url.username().is_empty() && url.password().is_none());
                }
            }
        }
    }

    #[test]
    fn a_foreign_host_is_where_a_browser_would_go(Shown(navigation) in navigation(), policy in policy()) {
        let decision = navigator(&policy).decide(&navigation);
        if let Decision::Allow { note: Some(AllowNote::ForeignHost { host }) } = decision {
            let url = Url::parse(navigation.url.as_str()).unwrap();
            prop_assert_eq!(url.host_str(), Some(host.as_str()));
        }
    }

    #[test]
    fn nothing_dangerous_leaves_the_webview(Shown(navigation) in navigation(), policy in policy()) {
        let decision = navigator(&policy).decide(&navigation);
        for text in handed_on(&decision) {
            let url = Url::parse(text).unwrap();
            prop_assert!(!DANGEROUS.contains(&url.scheme()), "{}", text);
            prop_assert!(!matches!(url.scheme(), "http" | "android-app"), "{}", text);
            prop_assert!(!text.contains(|c: char| c.is_ascii_control()), "{:?}", text);
            prop_assert!(url.scheme() != "intent" || is_clean_intent(text), "{}", text);
        }
        if let Decision::TryApp { otherwise: Otherwise::Load { url }, .. } = &decision {
            let url = Url::parse(url.as_str()).unwrap();
            prop_assert_eq!(url.scheme(), "https");
            prop_assert!(url.username().is_empty() && url.password().is_none());
        }
    }

    #[test]
    fn an_iframe_is_never_trusted_and_leaves_only_by_a_tap(
        Shown(navigation) in navigation(),
        origin: Option<String>,
        policy in policy(),
    ) {
        let framed = Navigation { frame: sub(origin), ..navigation };
        match navigator(&policy).decide(&framed) {
            Decision::Callback { trusted, .. } => prop_assert!(!trusted),
            Decision::OpenOutside { .. } | Decision::TryApp { .. } => {
                prop_assert_eq!(framed.user_gesture, Some(true));
            }
            Decision::Allow { note } => prop_assert_eq!(note, None),
            Decision::Block { .. } => {}
        }
    }

    #[test]
    fn strict_mode_lets_no_other_page_in(Shown(navigation) in navigation()) {
        let policy = NavigationPolicy {
            strict_hosts: Some(Vec::new()),
            ..NavigationPolicy::default()
        };
        let decision = navigator(&policy).decide(&navigation);
        let foreign = matches!(decision, Decision::Allow { note: Some(AllowNote::ForeignHost { .. }) });
        prop_assert!(!foreign, "{:?}", decision);
        if let Decision::TryApp { otherwise: Otherwise::Load { url }, .. } = decision {
            let url = Url::parse(url.as_str()).unwrap();
            let host = url.host_str().unwrap();
            prop_assert!(host.ends_with("widget.belvo.io") || host == "api.belvo.com", "{}", host);
        }
    }

    #[test]
    fn debug_shows_neither_query_nor_fragment(Shown(navigation) in navigation(), policy in policy()) {
        let navigator = navigator(&policy);
        for mark in ["?", "#"] {
            let url = format!("{}{mark}qzxsecret", navigation.url.as_str());
            let navigation = Navigation { url: url.into(), ..navigation.clone() };
            let asked = format!("{navigation:?}");
            prop_assert!(!asked.contains("qzxsecret"), "{}", navigation.url.as_str());
            let decision = navigator.decide(&navigation);
            let shown = format!("{decision:?}");
            let callback = matches!(decision, Decision::Callback { .. });
            prop_assert!(callback || !shown.contains("qzxsecret"), "{}", navigation.url.as_str());
        }
    }
}

/// The generators reach what the properties are about; otherwise they would prove nothing.
#[test]
fn the_generators_reach_every_decision() {
    let mut runner = TestRunner::deterministic();
    let mut seen = [0; 9];
    for _ in 0..4_000 {
        let Shown(navigation) = navigation().new_tree(&mut runner).unwrap().current();
        let policy = policy().new_tree(&mut runner).unwrap().current();
        let kind = match navigator(&policy).decide(&navigation) {
            Decision::Allow { note: None } => 0,
            Decision::Allow { .. } => 1,
            Decision::Callback { .. } => 2,
            Decision::OpenOutside { .. } => 3,
            Decision::TryApp {
                otherwise: Otherwise::Nothing,
                ..
            } => 4,
            Decision::TryApp { url, .. } if url.as_str().starts_with("intent:") => 5,
            Decision::TryApp { .. } => 6,
            Decision::Block {
                reason: BlockReason::Malformed,
            } => 7,
            Decision::Block { .. } => 8,
        };
        seen[kind] += 1;
    }
    assert!(seen.iter().all(|&count| count >= 10), "{seen:?}");
}
