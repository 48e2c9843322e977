//! `vinculo vectors`.

use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::support::{Ran, repository, run, scratch, vinculo};

fn vectors(path: &Path) -> Ran {
    run(vinculo().arg("vectors").arg(path))
}

/// One file of this content, alone in a folder.
fn content(name: &str, bytes: &[u8]) -> Ran {
    let file = scratch(name).join("file.json");
    fs::write(&file, bytes).unwrap();
    vectors(&file)
}

#[test]
fn every_vector_of_the_repository_passes() {
    let ran = vectors(Path::new("vectors"));
    let (passed, failed) = ran.closing();
    assert_eq!((failed, ran.code), (0, 0), "{}", ran.out);
    assert!(passed >= 250, "only {passed} cases were run");
    assert_eq!(ran.err, "");
}

#[test]
fn every_vector_of_the_repository_says_where_it_comes_from() {
    let mut cases = 0;
    for found in vinculo_cli::vectors::find(&repository().join("vectors")) {
        let path = found.unwrap();
        let file: Value = serde_json::from_slice(&fs::read(&path).unwrap()).unwrap();
        assert!(
            !file["about"].as_str().unwrap().is_empty(),
            "{}",
            path.display()
        );
        for case in file["cases"].as_array().unwrap() {
            let source = case["source"].as_str().unwrap_or_default();
            assert!(!source.is_empty(), "{}: {}", path.display(), case["name"]);
            cases += 1;
        }
    }
    assert!(cases >= 250, "only {cases} cases");
}

#[test]
fn a_file_of_ones_own_needs_neither_about_nor_source() {
    let text = r#"{"kind":"callbacks","cases":[{"name":"met","url":"myapp://exit","expect":{"kind":"exit"}}]}"#;
    assert_eq!(content("own", text.as_bytes()).closing(), (1, 0));
}

#[test]
fn several_paths_are_added_up_and_a_folder_is_searched_through() {
    let folder = repository().join("vectors");
    let one = folder.join("page_messages/documented.json");
    let (alone, _) = vectors(&one).closing();
    let (twice, _) = run(vinculo().arg("vectors").args([&one, &one])).closing();
    assert_eq!(twice, 2 * alone);
    let (all, _) = vectors(&folder.join("page_messages")).closing();
    assert!(alone > 0 && all > alone, "{all} {alone}");

    let deep = scratch("deep");
    fs::create_dir_all(deep.join("a/b")).unwrap();
    fs::copy(&one, deep.join("a/b/c.json")).unwrap();
    fs::write(deep.join("README.md"), "no vector").unwrap();
    assert_eq!(vectors(&deep).closing(), (alone, 0));
}

#[test]
fn one_wrong_expectation_fails_with_the_case_and_the_difference() {
    let source = repository().join("vectors/page_messages/documented.json");
    let text = fs::read_to_string(source).unwrap();
    let mut value: Value = serde_json::from_str(&text).unwrap();
    value["cases"][1]["expect"]["kind"] = "wrong-on-purpose".into();
    let cases = value["cases"].as_array().unwrap();
    let name = cases[1]["name"].as_str().unwrap().to_owned();
    let count = u64::try_from(cases.len()).unwrap();

    let ran = content("wrong", value.to_string().as_bytes());
    assert_eq!(ran.code, 1);
    assert_eq!(ran.closing(), (count - 1, 1));
    let title = format!("file.json › {name}");
    assert!(
        ran.out.lines().next().unwrap().ends_with(&title),
        "{}",
        ran.out
    );
    let line = |start: &str| {
        ran.out
            .lines()
            .find(|line| line.trim_start().starts_with(start))
    };
    assert!(line("- ").is_some() && line("+ ").is_some(), "{}", ran.out);
    assert!(
        ran.out.contains("-   \"kind\": \"wrong-on-purpose\""),
        "{}",
        ran.out
    );
    assert!(!ran.out.contains('\u{1b}'), "colours in a pipe");
}

#[test]
fn a_wrong_effect_of_a_session_is_shown_at_its_step_and_what_follows_is_not() {
    let text = r#"{"kind":"sessions","about":"x","cases":[{"name":"n","source":"s","steps":[
        {"at":0,"event":{"event":"start"},"phase":"fetching_token","effects":[]},
        {"at":1,"event":{"event":"retry"},"phase":"open","effects":[]}]}]}"#;
    let ran = content("session", text.as_bytes());
    assert_eq!((ran.code, ran.closing()), (1, (0, 1)));
    assert!(
        ran.out.contains("request_token") && ran.out.contains("\"step\": 0"),
        "{}",
        ran.out
    );
    assert!(!ran.out.contains("\"phase\":\"open\""), "{}", ran.out);
}

#[test]
fn what_cannot_be_run_fails_with_a_reason() {
    let good = r#"{"kind":"page_messages","about":"x","cases":[{"name":"n","source":"s","message":"","expect":{}}]}"#;
    let case = |from: &str, to: &str| good.replace(from, to).into_bytes();
    for (name, bytes, reason) in [
        (
            "torn",
            good.as_bytes()[..60].to_vec(),
            "not readable as JSON",
        ),
        (
            "binary",
            (0..=255).cycle().take(4096).collect(),
            "not readable as JSON",
        ),
        ("nested", vec![b'['; 4 << 20], "not readable as JSON"),
        ("large", vec![b'['; 5 << 20], "larger than 4 MiB"),
        ("empty", Vec::new(), "not readable as JSON"),
        (
            "zero",
            case(r#"{"name":"n","source":"s","message":"","expect":{}}"#, ""),
            "has no cases",
        ),
        ("file-key", case("about", "abuot"), "unknown key `abuot`"),
        (
            "more",
            case("\"about\"", "\"policy\":{},\"about\""),
            "unknown key `policy`",
        ),
        (
            "case-key",
            case("message\"", "mesage\""),
            "`cases[0].message`: is missing",
        ),
        (
            "extra-key",
            case("\"expect\"", "\"expects\":1,\"expect\""),
            "unknown key `expects`",
        ),
        (
            "kind",
            case("page_messages", "pages"),
            "callbacks, page_messages",
        ),
        (
            "twice",
            case("\"expect\"", "\"name\":\"m\",\"expect\""),
            "stands twice",
        ),
        (
            "huge",
            case(
                r#""message":"""#,
                r#""message_parts":[{"repeat":"a","times":9e15}]"#,
            ),
            "times",
        ),
        (
            "long",
            case(
                r#""message":"""#,
                r#""message_parts":[{"repeat":"a","times":5000000}]"#,
            ),
            "over 4 MiB",
        ),
        (
            "huger",
            case(
                r#""message":"""#,
                r#""message_parts":[{"repeat":"a","times":9000000000}]"#,
            ),
            "more than 64 MiB",
        ),
    ] {
        let started = started();
        let ran = content(name, &bytes);
        assert_eq!((ran.code, ran.closing()), (1, (0, 1)), "{name}: {ran:?}");
        assert!(
            ran.out.contains(reason) && ran.out.contains("file.json"),
            "{name}: {}",
            ran.out
        );
        assert!(ran.out.len() < 2_000, "{name}: {} bytes", ran.out.len());
        assert!(
            started.elapsed() < Duration::from_secs(10),
            "{name} took long"
        );
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a hostile file must be answered in time"
)]
fn started() -> Instant {
    Instant::now()
}

#[test]
fn a_path_that_is_not_there_or_holds_nothing_fails() {
    let empty = scratch("nothing");
    for (path, reason) in [
        (empty.join("gone.json"), "cannot be read"),
        (empty, "holds no .json file"),
    ] {
        let ran = vectors(&path);
        assert_eq!((ran.code, ran.closing()), (1, (0, 1)));
        assert!(ran.out.contains(reason), "{}", ran.out);
    }
    assert_eq!(run(vinculo().arg("vectors")).code, 2);
}

#[test]
fn two_cases_of_one_name_are_refused() {
    let case =
        r#"{"name":"n","source":"s","message":"","expect":{"kind":"invalid","reason":"not_json"}}"#;
    let text = format!(r#"{{"kind":"page_messages","about":"x","cases":[{case},{case}]}}"#);
    let ran = content("names", text.as_bytes());
    assert_eq!((ran.code, ran.closing()), (1, (1, 1)));
    assert!(ran.out.contains("used by an earlier case"), "{}", ran.out);
}

#[test]
fn colours_can_be_forced_and_the_closing_line_stays_plain() {
    let file = scratch("colour").join("file.json");
    fs::write(&file, "{").unwrap();
    let ran = run(vinculo()
        .arg("vectors")
        .arg(file)
        .env("CLICOLOR_FORCE", "1"));
    assert!(ran.out.contains("\u{1b}[31mFAILED"), "{}", ran.out);
    assert_eq!(ran.out.lines().last(), Some("0 passed, 1 failed"));
}
