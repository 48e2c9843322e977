//! What an exit tells: how far the user had come, and the last error.

use vinculo::callback::ExitStage;
use vinculo::session::{Diagnostic, DismissedBy, Effect, Ending, Event, Notice, Phase};

use super::is_diagnosed;
use crate::phone::{NONCE, Phone, error_url};

const PAGE_ERROR: &str = r#"{"eventName":"ERROR","meta_data":{"error_code":"login_error","error_message":"Wrong password"}}"#;

fn page(phone: &mut Phone, message: &str) {
    phone.send(Event::PageMessage {
        message: message.to_owned().into(),
    });
}

fn exited(mut phone: Phone) -> (ExitStage, Option<String>, Option<String>) {
    if phone.phase() != Phase::Reconciling {
        phone.send(Event::Dismissed {
            by: DismissedBy::Host,
        });
    }
    match phone.end_without_link().ending {
        Ending::Exited { stage, error, .. } => (
            stage,
            error.as_ref().map(|error| error.code.as_str().to_owned()),
            error.and_then(|error| error.message),
        ),
        other => panic!("{other:?}"),
    }
}

#[test]
fn page_message_never_ends_a_session() {
    let mut phone = Phone::open();
    for (message, name) in [
        (PAGE_ERROR, "page_reported"),
        (
            r#"{"eventName":"WARNING","meta_data":{"error_code":"x"}}"#,
            "page_reported",
        ),
        ("{", "unreadable_message"),
    ] {
        page(&mut phone, message);
        assert!(is_diagnosed(&phone, name), "{message}");
        assert_eq!(phone.last.len(), 1);
        assert_eq!(phone.phase(), Phase::Open);
    }
}

#[test]
fn error_of_the_page_or_of_the_widget_is_the_exits_error() {
    let mut phone = Phone::open();
    page(&mut phone, PAGE_ERROR);
    let (stage, code, message) = exited(phone);
    assert_eq!(stage, ExitStage::BecauseOfError);
    assert_eq!(code.as_deref(), Some("login_error"));
    assert_eq!(message.as_deref(), Some("Wrong password"));

    let mut phone = Phone::open();
    phone.go(&error_url("something_new"));
    let (stage, code, message) = exited(phone);
    assert_eq!(stage, ExitStage::BecauseOfError);
    assert_eq!(code.as_deref(), Some("something_new"));
    assert_eq!(message.as_deref(), Some("x"));
}

#[test]
fn what_the_exit_itself_says_goes_first_and_the_page_stands_in() {
    for (query, expected) in [
        (
            "?last_encountered_error_code=unexpected_error",
            "unexpected_error",
        ),
        ("", "login_error"),
    ] {
        let mut phone = Phone::open();
        page(&mut phone, PAGE_ERROR);
        phone.go(&format!("myapp://exit/{NONCE}{query}"));
        assert_eq!(exited(phone).1.as_deref(), Some(expected));
    }
}

#[test]
fn institution_the_exit_names_counts() {
    let mut phone = Phone::open();
    phone.go(&format!(
        "myapp://exit/{NONCE}?meta_data_institution_name=erebor_mx_retail"
    ));
    assert_eq!(exited(phone).0, ExitStage::AfterInstitution);
    let mut phone = Phone::open();
    phone.go(&format!("myapp://exit/{NONCE}"));
    assert_eq!(exited(phone).0, ExitStage::BeforeInstitution);
}

#[test]
fn refusal_by_the_bank_is_said_and_is_the_reason_of_the_exit() {
    let mut phone = Phone::open();
    phone.go("https://api.belvo.com/api/consents/callback/#error_description=risk_analysis_denied");
    assert!(is_diagnosed(&phone, "bank_refused"));
    assert!(phone.has(|effect| matches!(
        effect,
        Effect::ShowNotice {
            notice: Notice::BankRefused
        }
    )));
    assert_eq!(phone.phase(), Phase::Open);
    assert_eq!(exited(phone).0, ExitStage::BecauseOfError);
}

#[test]
fn error_of_a_hostile_page_is_cut_short() {
    let mut phone = Phone::open();
    let long = "é".repeat(10_000);
    page(
        &mut phone,
        &format!(
            r#"{{"eventName":"ERROR","meta_data":{{"error_code":"x","error_message":"{long}"}}}}"#
        ),
    );
    let message = exited(phone).2.unwrap();
    assert_eq!(message.chars().count(), 512);
}

#[test]
fn code_of_a_hostile_page_reaches_no_log() {
    let mut phone = Phone::open();
    let code = format!("a b\\n<script>@{}", "x".repeat(100));
    page(
        &mut phone,
        &format!(
            r#"{{"eventName":"ERROR","request_id":"r-1_2.3 4","meta_data":{{"error_code":"{code}"}}}}"#
        ),
    );
    let Some(Effect::Diagnose {
        diagnostic: Diagnostic::PageReported { code, request_id },
    }) = phone.last.first()
    else {
        panic!("{:?}", phone.last);
    };
    assert_eq!(code, "");
    assert_eq!(*request_id, None);
}
