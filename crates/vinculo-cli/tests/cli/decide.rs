//! `vinculo decide`.

use serde_json::json;

use crate::support::{run_args, run_with};

#[test]
fn urls_with_the_flags_of_navigation_and_policy() {
    let bank = "https://bank.example/login";
    let decided = |args: &[&str]| {
        let ran = run_args(&[&["decide"], args].concat());
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{args:?}");
        ran.json().remove(0)
    };
    let foreign = json!({"decision": "allow", "note": "foreign_host", "host": "bank.example"});
    assert_eq!(decided(&[bank]), foreign);
    assert_eq!(decided(&[bank, "--open-finance"])["decision"], "try_app");
    assert_eq!(decided(&[bank, "--open-finance", "--post"]), foreign);
    assert_eq!(
        decided(&[bank, "--strict-host", "other.example"])["reason"],
        "host_not_allowed"
    );
    assert_eq!(decided(&[bank, "--strict-host", "bank.example"]), foreign);
    assert_eq!(
        decided(&[bank, "--widget-host", "bank.example"]),
        json!({"decision": "allow"})
    );
    assert_eq!(
        decided(&[bank, "--frame", "sub"]),
        json!({"decision": "allow"})
    );
    assert_eq!(
        decided(&["tel:1", "--frame", "sub"])["reason"],
        "sub_frame_outside"
    );
    assert_eq!(
        decided(&["tel:1", "--frame", "sub", "--gesture"])["decision"],
        "open_outside"
    );
    assert_eq!(
        decided(&["tel:1", "--frame", "sub", "--gesture=false"])["decision"],
        "block"
    );
    assert_eq!(decided(&["http://localhost/"])["reason"], "insecure_http");
    assert_eq!(
        decided(&["http://localhost/", "--allow-loopback-http"])["decision"],
        "allow"
    );
    let exit = ["your-url-here://exit", "--frame", "unknown"];
    assert_eq!(
        decided(&exit),
        json!({"decision": "callback", "event": {"kind": "exit"}, "trusted": false})
    );
    assert_eq!(
        decided(&[&exit[..], &["--trust-unknown-frames"]].concat())["trusted"],
        true
    );
}

#[test]
fn json_lines_in_and_out_and_a_broken_one_does_not_stop_the_rest() {
    let lines = [
        r#"{"url":"tel:1"}"#,
        "nonsense",
        r#"{"url":"tel:1","frame":"sub","origin":"https://a.example","user_gesture":true}"#,
        r#"{"url":"tel:1","frmae":"sub"}"#,
        "",
        r#"{"url":"http://localhost/","policy":{"allow_loopback_http":true}}"#,
        r#"{"url_parts":["https://a.example/",{"repeat":"a","times":70000}]}"#,
        r#"{"url":"x:y","policy":{"widget_hosts":[]}}"#,
    ];
    let ran = run_with(&["decide"], lines.join("\n").into_bytes());
    let answers = ran.json();
    assert_eq!(answers.len(), lines.len());
    for index in [0, 2] {
        assert_eq!(
            answers[index],
            json!({"decision": "open_outside", "url": "tel:1"})
        );
    }
    for index in [1, 3, 4, 7] {
        assert_eq!(answers[index]["line"], index + 1);
        assert!(answers[index]["error"].is_string());
    }
    assert!(
        answers[3]["error"]
            .as_str()
            .unwrap()
            .contains("unknown key `frmae`")
    );
    assert_eq!(
        answers[5],
        json!({"decision": "allow", "note": "foreign_host", "host": "localhost"})
    );
    assert_eq!(answers[6]["reason"], "malformed");
    assert_eq!(ran.code, 1);
    assert_eq!(run_with(&["decide"], lines[0].into()).code, 0);
}

#[test]
fn hostile_lines_are_answered() {
    let mut input = vec![b'['; 5 << 20];
    input.extend(b"\n\xff\n{\"url\":\"tel:1\"}\n");
    let ran = run_with(&["decide"], input);
    let answers = ran.json();
    assert!(answers[0]["error"].as_str().unwrap().contains("1 MiB"));
    assert!(answers[1]["error"].is_string());
    assert_eq!(answers[2]["decision"], "open_outside");
}

#[test]
fn what_cannot_be_used_is_explained() {
    for args in [
        &["decide", "x:y", "--widget-host", "https://a.example/"][..],
        &["decide", "x:y", "--origin", "https://a.example"],
        &["decide", "x:y", "--frame", "top"],
        &["decide", "x:y", "--exit", "a b"],
    ] {
        let ran = run_args(args);
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(ran.err.starts_with("error: "), "{}", ran.err);
    }
}
