//! Rules 1 and 2: what is trimmed, what is refused for its size, and what is ours.

use vinculo::callback::{Source, WidgetEvent};

use super::{UUID, custom, line, matcher, read, reads, web};

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
    assert_eq!(long("m\nyapp://"), "invalid too_long !embedded_whitespace");
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
fn rule_1_the_longest_url_that_is_read_may_be_a_configured_one() {
    let most = format!("myapp://success?link={}", "a".repeat(65_536 - 21));
    assert!(custom().is_configured(&most));
    assert!(!custom().is_configured(&format!("{most}a")));
}

#[test]
fn rule_1_length_is_measured_without_line_breaks() {
    let most = format!("myapp://success?link={}", "a".repeat(65_536 - 21));
    let broken = most.replace("://", ":\n/\t/");
    assert!(matches!(
        read(&broken).unwrap().event,
        WidgetEvent::Success { .. }
    ));
    assert!(custom().is_configured(&broken));
    assert_eq!(
        line(read(&format!("{broken}a"))),
        "invalid too_long !embedded_whitespace"
    );
}
