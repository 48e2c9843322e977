//! Where tokens and nonces may stand.

use vinculo::session::{Diagnostic, Effect, Ending, Notice, Outcome, TimelineEntry};

use crate::rule::{Rule, Violation};
use crate::texts::{LINK, NONCE, OTHER_LINK, TOKEN_MARK};

/// Every text of an effect but a start URL, which is for the token.
pub(crate) fn check_effect(effect: &Effect) -> Result<(), Violation> {
    let may_hold_nonce = matches!(effect, Effect::RequestToken { .. });
    let mut leak = None;
    each_text(effect, &mut |text| {
        if text.contains(TOKEN_MARK) {
            leak = Some("the token");
        } else if !may_hold_nonce && text.contains(NONCE) {
            leak = Some("the nonce");
        }
    });
    match leak {
        None => Ok(()),
        // `Debug` of an effect is its redacted form.
        Some(what) => Violation::of(Rule::NoSecretOutside, format!("{what} is in {effect:?}")),
    }
}

pub(crate) fn check_snapshot(snapshot: &[u8]) -> Result<(), Violation> {
    let text = String::from_utf8_lossy(snapshot);
    if text.contains(TOKEN_MARK) {
        return Violation::of(Rule::NoSecretOutside, "the token is in a snapshot");
    }
    Ok(())
}

/// Of the timeline, which goes into support tickets: no link either.
pub(crate) fn check_entry(entry: &TimelineEntry) -> Result<(), Violation> {
    let secrets = [TOKEN_MARK, NONCE, LINK, OTHER_LINK];
    if secrets
        .into_iter()
        .any(|secret| entry.what.contains(secret))
    {
        return Violation::of(Rule::NoSecretOutside, "a secret is in the timeline");
    }
    Ok(())
}

fn each_text(effect: &Effect, see: &mut impl FnMut(&str)) {
    match effect {
        Effect::RequestToken {
            session_id,
            callback_urls,
            ..
        } => {
            see(session_id);
            see(&callback_urls.success);
            see(&callback_urls.exit);
            see(&callback_urls.event);
        }
        Effect::LoadPage { url } | Effect::OpenOutside { url, .. } => see(url.as_str()),
        Effect::CheckLateLink { session_id, .. } => see(session_id),
        Effect::Record { outcome, .. }
        | Effect::Report { outcome, .. }
        | Effect::Finish { outcome, .. } => each_text_of_outcome(outcome, see),
        Effect::ShowNotice { notice } => match notice {
            Notice::WidgetError { code } => see(code.as_str()),
            Notice::WidgetWarning { code } => see(code.as_str()),
            Notice::ReturnToBank | Notice::AppMissing | Notice::BankRefused | Notice::Offline => {}
        },
        Effect::Diagnose { diagnostic } => each_text_of_diagnostic(diagnostic, see),
        Effect::Load { .. }
        | Effect::Reload { .. }
        | Effect::AnswerNavigation { .. }
        | Effect::AnswerDeepLink { .. }
        | Effect::ShowLoading { .. }
        | Effect::ShowContent
        | Effect::ShowProblem { .. }
        | Effect::GoBack
        | Effect::AskToClose
        | Effect::SetTimer { .. } => {}
    }
}

fn each_text_of_outcome(outcome: &Outcome, see: &mut impl FnMut(&str)) {
    see(&outcome.id);
    match &outcome.ending {
        Ending::Connected {
            link, institution, ..
        } => {
            see(link.as_str());
            see(institution.as_deref().unwrap_or_default());
        }
        Ending::Exited { error, .. } => {
            if let Some(error) = error {
                see(error.code.as_str());
                see(error.message.as_deref().unwrap_or_default());
            }
        }
        Ending::Failed { .. } => {}
    }
}

fn each_text_of_diagnostic(diagnostic: &Diagnostic, see: &mut impl FnMut(&str)) {
    see(&diagnostic.detail());
    match diagnostic {
        Diagnostic::Ignored { event: text, .. }
        | Diagnostic::Duplicate { event: text, .. }
        | Diagnostic::UnknownCallback { location: text }
        | Diagnostic::ForeignHost { host: text }
        | Diagnostic::BankRefused { description: text } => see(text),
        Diagnostic::PageReported { code, request_id } => {
            see(code);
            see(request_id.as_deref().unwrap_or_default());
        }
        Diagnostic::StaleAnswer { .. }
        | Diagnostic::UntrustedCallback
        | Diagnostic::NonceMismatch
        | Diagnostic::InvalidCallback { .. }
        | Diagnostic::Anomalies { .. }
        | Diagnostic::Blocked { .. }
        | Diagnostic::LinkWithError
        | Diagnostic::NonceNotInForce
        | Diagnostic::BuiltInScheme
        | Diagnostic::UnreadableMessage
        | Diagnostic::ClockSkew
        | Diagnostic::OtherLink
        | Diagnostic::LateSuccess
        | Diagnostic::NotDurable
        | Diagnostic::ReportPending => {}
    }
}
