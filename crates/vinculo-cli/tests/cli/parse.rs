//! `vinculo parse`.

use serde_json::json;

use crate::support::{run_args, run_with};

const LINK: &str = "cb65f82c-dc93-4d3e-8270-9a27528397f5";

#[test]
fn the_documented_urls_are_read_by_default() {
    let success = format!("your-url-here://success?link={LINK}&institution=erebor_br_retail");
    let token = "your-url-here://error?error=ACCESS_TOKEN_NOT_VALID";
    let ran = run_args(&[
        "parse",
        &success,
        "your-url-here://exit",
        token,
        "https://a.example/",
    ]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert_eq!(
        ran.json(),
        [
            json!({"kind": "success", "link": LINK, "institution": "erebor_br_retail"}),
            json!({"kind": "exit"}),
            json!({"kind": "error", "code": "ACCESS_TOKEN_NOT_VALID"}),
            json!({"kind": "not_a_callback"}),
        ]
    );
    assert!(
        ran.out.starts_with("{\"kind\":\"success\",\"link\""),
        "keys stand in order"
    );
}

#[test]
fn configured_urls_and_the_eyes_of_the_system() {
    let args = [
        "parse",
        "--success",
        "myapp://ok",
        "--exit",
        "myapp://bye",
        "--event",
        "myapp://event",
    ];
    let unknown = "myapp://elsewhere";
    let ours = format!("myapp://ok?link={LINK}");
    let webview = run_args(&[&args[..], &[&ours, unknown]].concat());
    assert_eq!(webview.json()[0]["kind"], "success");
    assert_eq!(webview.json()[1]["kind"], "unknown");
    let os = run_args(&[&args[..], &["--os", unknown]].concat());
    assert_eq!(os.json()[0]["kind"], "not_a_callback");
}

#[test]
fn every_line_of_standard_input_is_answered_in_order() {
    let mut input = format!("your-url-here://success?link={LINK}\r\n\n").into_bytes();
    input.extend(b"\xff\xfe\x00binary\n");
    input.extend(b"your-url-here://exit?");
    input.extend(vec![b'a'; 3 << 20]);
    input.extend(b"\n");
    input.extend(vec![b' '; 2 << 20]);
    input.extend(b"\nhttps://a.example/");
    input.extend(vec![b'a'; 2 << 20]);
    input.extend(b"\nyour-url-here://exit?meta_data_step=\xff");
    let ran = run_with(&["parse"], input);
    let kinds: Vec<_> = ran.json().iter().map(|line| line["kind"].clone()).collect();
    assert_eq!(
        kinds,
        [
            "success",
            "not_a_callback",
            "not_a_callback",
            "invalid",
            "invalid",
            "not_a_callback",
            "exit"
        ]
    );
    assert_eq!(
        ran.json()[0].get("anomalies"),
        None,
        "the end of a line is no part of it"
    );
    assert_eq!(ran.json()[3]["reason"], "too_long");
    assert_eq!(ran.code, 0);
}

#[test]
fn strict_tells_by_the_exit_code() {
    for (url, code) in [
        ("your-url-here://exit", 0),
        ("your-url-here://error?error=x", 0),
        ("your-url-here://success", 1),
        ("your-url-here://else", 1),
        ("https://a.example/", 1),
    ] {
        assert_eq!(run_args(&["parse", "--strict", url]).code, code, "{url}");
        assert_eq!(run_args(&["parse", url]).code, 0, "{url}");
    }
}

#[test]
fn callback_urls_that_never_match_are_explained() {
    let ran = run_args(&["parse", "--success", "javascript:alert(1)", "x:y"]);
    assert_eq!((ran.code, ran.out.as_str()), (2, ""));
    for part in ["error: ", "success", "this means: ", "what to do: "] {
        assert!(ran.err.contains(part), "{}", ran.err);
    }
}

#[test]
fn output_cannot_steer_a_terminal() {
    let url = "your-url-here://exit?a=%C2%9B31m%E2%80%AEx";
    let ran = run_args(&["parse", url]);
    assert_eq!(ran.json()[0]["extra"][0]["value"], "\u{9b}31m\u{202e}x");
    assert!(
        !ran.out.contains('\u{9b}') && !ran.out.contains('\u{202e}'),
        "{}",
        ran.out
    );
}

#[test]
#[cfg(unix)]
fn a_reader_who_leaves_is_no_error_to_talk_about() {
    use std::io::Read;
    use std::process::Stdio;

    use crate::support::vinculo;

    let many = vec!["https://a.example/"; 20_000];
    let mut child = vinculo()
        .arg("parse")
        .args(many)
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut err = String::new();
    child
        .stderr
        .take()
        .unwrap()
        .read_to_string(&mut err)
        .unwrap();
    assert_eq!((err.as_str(), child.wait().unwrap().code()), ("", Some(1)));
}
