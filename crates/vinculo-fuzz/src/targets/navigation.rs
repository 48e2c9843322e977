//! Target `navigation`: any text as a URL the webview asks about.
//!
//! - the quick way for ordinary pages decides as the slow way does: a space before the URL forces the slow one
//! - a callback is one exactly when the matcher reads one, and never trusted from an iframe
//! - what may load is https, `about:blank`, loopback where allowed, or an iframe's own business
//! - what goes outside is no web page, no code and no callback; what loads instead is a page that may load
//! - strict mode holds for every page that loads; a URL handed on means the same when asked again
//! - `Debug` shows scheme and host alone

use url::{Host, Url};
use vinculo::callback::{Anomaly, CallbackMatcher, Source};
use vinculo::navigation::{Decision, Frame, Navigation, NavigationPolicy, Navigator, Otherwise};

use crate::input::Input;
use crate::mask;
use crate::settings::{CALLBACK_URLS, POLICIES, callback_urls, policy};

const RUNS_CODE: [&str; 12] = [
    "javascript",
    "vbscript",
    "file",
    "content",
    "filesystem",
    "view-source",
    "chrome",
    "resource",
    "jar",
    "ftp",
    "ws",
    "wss",
];

/// The frames there are.
pub const FRAMES: [Frame; 4] = [
    Frame::Main,
    Frame::Sub { origin: None },
    Frame::Popup,
    Frame::Unknown,
];

struct Asked {
    policy: NavigationPolicy,
    matcher: CallbackMatcher,
    navigator: Navigator,
}

/// Checks every property.
pub fn run(data: &[u8]) {
    let mut input = Input::of(data);
    let urls = callback_urls(input.pick(&CALLBACK_URLS));
    let policy = policy(input.choice(POLICIES));
    let frame = FRAMES[input.choice(FRAMES.len())].clone();
    let (redirect, post, user_gesture) = (input.maybe(), input.maybe(), input.maybe());
    let (Ok(matcher), Ok(again)) = (CallbackMatcher::new(&urls), CallbackMatcher::new(&urls))
    else {
        unreachable!("the settings compile");
    };
    let Ok(navigator) = Navigator::new(&policy, again) else {
        unreachable!("the settings compile");
    };
    let asked = Asked {
        policy,
        matcher,
        navigator,
    };
    let navigation = Navigation {
        url: input.text().into_owned().into(),
        frame,
        redirect,
        post,
        user_gesture,
    };

    let decision = asked.navigator.decide(&navigation);
    assert!(
        decision == asked.navigator.decide(&navigation),
        "two decisions differ"
    );
    asked.slow_way_agrees(&navigation, &decision);
    asked.is_safe(&navigation, &decision);
    mask::assert_hidden(&decision, &mask::decision(&decision));
    let masked = Navigation {
        url: mask::url(navigation.url.as_str()).into(),
        ..navigation.clone()
    };
    mask::assert_hidden(&navigation, &masked);
}

impl Asked {
    fn slow_way_agrees(&self, navigation: &Navigation, decision: &Decision) {
        let slow = self.navigator.decide(&Navigation {
            url: format!(" {}", navigation.url.as_str()).into(),
            ..navigation.clone()
        });
        assert!(
            normal(decision) == normal(&slow),
            "a space before the URL changes the decision: {decision:?}, {slow:?}"
        );
    }

    fn is_safe(&self, navigation: &Navigation, decision: &Decision) {
        let callback = self.matcher.parse(navigation.url.as_str(), Source::Webview);
        let in_sub = matches!(navigation.frame, Frame::Sub { .. });
        match decision {
            Decision::Callback {
                callback: read,
                trusted,
            } => {
                assert_eq!(Some(read), callback.as_ref());
                assert!(!(*trusted && in_sub), "an iframe is trusted");
                let told = navigation.frame != Frame::Unknown || self.policy.trust_unknown_frames;
                assert!(!*trusted || told, "nobody knows which frame is trusted");
                return;
            }
            Decision::Allow { .. } if in_sub => Self::iframe_may_load(navigation.url.as_str()),
            Decision::Allow { .. } => self.may_load(navigation.url.as_str()),
            Decision::OpenOutside { url } => self.may_go_outside(navigation, url.as_str()),
            Decision::TryApp { url, otherwise } => {
                let url = url.as_str();
                let scheme = Url::parse(url).map(|url| url.scheme().to_owned());
                assert!(
                    matches!(scheme.as_deref(), Ok("https" | "intent")),
                    "an app of scheme {scheme:?}"
                );
                assert!(
                    self.matcher.parse(url, Source::Webview).is_none(),
                    "an app gets our callback"
                );
                if let Otherwise::Load { url } = otherwise {
                    let url = url.as_str();
                    self.may_load(url);
                    assert!(
                        url.starts_with("https:"),
                        "instead of an app, no https page loads"
                    );
                    assert!(
                        self.matcher.parse(url, Source::Webview).is_none(),
                        "a callback is loaded"
                    );
                }
            }
            Decision::Block { .. } => {}
        }
        assert!(callback.is_none(), "a callback was overlooked");
    }

    fn may_load(&self, text: &str) {
        let Ok(url) = Url::parse(text) else {
            panic!("what is no URL may load");
        };
        match url.scheme() {
            "about" => assert!(matches!(url.path(), "blank" | "srcdoc")),
            "http" => assert!(
                self.policy.allow_loopback_http && is_loopback(&url),
                "plain http"
            ),
            scheme => assert_eq!(scheme, "https", "a scheme that must not load"),
        }
        if url.scheme() == "about" {
            return;
        }
        assert!(
            url.username().is_empty() && url.password().is_none(),
            "userinfo"
        );
        let Some(strict) = &self.policy.strict_hosts else {
            return;
        };
        let host = url.host_str().unwrap_or_default();
        let belvo = ["api.belvo.com", "sandbox.belvo.com"].contains(&host)
            && url.path().contains("/consents/callback");
        let listed = strict.iter().chain(&self.policy.widget_hosts);
        let covered = |suffix: &String| host == suffix || host.ends_with(&format!(".{suffix}"));
        assert!(
            belvo || listed.into_iter().any(covered),
            "strict mode let {host} pass"
        );
    }

    fn iframe_may_load(text: &str) {
        let Ok(url) = Url::parse(text) else {
            panic!("what is no URL may load");
        };
        let scheme = url.scheme();
        assert!(
            matches!(scheme, "https" | "http" | "data" | "blob")
                || (scheme == "about" && matches!(url.path(), "blank" | "srcdoc")),
            "an iframe loads {scheme}"
        );
    }

    fn may_go_outside(&self, navigation: &Navigation, text: &str) {
        let Ok(url) = Url::parse(text) else {
            panic!("what is no URL is opened outside");
        };
        let scheme = url.scheme();
        let forbidden = [
            "https",
            "http",
            "about",
            "data",
            "blob",
            "intent",
            "android-app",
        ];
        assert!(
            !forbidden.contains(&scheme) && !RUNS_CODE.contains(&scheme),
            "{scheme} is opened outside"
        );
        assert!(
            self.matcher.parse(text, Source::Webview).is_none(),
            "our callback is opened outside"
        );
        let in_sub = matches!(navigation.frame, Frame::Sub { .. });
        assert!(
            !in_sub || navigation.user_gesture == Some(true),
            "an iframe opens an app untouched"
        );
        // Escaped it may be longer than what is read.
        if text.len() > 65_536 {
            return;
        }
        let again = self.navigator.decide(&Navigation {
            url: text.to_owned().into(),
            ..navigation.clone()
        });
        assert!(
            matches!(again, Decision::OpenOutside { .. }),
            "asked again it is {again:?}"
        );
    }
}

/// Without what a space before the URL may change: an anomaly, and how the URL is written.
fn normal(decision: &Decision) -> Decision {
    let written =
        |text: &str| Url::parse(text).map_or_else(|_| text.to_owned(), |url| url.to_string());
    match decision.clone() {
        Decision::Callback {
            mut callback,
            trusted,
        } => {
            callback
                .anomalies
                .retain(|odd| *odd != Anomaly::SurroundingWhitespace);
            Decision::Callback { callback, trusted }
        }
        Decision::OpenOutside { url } => Decision::OpenOutside {
            url: written(url.as_str()).into(),
        },
        Decision::TryApp { url, otherwise } => Decision::TryApp {
            url: written(url.as_str()).into(),
            otherwise: match otherwise {
                Otherwise::Load { url } => Otherwise::Load {
                    url: written(url.as_str()).into(),
                },
                Otherwise::Nothing => Otherwise::Nothing,
            },
        },
        decision => decision,
    }
}

fn is_loopback(url: &Url) -> bool {
    match url.host() {
        Some(Host::Domain(name)) => name == "localhost",
        Some(Host::Ipv4(address)) => address.is_loopback(),
        Some(Host::Ipv6(address)) => address.is_loopback(),
        None => false,
    }
}
