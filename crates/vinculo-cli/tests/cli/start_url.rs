//! `vinculo start-url`.

use serde_json::json;

use crate::support::{Ran, run, run_args, run_with, vinculo};

const TOKEN: &str = "eyJ.SECRET-fake.token";

fn with_token(args: &[&str]) -> Ran {
    run(vinculo()
        .arg("start-url")
        .args(args)
        .env("VINCULO_ACCESS_TOKEN", TOKEN))
}

#[test]
fn the_url_is_redacted_unless_it_is_asked_for() {
    let args = [
        "--locale",
        "pt",
        "--external-id",
        "user-42",
        "--extra",
        "beta=on",
    ];
    let hidden = with_token(&args);
    assert_eq!(hidden.code, 0);
    assert_eq!(
        hidden.out,
        "https://widget.belvo.io/?access_token=***&locale=pt&external_id=***&beta=***\n"
    );
    assert!(!hidden.says("SECRET"));
    let shown = with_token(&[&args[..], &["--reveal"]].concat());
    let url = format!(
        "https://widget.belvo.io/?access_token={TOKEN}&locale=pt&external_id=user-42&beta=on\n"
    );
    assert_eq!((shown.code, shown.out), (0, url));
}

#[test]
fn every_option_reaches_the_url() {
    let ran = with_token(&[
        "--reveal",
        "--base-url",
        "http://127.0.0.1:4747/widget/",
        "--institution-types",
        "retail,business",
        "--institutions",
        "erebor_mx_retail",
        "--country-codes",
        "MX,BR",
        "--access-mode",
        "single",
        "--resources",
        "ACCOUNTS,OWNERS",
        "--integration-type",
        "credentials",
        "--show-close-dialog",
        "false",
        "--show-abandon-survey",
        "true",
    ]);
    let url = format!(
        "http://127.0.0.1:4747/widget/?access_token={TOKEN}&institution_types=retail,business\
         &institutions=erebor_mx_retail&country_codes=MX,BR&access_mode=single&resources=ACCOUNTS,OWNERS\
         &integration_type=credentials&show_close_dialog=false&show_abandon_survey=true\n"
    );
    assert_eq!((ran.out, ran.err.as_str()), (url, ""));
}

#[test]
fn all_problems_are_told_at_once_with_what_to_do() {
    let ran = with_token(&[
        "--locale",
        "PT",
        "--country-codes",
        "br",
        "--external-id",
        "52998224725",
    ]);
    assert_eq!((ran.code, ran.out.as_str()), (1, ""));
    for part in [
        "error: ",
        "what to do: ",
        "locale `PT`: wrong_case",
        "country_codes `br`: wrong_case",
        "external_id: looks_like_cpf",
    ] {
        assert!(ran.err.contains(part), "{part}: {}", ran.err);
    }
    assert!(!ran.says("529") && !ran.says("SECRET"), "{}", ran.err);

    let json = with_token(&["--json", "--locale", "PT"]);
    assert_eq!(json.code, 1);
    assert_eq!(
        json.json(),
        [json!({"errors": [{"field": "locale", "rule": "wrong_case"}]})]
    );
}

#[test]
fn a_doubt_does_not_stop_the_url() {
    let ran = with_token(&["--country-codes", "PE"]);
    assert_eq!(ran.code, 0);
    assert!(
        ran.err
            .contains("warning: country_codes `PE`: unlisted_country"),
        "{}",
        ran.err
    );
    let json = with_token(&["--json", "--country-codes", "PE"]);
    let warnings = json!([{"field": "country_codes", "rule": "unlisted_country"}]);
    assert_eq!(json.json()[0]["warnings"], warnings);
    assert!(!json.says("SECRET"));
}

#[test]
fn the_token_comes_by_standard_input_alone_or_in_the_answer() {
    let args = ["start-url", "--token-stdin", "--reveal"];
    let url = format!("https://widget.belvo.io/?access_token={TOKEN}\n");
    for input in [
        TOKEN.to_owned(),
        format!("{TOKEN}\r\n"),
        format!("{{\"refresh\":\"REFRESH\",\"access\":\"{TOKEN}\"}}\n"),
    ] {
        let ran = run_with(&args, input.into_bytes());
        assert_eq!(
            (ran.code, ran.out.as_str()),
            (0, url.as_str()),
            "{}",
            ran.err
        );
        assert!(!ran.says("REFRESH"));
    }
}

#[test]
fn no_token_and_no_usable_token_are_told_without_it() {
    let none = run_args(&["start-url"]);
    assert_eq!(none.code, 1);
    assert!(
        none.err.contains("access_token: missing") && none.err.contains("--token-stdin"),
        "{}",
        none.err
    );
    for input in [
        b"SECRET with spaces".to_vec(),
        b"{\"access\":7,\"SECRET\":1}".to_vec(),
        b"{\"refresh\":\"SECRET\"}".to_vec(),
        b"\xffSECRET".to_vec(),
        b"SECRET".repeat(100_000),
        b"{\"access\":\"SECRET\"".to_vec(),
    ] {
        for args in [
            &["start-url", "--token-stdin"][..],
            &["start-url", "--token-stdin", "--reveal", "--json"],
        ] {
            let ran = run_with(args, input.clone());
            assert_eq!(ran.code, 1, "{ran:?}");
            assert!(!ran.says("SECRET"), "{ran:?}");
        }
    }
}

#[test]
fn a_token_as_an_argument_is_refused_and_not_repeated() {
    for args in [
        &["SECRET"][..],
        &["--access-token", "SECRET"],
        &["--access-token=SECRET"],
        &["--token", "SECRET"],
        &["--token=SECRET"],
        &["--token-stdin=SECRET"],
        &["--token-stdin", "SECRET"],
        &["--reveal=SECRET"],
        &["--reveal", "SECRET"],
        &["--extra", "SECRET"],
        &["--show-close-dialog", "SECRET"],
    ] {
        let ran = run_args(&[&["start-url"], args].concat());
        assert_eq!((ran.code, ran.out.as_str()), (2, ""), "{args:?}");
        assert!(
            ran.err.starts_with("error: ") && !ran.says("SECRET"),
            "{args:?}: {}",
            ran.err
        );
    }
}
