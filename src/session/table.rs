//! The transition table: what happens in which phase, top to bottom, first match wins.
//!
//! Each arm names one action of [`super::actions`], which emits effects and answers the next phase.

use Phase::{
    ConfirmingClose, FetchingToken, Finished, Idle, Loading, Open, Outside, Reconciling, Recording,
    Recovering,
};

use super::Session;
use super::event::{LoadProblem, TokenProblem};
use super::input::Input as In;
use super::outcome::{ExitSource, FailReason};
use super::state::Phase;

/// The next phase; effects are collected in the session.
#[expect(
    clippy::match_same_arms,
    reason = "one table, read top to bottom; rows stand where they are looked for"
)]
#[rustfmt::skip]
pub(super) fn transition(s: &mut Session, input: In) -> Phase {
    match (s.phase, input) {
        // Start, and the first event after a restore.
        (Idle, In::Start) => s.request_token(),
        (phase, In::Wake) if phase.is_live() && s.progress.loaded => s.ask_for_earlier_link(),
        (phase, In::Wake) if phase.is_live() => s.request_token(),
        (Reconciling, In::Wake) => s.check_late_link(),
        (Recording, In::Wake) => s.record_again(),
        (Finished, In::Wake) => s.tell_again(),

        // The token.
        (FetchingToken, In::Token { token, callback_urls }) => s.take_token(token, callback_urls),
        (FetchingToken, In::NoToken(TokenProblem::Refused)) => s.fail(FailReason::TokenRefused),
        (FetchingToken, In::NoToken(problem)) => s.show_token_problem(problem),
        (FetchingToken, In::TokenRejected) => s.note_duplicate(&In::TokenRejected),
        (_, In::TokenRejected) if s.has_page() && s.may_renew_rejected() => s.renew_rejected_token(),
        (_, In::TokenRejected) if s.has_page() => s.fail(FailReason::TokenRejected),

        // The page.
        (Loading, In::PageShown) => s.show_content(),
        (Recovering, In::PageShown) => s.show_content_that_came_late(),
        (ConfirmingClose, In::PageShown) => s.stay_asking(Open),
        (Open | Outside, In::PageShown) => s.uncover(),
        (Loading, In::SlowTimer) => s.say_slow(),
        (Loading, In::LoadTimer) => s.show_load_problem(LoadProblem::TimedOut),
        (phase, In::LoadFailed(LoadProblem::WebviewMissing)) if phase.is_live() => s.fail(FailReason::WebviewMissing),
        (_, In::LoadFailed(problem)) if s.has_page() => s.show_load_problem(problem),
        (Recovering, input @ In::TokenRejected) => s.forget_refused_token(&input),
        (Recovering, input @ In::LoadFailed(problem)) if problem.refuses_token() => s.forget_refused_token(&input),
        (_, In::RendererGone) if s.has_page() => s.rebuild_or_stop(),
        (FetchingToken | Reconciling, In::RendererGone) => s.note_dead_renderer(),
        (Loading | Open | Outside | ConfirmingClose, In::WebviewReplaced) => s.load_in_new_webview(),
        (_, In::WebviewReplaced) => s.note_new_webview(),
        (Recovering, In::Retry) => s.load_again(),
        (Recovering, In::Online) if s.waits_for_network() => s.load_again(),
        (Open | Outside, In::Offline) => s.say_offline(),
        (_, In::Offline | In::Online) => s.phase,

        // What the widget says.
        (phase, In::Success { link, institution }) if phase.is_live() => s.connect(link, institution),
        (Reconciling, In::Success { link, institution }) => s.connect(link, institution),
        (phase, In::Exit { error, institution_chosen }) if phase.is_live() => s.end_by_widget(error, institution_chosen),
        (Reconciling, In::Exit { error, institution_chosen }) if s.is_resuming() => s.end_by_widget(error, institution_chosen),
        (phase, In::WidgetError { code, error }) if phase.is_live() => s.say_widget_error(code, error),
        (phase, In::WidgetWarning(code)) if phase.is_live() => s.say_widget_warning(code),

        // To the bank and back.
        (ConfirmingClose, In::Leave(way)) => s.leave_behind_the_question(way),
        (_, In::Leave(way)) if s.has_page() => s.leave(way),
        (Outside, In::Moved) => s.show_content(),
        (ConfirmingClose, In::Moved) => s.stay_asking(Open),
        (phase, In::Moved) if phase.is_live() => s.phase,
        (Outside, In::OutsideFailed(otherwise)) => s.stand_in(otherwise),
        (ConfirmingClose, In::OutsideFailed(otherwise)) => s.stand_in_behind_the_question(otherwise),
        (Outside, In::Returned) => s.wait_after_return(),
        (_, In::Returned) => s.phase,
        (Outside, In::ReturnTimer) => s.say_return_to_bank(),

        // Leaving.
        (Open, In::BackInWidget) => s.go_back(),
        (ConfirmingClose, In::CloseConfirmed) => s.end_as_asked(),
        (ConfirmingClose, In::CloseDeclined | In::BackInWidget | In::Leaving(_)) => s.stay_after_all(),
        // The question may outlive its phase: the token was renewed, or the page reloaded behind it.
        (phase, In::CloseConfirmed) if phase.is_live() && s.process.asking => s.end_as_asked(),
        (phase, In::CloseDeclined) if phase.is_live() && s.process.asking => s.forget_the_question(),
        (Open | Outside, In::Leaving(source)) if s.config.confirm_close => s.ask_to_close(source),
        (Outside, In::BackInWidget) if s.config.confirm_close => s.ask_to_close(ExitSource::Back),
        (phase, In::Leaving(source)) if phase.is_live() => s.end_by(source),
        (phase, In::BackInWidget) if phase.is_live() => s.end_by(ExitSource::Back),
        (Idle, In::Dismissed(source)) => s.end_by(source),
        (phase, In::Dismissed(source)) if phase.is_live() => s.end_by(source),
        (Reconciling, In::Leaving(source) | In::Dismissed(source)) if s.is_resuming() => s.end_by(source),
        (Reconciling, In::BackInWidget) if s.is_resuming() => s.end_by(ExitSource::Back),

        // Was a link made all the same?
        (Reconciling, In::LateLink { link, institution }) => s.connect_late(link, institution),
        (phase, In::LateLink { link, institution }) if phase.is_live() => s.connect_late(link, institution),
        (Reconciling, In::NoLateLink | In::LateTimer) if s.is_resuming() => s.request_token(),
        (Reconciling, In::NoLateLink) => s.hear_no_late_link(),
        (Reconciling, In::GraceTimer) => s.end_grace(),
        (Reconciling, In::LateTimer) => s.record(),

        // The outcome.
        (Recording, In::Recorded) => s.finish(true),
        (Recording, In::RecordFailed | In::RecordTimer) => s.finish(false),
        (Recording | Finished, In::Success { link, institution } | In::LateLink { link, institution })
            if s.accepts_late_success() => s.add_late_success(link, institution),
        (Recording | Finished, In::LateRecorded { durable }) => s.report_late_success(durable),

        // Anything else changes nothing, and is noted.
        (_, input) => s.ignore(&input),
    }
}
