//! Properties of the callback parser: it is total, bounded, deterministic, and reads back what is
//! printed.

#![allow(clippy::unwrap_used, reason = "helpers of tests may fail")]

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use vinculo::callback::{
    Callback, CallbackMatcher, CallbackUrls, ErrorCode, ExitCode, ExitError, ExitMetaData,
    ExitStep, LinkId, Parameter, Source, WarningCode, WidgetEvent, parse_page_message,
};

fn urls(base: &str) -> CallbackUrls {
    CallbackUrls {
        success: format!("{base}success"),
        exit: format!("{base}exit?belvo=exit"),
        event: format!("{base}event"),
    }
}

fn matchers() -> Vec<CallbackMatcher> {
    [
        "myapp://",
        "https://app.example.com/cb/",
        "your_deeplink_here://",
        "https://bücher.example/é/",
        "http://127.0.0.1:80/",
    ]
    .iter()
    .map(|base| CallbackMatcher::new(&urls(base)).unwrap())
    .collect()
}

/// How much text an answer holds.
fn weight(callback: &Callback) -> usize {
    let length = |text: &Option<String>| text.as_ref().map_or(0, String::len);
    let event = match &callback.event {
        WidgetEvent::Success { link, institution } => link.as_str().len() + length(institution),
        WidgetEvent::Exit {
            last_encountered_error,
            meta_data,
        } => {
            last_encountered_error
                .as_ref()
                .map_or(0, |e| e.code.as_str().len() + length(&e.message))
                + length(&meta_data.institution_name)
                + meta_data.step.as_ref().map_or(0, |s| s.as_str().len())
        }
        WidgetEvent::Error {
            code,
            message,
            link,
        } => {
            code.as_str().len()
                + length(message)
                + link.as_ref().map_or(0, |link| link.as_str().len())
        }
        WidgetEvent::Warning { code, message } => code.as_str().len() + length(message),
        WidgetEvent::Unknown { location } => {
            assert!(location.chars().count() <= 128);
            0
        }
        WidgetEvent::Invalid { .. } => 0,
    };
    let extra = callback.extra.iter();
    event + extra.map(|p| p.name.len() + p.value.len()).sum::<usize>()
}

fn check_any(text: &str) -> Result<(), TestCaseError> {
    for matcher in matchers() {
        for seen in [Source::Webview, Source::Os] {
            let callback = matcher.parse(text, seen);
            prop_assert_eq!(&callback, &matcher.parse(text, seen));
            if let Some(callback) = &callback {
                prop_assert!(callback.extra.len() <= 256);
                prop_assert!(callback.anomalies.is_sorted_by(|a, b| a < b));
                prop_assert!(weight(callback) <= text.len());
            }
            // What an operating system may bring, a webview may bring too.
            if seen == Source::Os && callback.is_some() {
                prop_assert_eq!(callback, matcher.parse(text, Source::Webview));
            }
        }
        let _ = matcher.is_sibling(text);
    }
    Ok(())
}

/// Fragments of URLs, so that the strange ones are strange in interesting places.
fn url_like() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(vec![
            "myapp:", "MyApp:", "https:", "http:", "belvowidget:", "your_deeplink_here:", "//", "/",
            "\\", "app.example.com", "127.0.0.1", "127.1", "bücher.example", "xn--bcher-kva.example",
            "/cb/", "success", "exit", "error", "event", "warning", "?", "#", "&", "=", "amp;", "@",
            ":", ":443", ":80", "..", "%2e", "%", "%2", "%zz", "%00", "%C3", "%c3%28", "%2520", "+", "\t",
            "\n", " ", "\u{0}", "é", "🏦", "link", "link_id", "institution", "error", "error_message",
            "warning", "last_encountered_error", "last_encountered_error_code", "meta_data",
            "meta_data_step", "meta_data={\"step\":", "last_encountered_error={\"code\":", "null", "{",
            "[", "\"", "}", "belvo=exit", "cb65f82c-dc93-4d3e-8270-9a27528397f5",
        ]).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// Mostly deliverable callback URLs.
fn configured() -> impl Strategy<Value = String> {
    let scheme = prop_oneof!["[a-zA-Z][a-z0-9+.-]{0,8}", Just("https".to_owned())];
    let host = "[a-z0-9é]{1,6}(\\.[a-z]{1,4})?(:[0-9]{1,4})?";
    let path = "(/[a-zA-Z0-9é|.%{\\\\]{0,4}){0,3}";
    let tail = "(\\?[a-z&=%+0-9?]{0,8})?(#[a-z/?=]{0,5})?";
    (scheme, host, path, tail)
        .prop_map(|(scheme, host, path, tail)| format!("{scheme}://{host}{path}{tail}"))
}

/// Ours by its beginning, anything behind it.
fn ours() -> impl Strategy<Value = String> {
    let base = prop::sample::select(vec![
        "myapp://success?",
        "myapp://exit?",
        "myapp://event?",
        "myapp:exit#",
        "https://app.example.com/cb/exit?",
        "belvowidget://exit?",
    ]);
    (base, url_like()).prop_map(|(base, rest)| format!("{base}{rest}"))
}

/// Text that survives as it is: neither blank nor with control characters.
fn value() -> impl Strategy<Value = String> {
    "[\\PC]{1,12}".prop_filter("not blank", |text: &String| !text.trim().is_empty())
}

fn callback() -> impl Strategy<Value = Callback> {
    let link = "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}".prop_map(LinkId::new);
    let error = (value(), option::of(value())).prop_map(|(code, message)| ExitError {
        code: ExitCode::from_code(&code),
        message,
    });
    let meta_data =
        (option::of(value()), option::of(value())).prop_map(|(institution_name, step)| {
            ExitMetaData {
                institution_name,
                step: step.map(|step| ExitStep::from_code(&step)),
            }
        });
    let event = prop_oneof![
        (link, option::of(value()))
            .prop_map(|(link, institution)| WidgetEvent::Success { link, institution }),
        (option::of(error), meta_data).prop_map(|(last_encountered_error, meta_data)| {
            WidgetEvent::Exit {
                last_encountered_error,
                meta_data,
            }
        }),
        (value(), option::of(value())).prop_map(|(code, message)| WidgetEvent::Error {
            code: ErrorCode::from_code(&code),
            message,
            link: None,
        }),
        (value(), option::of(value())).prop_map(|(code, message)| WidgetEvent::Warning {
            code: WarningCode::from_code(&code),
            message,
        }),
    ];
    let extra = vec(
        ("x[\\PC]{0,6}", "[\\PC]{0,12}").prop_map(|(name, value)| Parameter { name, value }),
        0..4,
    );
    (event, extra).prop_map(|(event, extra)| Callback {
        event,
        extra,
        anomalies: Vec::new(),
    })
}

/// Prints a callback into a URL on the base URLs of [`urls`].
fn print(callback: &Callback, base: &str) -> String {
    let mut pairs = Vec::new();
    let mut add = |name: &str, value: Option<&str>| {
        if let Some(value) = value {
            pairs.push(format!("{}={}", encode(name), encode(value)));
        }
    };
    let place = match &callback.event {
        WidgetEvent::Success { link, institution } => {
            add("link", Some(link.as_str()));
            add("institution", institution.as_deref());
            "success"
        }
        WidgetEvent::Exit {
            last_encountered_error: error,
            meta_data,
        } => {
            add("belvo", Some("exit"));
            add(
                "last_encountered_error_code",
                error.as_ref().map(|e| e.code.as_str()),
            );
            let message = error.as_ref().and_then(|e| e.message.as_deref());
            add("last_encountered_error_message", message);
            add(
                "meta_data_institution_name",
                meta_data.institution_name.as_deref(),
            );
            add(
                "meta_data_step",
                meta_data.step.as_ref().map(ExitStep::as_str),
            );
            "exit"
        }
        WidgetEvent::Error { code, message, .. } => {
            add("error", Some(code.as_str()));
            add("error_message", message.as_deref());
            "event"
        }
        WidgetEvent::Warning { code, message } => {
            add("warning", Some(code.as_str()));
            add("warning_message", message.as_deref());
            "event"
        }
        WidgetEvent::Unknown { .. } | WidgetEvent::Invalid { .. } => unreachable!("not generated"),
    };
    for parameter in &callback.extra {
        add(&parameter.name, Some(&parameter.value));
    }
    format!("{base}{place}?{}", pairs.join("&"))
}

fn encode(text: &str) -> String {
    text.bytes()
        .map(|byte| {
            if byte.is_ascii_alphanumeric() || b"-_.~".contains(&byte) {
                char::from(byte).to_string()
            } else {
                format!("%{byte:02x}")
            }
        })
        .collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn any_text_gives_a_bounded_answer(text in any::<String>()) {
        check_any(&text)?;
    }

    #[test]
    fn any_url_gives_a_bounded_answer(text in url_like()) {
        check_any(&text)?;
    }

    #[test]
    fn anything_on_our_urls_gives_a_bounded_answer(text in ours()) {
        check_any(&text)?;
    }

    #[test]
    fn a_printed_event_reads_back(callback in callback()) {
        for base in ["myapp://", "https://app.example.com/cb/"] {
            let matcher = CallbackMatcher::new(&urls(base)).unwrap();
            let url = print(&callback, base);
            let read = matcher.parse(&url, Source::Os);
            prop_assert!(read.as_ref() == Some(&callback), "{} became {:?}", url, read);
        }
    }

    #[test]
    fn decoding_happens_once(text in "[\\PC]{1,20}") {
        let matcher = CallbackMatcher::new(&urls("myapp://")).unwrap();
        let twice = encode(&encode(&text));
        let url = format!("myapp://exit?belvo=exit&x={twice}");
        let extra = matcher.parse(&url, Source::Os).unwrap().extra;
        prop_assert_eq!(&extra[0].value, &encode(&text));
    }

    #[test]
    fn any_configuration_is_checked(
        url in prop_oneof![1 => any::<String>(), 1 => url_like(), 4 => configured()],
    ) {
        let urls = CallbackUrls { success: url.clone(), exit: url.clone(), event: url };
        let matcher = CallbackMatcher::new(&urls);
        if urls.check_deliverable().is_ok() {
            let matcher = matcher.unwrap();
            let read = matcher.parse(&urls.success, Source::Os);
            prop_assert!(read.is_some(), "does not match itself: {}", urls.success);
            let session = CallbackMatcher::new(&urls.with_nonce("n0nce")).unwrap();
            prop_assert!(session.parse(&urls.with_nonce("n0nce").exit, Source::Os).is_some());
            prop_assert!(matcher.is_sibling(&urls.with_nonce("other").success));
        }
    }

    #[test]
    fn any_page_message_gives_a_value(bytes in vec(any::<u8>(), 0..200)) {
        let _ = parse_page_message(&String::from_utf8_lossy(&bytes));
    }

    #[test]
    fn any_json_page_message_gives_a_value(
        name in prop::sample::select(vec!["PAGE_LOAD", "error", "Warning", "other"]),
        inner in "[\\PC]{0,40}",
    ) {
        let quoted = serde_json::to_string(&inner).unwrap();
        for value in [inner.as_str(), quoted.as_str(), "7", "{\"error_code\":[]}"] {
            let message = format!("{{\"eventName\":\"{name}\",\"meta_data\":{value}}}");
            prop_assert_eq!(parse_page_message(&message), parse_page_message(&message));
        }
    }
}
