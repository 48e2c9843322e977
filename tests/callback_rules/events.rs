//! Rules 6 and 7: what the parameters mean.

use vinculo::callback::{Anomaly, ErrorCode, ExitCode, Source, WidgetEvent};

use super::{UUID, line, matcher, read, reads};

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
}
