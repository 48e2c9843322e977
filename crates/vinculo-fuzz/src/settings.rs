//! What an integrator may have configured, to choose from.

use vinculo::callback::CallbackUrls;
use vinculo::navigation::NavigationPolicy;

/// Success, exit, event. Plain ASCII, so that [`crate::reference`] need not know how browsers write others.
pub const CALLBACK_URLS: [[&str; 3]; 12] = [
    ["myapp://success", "myapp://exit", "myapp://error"],
    ["myapp://success", "myapp://exit", "myapp://event"],
    [
        "myapp://success/n-0123456789",
        "myapp://exit/n-0123456789",
        "myapp://event/n-0123456789",
    ],
    [
        "https://app.example/belvo/success",
        "https://app.example/belvo/exit",
        "https://app.example/belvo/error",
    ],
    [
        "https://app.example/cb?belvo=success",
        "https://app.example/cb?belvo=exit",
        "https://app.example/cb?belvo=event",
    ],
    [
        "myapp://belvo?e=success",
        "myapp://belvo?e=exit",
        "myapp://belvo?e=event",
    ],
    ["myapp://cb", "myapp://cb", "myapp://cb"],
    [
        "belvowidget://success",
        "belvowidget://exit",
        "belvowidget://error",
    ],
    [
        "your_deeplink_here://success",
        "your_deeplink_here://exit",
        "your_deeplink_here://error",
    ],
    [
        "https://app.example:8443/",
        "https://app.example:8443/Exit/",
        "myapp://host:1/a/b/",
    ],
    [
        "com.bank.app:/done",
        "com.bank.app:///left",
        "com.bank.app:event",
    ],
    [
        "https://app.example/cb",
        "https://app.example/cb?belvo=exit&v=2",
        "http://app.example/cb",
    ],
];

/// The same as the core takes them.
#[must_use]
pub fn callback_urls([success, exit, event]: [&str; 3]) -> CallbackUrls {
    CallbackUrls {
        success: success.to_owned(),
        exit: exit.to_owned(),
        event: event.to_owned(),
    }
}

/// How many policies there are.
pub const POLICIES: usize = 5;

/// What the integrator allows.
#[must_use]
pub fn policy(index: usize) -> NavigationPolicy {
    let default = NavigationPolicy::default();
    match index {
        0 => default,
        1 => NavigationPolicy {
            open_finance: true,
            ..default
        },
        2 => NavigationPolicy {
            strict_hosts: Some(vec!["bank.example".to_owned(), "127.0.0.1".to_owned()]),
            ..default
        },
        3 => NavigationPolicy {
            allow_loopback_http: true,
            trust_unknown_frames: true,
            widget_hosts: vec!["localhost".to_owned(), "widget.belvo.io".to_owned()],
            ..default
        },
        _ => NavigationPolicy {
            open_finance: true,
            strict_hosts: Some(vec!["bank.example".to_owned()]),
            allow_loopback_http: true,
            ..default
        },
    }
}
