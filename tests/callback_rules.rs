//! Rule by rule: what a callback URL means (`vectors/README.md`, "How a URL is read").

#![allow(clippy::unwrap_used, reason = "helpers of tests may fail")]

use vinculo::callback::{
    Anomaly, Callback, CallbackMatcher, CallbackUrlRule, CallbackUrls, ErrorCode, ExitCode,
    ExitStep, InvalidReason, LinkId, Source, WidgetEvent,
};

const UUID: &str = "cb65f82c-dc93-4d3e-8270-9a27528397f5";

fn urls(success: &str, exit: &str, event: &str) -> CallbackUrls {
    CallbackUrls {
        success: success.into(),
        exit: exit.into(),
        event: event.into(),
    }
}

fn matcher(success: &str, exit: &str, event: &str) -> CallbackMatcher {
    CallbackMatcher::new(&urls(success, exit, event)).unwrap()
}

fn custom() -> CallbackMatcher {
    matcher("myapp://success", "myapp://exit", "myapp://error")
}

fn web() -> CallbackMatcher {
    matcher(
        "https://app.example.com/cb/success",
        "https://app.example.com/cb/exit?belvo=exit",
        "https://app.example.com:8443/",
    )
}

fn read(url: &str) -> Option<Callback> {
    custom().parse(url, Source::Webview)
}

/// The event in one line: kind, fields in order, then `+name=value` of extras and `!anomaly`.
fn line(callback: Option<Callback>) -> String {
    let Some(callback) = callback else {
        return "no".into();
    };
    let dash = |text: Option<&str>| text.unwrap_or("-").to_owned();
    let mut words = match &callback.event {
        WidgetEvent::Success { link, institution } => vec![
            "success".into(),
            link.as_str().replace(UUID, "UUID"),
            dash(institution.as_deref()),
        ],
        WidgetEvent::Exit {
            last_encountered_error: error,
            meta_data,
        } => vec![
            "exit".into(),
            dash(error.as_ref().map(|e| e.code.as_str())),
            dash(error.as_ref().and_then(|e| e.message.as_deref())),
            dash(meta_data.institution_name.as_deref()),
            dash(meta_data.step.as_ref().map(ExitStep::as_str)),
        ],
        WidgetEvent::Error {
            code,
            message,
            link,
        } => vec![
            "error".into(),
            code.as_str().into(),
            dash(message.as_deref()),
            dash(link.as_ref().map(LinkId::as_str)).replace(UUID, "UUID"),
        ],
        WidgetEvent::Warning { code, message } => vec![
            "warning".into(),
            code.as_str().into(),
            dash(message.as_deref()),
        ],
        WidgetEvent::Unknown { location } => vec!["unknown".into(), location.clone()],
        WidgetEvent::Invalid { reason } => vec!["invalid".into(), reason.as_str().into()],
    };
    for parameter in &callback.extra {
        words.push(format!("+{}={}", parameter.name, parameter.value).replace(UUID, "UUID"));
    }
    for anomaly in &callback.anomalies {
        words.push(format!("!{}", anomaly.as_str()));
    }
    words.join(" ")
}

#[track_caller]
fn reads(url: &str, expected: &str) {
    let url = url.replace("UUID", UUID);
    assert_eq!(line(read(&url)), expected, "{url}");
}

#[test]
fn documented_urls() {
    reads(
        "myapp://success?link=UUID&institution=erebor_br_retail",
        "success UUID erebor_br_retail",
    );
    reads(
        "myapp://exit?last_encountered_error_code=login_error&last_encountered_error_message=Invalid%20credentials&meta_data_institution_name=amex_mx_retail&meta_data_step=abandon-survey",
        "exit login_error Invalid credentials amex_mx_retail abandon-survey",
    );
    for host in ["exit", "error", "event", "warning", "success"] {
        reads(
            &format!("myapp://{host}?error=ACCESS_TOKEN_NOT_VALID&error_message=not%20valid"),
            "error ACCESS_TOKEN_NOT_VALID not valid -",
        );
    }
    reads(
        "myapp://warning?warning=institution_disabled&warning_message=Off.",
        "warning institution_disabled Off.",
    );
    for url in [
        "myapp://exit",
        "myapp://exit?",
        "myapp://exit#",
        "myapp://exit/",
    ] {
        reads(url, "exit - - - -");
    }
}

#[test]
fn rule_1_white_space_and_limits() {
    reads(
        " \tmyapp://success?link=UUID\n",
        "success UUID - !surrounding_whitespace",
    );
    reads(
        "my\tapp://suc\ncess?link=\rUUID",
        "success UUID - !embedded_whitespace",
    );
    let long = |prefix: &str| line(read(&format!("{prefix}{}", "a".repeat(70_000))));
    assert_eq!(long("myapp://success?link="), "invalid too_long");
    assert_eq!(long(" MYAPP:"), "invalid too_long !surrounding_whitespace");
    assert_eq!(long("m\nyapp://"), "invalid too_long");
    assert_eq!(long("https://erebor.example/"), "no");
    assert_eq!(long("myapps://success"), "no");
    assert_eq!(long("é"), "no");
    let most = format!("myapp://success?link={}", "a".repeat(65_536 - 21));
    assert_eq!(most.len(), 65_536);
    assert!(matches!(
        read(&most).unwrap().event,
        WidgetEvent::Success { .. }
    ));
    assert_eq!(line(read(&format!("{most}a"))), "invalid too_long");

    let over = format!("{}a", "a".repeat(70_000));
    let web_line = |url: String| line(web().parse(&url, Source::Os));
    assert_eq!(
        web_line(format!("https://APP.example.com/x?{over}")),
        "invalid too_long"
    );
    assert_eq!(
        web_line(format!("https://app.example.com.evil/{over}")),
        "no"
    );

    reads(
        &format!("myapp://exit?{}", "x&".repeat(257)),
        "invalid too_many_parameters",
    );
    reads(
        &format!("myapp://exit?{}", "&".repeat(10_000)),
        "exit - - - -",
    );
}

#[test]
fn rule_2_custom_urls_match_by_scheme_host_and_path() {
    reads("MyApp://SUCCESS/?link=UUID", "success UUID -");
    reads("myapp://success:/?link=UUID", "success UUID -");
    reads("myapp:success?link=UUID", "success UUID - !missing_slashes");
    for (url, location) in [
        ("myapp://success/extra?link=UUID", "success/extra"),
        ("myapp://success.evil.com?link=UUID", "success.evil.com"),
        ("myapp://successful?link=UUID", "successful"),
        ("myapp:///success?link=UUID", "/success"),
        ("myapp://user:pw@success?link=UUID", "success"),
        ("myapp://success:80?link=UUID", "success:80"),
        ("myapp://success:x?link=UUID", "success:x"),
        ("myapp://a/b/c/d?link=UUID", "a/b/c/d"),
        ("myapp://constructor?link=UUID", "constructor"),
        ("myapp://\u{441}uccess?link=UUID", "\u{441}uccess"),
        ("myapp://error/x?link=UUID", "error/x"),
    ] {
        reads(url, &format!("unknown {location} +link=UUID"));
        let os = custom().parse(&url.replace("UUID", UUID), Source::Os);
        assert_eq!(os, None, "{url}");
    }
    for url in [
        "",
        ":",
        "host.tld",
        "myapp",
        "myapp-evil://success?link=UUID",
        "myappx://success?link=UUID",
        "https://evil.example/?next=myapp://success?link=UUID",
        "https://evil.example/#myapp://success",
        "javascript:myapp://success",
        "about:blank",
        "data:text/html,myapp://success",
    ] {
        reads(url, "no");
    }
    assert!(matches!(
        custom()
            .parse("myapp://error?error=X", Source::Os)
            .unwrap()
            .event,
        WidgetEvent::Error { .. }
    ));
}

#[test]
fn rule_2_raw_and_encoded_text_are_one_place() {
    let matcher = matcher("myapp://bücher/é", "myapp://a/./b/../exit", "myapp://event");
    for url in [
        "myapp://bücher/é?link=1",
        "myapp://b%C3%BCcher/%C3%A9?link=1",
    ] {
        assert_eq!(
            line(matcher.parse(url, Source::Os)),
            "success 1 - !link_not_uuid"
        );
    }
    assert_eq!(
        line(matcher.parse("myapp://a/exit", Source::Webview)),
        "exit - - - -"
    );
}

#[test]
fn rule_2_web_urls_match_as_browsers_normalise() {
    let line_of = |url: &str| line(web().parse(&url.replace("UUID", UUID), Source::Os));
    for url in [
        "https://app.example.com/cb/success?link=UUID",
        "HTTPS://APP.Example.com:443/cb/success/?link=UUID",
        "https:\\\\app.example.com/cb/success?link=UUID",
        "https:/app.example.com/cb/success?link=UUID",
        "https://app%2Eexample.com/cb/success?link=UUID",
        "https://app.example.com:8443?link=UUID",
    ] {
        let expected = if url.contains("8443") {
            "success UUID - !unexpected_link"
        } else {
            "success UUID -"
        };
        assert_eq!(line_of(url), expected, "{url}");
    }
    assert_eq!(
        line_of("https:app.example.com/cb/success?link=UUID"),
        "success UUID - !missing_slashes"
    );
    assert_eq!(
        line_of("https://app.exa\nmple.com/cb/success?link=UUID"),
        "success UUID - !embedded_whitespace"
    );
    for url in [
        "http://app.example.com/cb/success?link=UUID",
        "https://app.example.com:444/cb/success?link=UUID",
        "https://app.example.com/cb/Success?link=UUID",
        "https://app.example.com/cb/success/more?link=UUID",
        "https://app.example.com/cb/success//?link=UUID",
        "https://app.example.com.evil.com/cb/success?link=UUID",
        "https://app.example.com@evil.com/cb/success?link=UUID",
        "https://user@app.example.com/cb/success?link=UUID",
        "https://app.example.com:pw@evil.com/cb/success",
        "https://evil.example/https://app.example.com/cb/success",
        "https://app.example.com/x/../cb/success?link=UUID",
        "https://app.example.com/cb/%2e/success?link=UUID",
        "https://app.example.com\\cb\\success?link=UUID",
        "https://xapp.example.com/cb/success?link=UUID",
        "https://",
        "https:",
        "https://[",
        "https://app.example.com:99999/",
    ] {
        assert_eq!(line_of(url), "no", "{url}");
    }
    let loopback = matcher(
        "http://127.0.0.1:3000/s",
        "http://[::1]/e",
        "http://localhost/v",
    );
    for url in [
        "http://127.0.0.1:3000/s?link=1",
        "http://127.1:3000/s?link=1",
    ] {
        assert_eq!(
            line(loopback.parse(url, Source::Os)),
            "success 1 - !link_not_uuid"
        );
    }
    assert_eq!(
        line(loopback.parse("http://[0:0::1]/e", Source::Os)),
        "exit - - - -"
    );
}

#[test]
fn rule_2_the_built_in_scheme_is_for_the_webview() {
    reads("belvowidget://success?link=UUID", "success UUID -");
    reads("BELVOWIDGET://Success/?link=UUID", "success UUID -");
    reads("belvowidget://success", "invalid missing_link");
    reads("belvowidget://exit", "exit - - - -");
    reads("belvowidget://error", "unknown error");
    reads("belvowidget://other", "unknown other");
    reads("belvowidget://warning?warning=x", "warning x -");
    assert_eq!(
        custom().parse("belvowidget://success?link=1", Source::Os),
        None
    );
    let configured = matcher(
        "belvowidget://success",
        "belvowidget://exit",
        "belvowidget://event",
    );
    let url = "belvowidget://success?link=1";
    assert_eq!(
        line(configured.parse(url, Source::Os)),
        "success 1 - !link_not_uuid"
    );
}

#[test]
fn rule_2_a_configured_query_tells_equal_places_apart() {
    let matcher = matcher(
        "https://a.b/cb?belvo=success",
        "https://a.b/cb?belvo=exit&v=1",
        "https://a.b/cb",
    );
    let line_of = |query: &str| line(matcher.parse(&format!("https://a.b/cb{query}"), Source::Os));
    assert_eq!(line_of("?belvo=exit&v=1&meta_data_step=x"), "exit - - - x");
    assert_eq!(line_of("?belvo=success"), "invalid missing_link");
    assert_eq!(line_of(""), "exit - - - -");
    assert_eq!(line_of("?belvo=exit"), "exit - - - -");
    assert_eq!(line_of("?v=1&belvo=success"), "exit - - - - +belvo=success");
    assert_eq!(
        line_of("?belvo=exit&v=1&link=1"),
        "success 1 - !unexpected_link !link_not_uuid"
    );
    // Its own parameters need not be there.
    let line_of = |url: &str| line(web().parse(url, Source::Os));
    assert_eq!(line_of("https://app.example.com/cb/exit"), "exit - - - -");
    assert_eq!(
        line_of("https://app.example.com/cb/exit?belvo=exit&x=1"),
        "exit - - - - +x=1"
    );
}

#[test]
fn rule_6_equal_urls_mean_success_with_a_link_and_exit_without() {
    let one = matcher("myapp://cb", "myapp://cb", "myapp://cb");
    let line_of = |url: &str| line(one.parse(&url.replace("UUID", UUID), Source::Os));
    assert_eq!(line_of("myapp://cb"), "exit - - - -");
    assert_eq!(line_of("myapp://cb?link=%20"), "exit - - - -");
    assert_eq!(
        line_of("myapp://cb?link_id=UUID"),
        "success UUID - !link_id_for_link"
    );
    assert_eq!(line_of("myapp://cb?error=E"), "error E - -");
    let two = matcher("myapp://cb", "myapp://e", "myapp://cb");
    assert_eq!(
        line(two.parse("myapp://cb", Source::Os)),
        "invalid missing_link"
    );
}

#[test]
fn rule_3_query() {
    reads(
        "myapp://success?&?link=UUID&institution=a%2520b+c&x=50%&amp;y=%C3%28%00",
        "success UUID a%20b c +x=50% +y=\u{fffd}( !second_question_mark !escaped_ampersand \
         !broken_escape !invalid_utf8 !control_character",
    );
    reads(
        "myapp://success?link=UUID?institution=a",
        "success UUID a !second_question_mark",
    );
    reads("myapp://success?link=a=b", "success a=b - !link_not_uuid");
    reads(
        "myapp://success?Link=UUID",
        "invalid missing_link +Link=UUID",
    );
}

#[test]
fn rule_4_fragment() {
    reads(
        "myapp://success#link=UUID&x=1",
        "success UUID - +x=1 !fragment_parameters",
    );
    reads("myapp://success?link=UUID#link=UUID", "success UUID -");
    reads(
        "myapp://success?link=UUID#link=b",
        "success UUID - !query_fragment_conflict",
    );
    reads("myapp://success?link=UUID#top", "success UUID -");
    reads(
        "myapp://success?link=#link=UUID",
        "success UUID - !fragment_parameters",
    );
}

#[test]
fn rule_5_first_wins_and_the_rest_is_extra() {
    reads(
        "myapp://success?link=UUID&link=b",
        "success UUID - +link=b !duplicate_parameter",
    );
    reads("myapp://success?link=%20&link=UUID", "success UUID -");
    reads("myapp://success?link=%20UUID%20", "success UUID -");
    reads(
        "myapp://success?link=UUID&institution=%20a",
        "success UUID  a",
    );
    reads(
        "myapp://success?z=1&error_message=m&link=UUID&link_id=b&a",
        "success UUID - +z=1 +error_message=m +link_id=b +a=",
    );
    reads("myapp://exit?meta_data_step=&x=", "exit - - - - +x=");
}

#[test]
fn rule_6_classification() {
    reads("myapp://success", "invalid missing_link");
    reads(
        "myapp://success?link=&institution=%09",
        "invalid missing_link",
    );
    reads(
        "myapp://success?link_id=UUID",
        "success UUID - !link_id_for_link",
    );
    reads("myapp://exit?link=UUID", "success UUID - !unexpected_link");
    reads(
        "myapp://event?link=x",
        "success x - !unexpected_link !link_not_uuid",
    );
    reads(
        "myapp://exit?error=&link=UUID",
        "error  - UUID !missing_code !unexpected_link",
    );
    reads(
        "myapp://error?error&error_message=m",
        "error  m - !missing_code",
    );
    reads(
        "myapp://warning?link=UUID",
        "warning  - +link=UUID !missing_code !unexpected_link",
    );
    reads("myapp://exit?warning=w&error=e", "error e - - +warning=w");
    reads("myapp://error", "unknown error");
    reads("myapp://event?x=1", "unknown event +x=1");
    let error = read("myapp://exit?error=access_token_not_valid").unwrap();
    assert!(matches!(
        error.event,
        WidgetEvent::Error {
            code: ErrorCode::AccessTokenNotValid,
            ..
        }
    ));
}

#[test]
fn rule_7_exit_details() {
    let exit = |query: &str, expected: &str| reads(&format!("myapp://exit?{query}"), expected);
    exit(
        "last_encountered_error_message=m",
        "exit  m - - !missing_code",
    );
    exit(
        "last_encountered_error=login_error",
        "exit login_error - - -",
    );
    exit(
        "last_encountered_error={\"code\":\"a\",\"message\":7}&meta_data=%7B%22step%22:%22s%22,%22x%22:[]}",
        "exit a 7 - s",
    );
    exit(
        "last_encountered_error= {\"message\":\"m\"}",
        "exit  m - - !missing_code",
    );
    exit(
        "last_encountered_error_code=a&last_encountered_error=b&meta_data_step=s&meta_data={}",
        "exit a - - s +last_encountered_error=b +meta_data={}",
    );
    exit("last_encountered_error=null&meta_data=null", "exit - - - -");
    exit(
        "last_encountered_error={}&meta_data={\"step\":null}",
        "exit - - - -",
    );
    for bad in [
        "{",
        "[1]",
        "{\"step\":true}",
        "{\"step\":{}}",
        "{\"a\":1}x",
        "\"text\"",
        "text",
    ] {
        exit(
            &format!("meta_data={bad}"),
            &format!("exit - - - - +meta_data={bad} !malformed_json"),
        );
    }
    exit(
        "last_encountered_error={\"code\":[]}&z=1",
        "exit - - - - +last_encountered_error={\"code\":[]} +z=1 !malformed_json",
    );
    let deep = format!("{{\"step\":{}", "[".repeat(60_000));
    exit(
        &format!("meta_data={deep}"),
        &format!("exit - - - - +meta_data={deep} !malformed_json"),
    );
    let code = read("myapp://exit?last_encountered_error_code=LOGIN_ERROR").unwrap();
    assert!(matches!(
        code.event,
        WidgetEvent::Exit { last_encountered_error: Some(error), .. } if error.code == ExitCode::LoginError
    ));
}

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
fn the_worst_of_everything_keeps_its_order() {
    let matcher = matcher("my_app://s", "my_app://e", "my_app://v");
    let url = " my_app:\ns?&amp;a=%zz%ff%00&link_id=q&x=?error=#error=E&link_id=r&link_id=s ";
    let anomalies = matcher.parse(url, Source::Os).unwrap().anomalies;
    assert!(anomalies.is_sorted());
    assert_eq!(
        anomalies,
        [
            Anomaly::SurroundingWhitespace,
            Anomaly::EmbeddedWhitespace,
            Anomaly::UndeliverableScheme,
            Anomaly::MissingSlashes,
            Anomaly::SecondQuestionMark,
            Anomaly::EscapedAmpersand,
            Anomaly::BrokenEscape,
            Anomaly::InvalidUtf8,
            Anomaly::ControlCharacter,
            Anomaly::FragmentParameters,
            Anomaly::QueryFragmentConflict,
            Anomaly::LinkIdForLink,
            Anomaly::UnexpectedLink,
            Anomaly::LinkNotUuid,
        ]
    );
    assert!(!anomalies.contains(&Anomaly::MissingCode));
    assert_eq!(InvalidReason::MissingLink.as_str(), "missing_link");
}
