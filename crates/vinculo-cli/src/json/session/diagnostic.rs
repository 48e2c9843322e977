//! Diagnostics.

use vinculo::session::Diagnostic;

use crate::json::Object;

/// `{"effect":"diagnose","diagnostic":"…", …its fields beside it}`; ids are left out.
#[must_use]
pub fn diagnostic_json(diagnostic: &Diagnostic) -> Object {
    let object = Object::named("effect", "diagnose").with("diagnostic", diagnostic.name());
    match diagnostic {
        Diagnostic::Ignored { phase, event } => object
            .with("phase", phase.as_str())
            .with("event", event.as_str()),
        Diagnostic::Duplicate { event, same_link } => object
            .with("event", event.as_str())
            .with("same_link", *same_link),
        Diagnostic::UnknownCallback { location } => object.with("location", location.as_str()),
        Diagnostic::InvalidCallback { reason } => object.with("reason", reason.as_str()),
        Diagnostic::Anomalies { anomalies } => {
            let names: Vec<_> = anomalies.iter().map(|odd| odd.as_str()).collect();
            object.with("anomalies", names)
        }
        Diagnostic::Blocked { reason } => object.with("reason", reason.as_str()),
        Diagnostic::ForeignHost { host } => object.with("host", host.as_str()),
        Diagnostic::BankRefused { description } => object.with("description", description.as_str()),
        Diagnostic::PageReported { code, request_id } => object
            .with("code", code.as_str())
            .with_some("request_id", request_id.as_deref()),
        Diagnostic::StaleAnswer { .. }
        | Diagnostic::UntrustedCallback
        | Diagnostic::NonceMismatch
        | Diagnostic::LinkWithError
        | Diagnostic::NonceNotInForce
        | Diagnostic::BuiltInScheme
        | Diagnostic::UnreadableMessage
        | Diagnostic::ClockSkew
        | Diagnostic::OtherLink
        | Diagnostic::LateSuccess
        | Diagnostic::NotDurable
        | Diagnostic::ReportPending => object,
    }
}
