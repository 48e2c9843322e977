//! How diagnostics are spelled: the table that Kotlin and Swift are held to as well.

use vinculo::callback::{Anomaly, InvalidReason};
use vinculo::navigation::BlockReason;
use vinculo::session::{Diagnostic, Phase};

const TABLE: &str = include_str!("../../bindings/diagnostics.txt");

#[test]
fn names_and_details_are_those_of_the_table() {
    let told: Vec<_> = each()
        .iter()
        .map(|odd| format!("{}: {}", odd.name(), odd.detail()))
        .map(|line| line.trim_end().to_owned())
        .collect();
    let table: Vec<_> = TABLE
        .lines()
        .filter(|line| !line.starts_with('#'))
        .collect();
    assert_eq!(told, table);
}

fn each() -> Vec<Diagnostic> {
    vec![
        Diagnostic::StaleAnswer { id: 7 },
        Diagnostic::Ignored {
            phase: Phase::FetchingToken,
            event: "page_shown".into(),
        },
        Diagnostic::Duplicate {
            event: "success".into(),
            same_link: true,
        },
        Diagnostic::Duplicate {
            event: "exit".into(),
            same_link: false,
        },
        Diagnostic::UntrustedCallback,
        Diagnostic::NonceMismatch,
        Diagnostic::UnknownCallback {
            location: "other/place".into(),
        },
        Diagnostic::InvalidCallback {
            reason: InvalidReason::TooManyParameters,
        },
        Diagnostic::Anomalies {
            anomalies: vec![Anomaly::BrokenEscape, Anomaly::LinkNotUuid],
        },
        Diagnostic::Blocked {
            reason: BlockReason::DangerousScheme,
        },
        Diagnostic::ForeignHost {
            host: "bank.example".into(),
        },
        Diagnostic::BankRefused {
            description: "risk_analysis_denied".into(),
        },
        Diagnostic::PageReported {
            code: "login_error".into(),
            request_id: None,
        },
        Diagnostic::PageReported {
            code: "login_error".into(),
            request_id: Some("5d2f".into()),
        },
        Diagnostic::LinkWithError,
        Diagnostic::NonceNotInForce,
        Diagnostic::BuiltInScheme,
        Diagnostic::UnreadableMessage,
        Diagnostic::ClockSkew,
        Diagnostic::OtherLink,
        Diagnostic::LateSuccess,
        Diagnostic::NotDurable,
        Diagnostic::ReportPending,
    ]
}
