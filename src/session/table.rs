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
use super::outcome::{Ending, ExitSource, FailReason};
use super::state::Phase;

/// The next phase; effects are collected in the session.
#[expect(
    clippy::too_many_lines,
    clippy::match_same_arms,
    reason = "one table, read top to bottom; rows stand where they are looked for"
)]
pub(super) fn transition(s: &mut Session, input: In) -> Phase {
    match (s.phase, input) {
        // Start, and the first event after a restore.
        (Idle, In::Start) | (Idle | FetchingToken, In::Wake) => s.request_token(),
        (Loading | Open | Outside | Recovering | ConfirmingClose, In::Wake) => {
            s.ask_for_earlier_link()
        }
        (Reconciling, In::Wake) => s.check_late_link(),
        (Recording, In::Wake) => s.record(),
        (Finished, In::Wake) => s.tell_again(),

        // The token.
        (
            FetchingToken,
            In::Token {
                token,
                callback_urls,
            },
        ) => s.take_token(token, callback_urls),
        (FetchingToken, In::NoToken(TokenProblem::Refused)) => s.fail(FailReason::TokenRefused),
        (FetchingToken, In::NoToken(problem)) => s.show_token_problem(problem),
        (FetchingToken, In::TokenRejected) => s.already(FetchingToken, "token_rejected"),
        (Loading | Open | Outside | Recovering | ConfirmingClose, In::TokenRejected)
            if s.may_renew_rejected() =>
        {
            s.renew_rejected_token()
        }
        (Loading | Open | Outside | Recovering | ConfirmingClose, In::TokenRejected) => {
            s.fail(FailReason::TokenRejected)
        }

        // The page.
        (Loading | Recovering, In::PageShown) => s.show_content(),
        (ConfirmingClose, In::PageShown) => s.stay_asking(Open),
        (Open | Outside, In::PageShown) => s.phase,
        (Loading, In::SlowTimer) => s.say_slow(),
        (Loading, In::LoadTimer) => s.show_load_problem(LoadProblem::TimedOut),
        (
            FetchingToken | Loading | Open | Outside | Recovering | ConfirmingClose,
            In::LoadFailed(LoadProblem::WebviewMissing),
        ) => s.fail(FailReason::WebviewMissing),
        (Loading | Open | Outside | Recovering | ConfirmingClose, In::LoadFailed(problem)) => {
            s.show_load_problem(problem)
        }
        (Loading | Open | Outside | ConfirmingClose, In::RendererGone) => s.rebuild_or_stop(),
        (Recovering, In::RendererGone) => s.note_dead_renderer(),
        (Recovering, In::Retry) => s.load_again(),
        (Recovering, In::Online) if s.waits_for_network() => s.load_again(),
        (Open | Outside, In::Offline) => s.say_offline(),
        (_, In::Offline | In::Online) => s.phase,

        // What the widget says.
        (
            FetchingToken | Loading | Open | Outside | Recovering | ConfirmingClose | Reconciling,
            In::Success { link, institution },
        ) => s.connect(link, institution),
        (
            FetchingToken | Loading | Open | Outside | Recovering | ConfirmingClose,
            In::Exit { stage, error },
        ) => s.end(Ending::Exited {
            stage,
            error,
            source: ExitSource::Widget,
        }),
        (Reconciling, In::Exit { stage, error }) if s.is_resuming() => s.end(Ending::Exited {
            stage,
            error,
            source: ExitSource::Widget,
        }),
        (
            FetchingToken | Loading | Open | Outside | Recovering | ConfirmingClose,
            In::WidgetError(code),
        ) => s.say_widget_error(code),
        (
            FetchingToken | Loading | Open | Outside | Recovering | ConfirmingClose,
            In::WidgetWarning(code),
        ) => s.say_widget_warning(code),

        // To the bank and back.
        (
            Loading | Open | Outside,
            In::Leave {
                url,
                app_only,
                otherwise,
            },
        ) => s.leave(url, app_only, otherwise),
        (Outside, In::Moved) => s.show_content(),
        (FetchingToken | Loading | Open | Recovering | ConfirmingClose, In::Moved) => s.phase,
        (Outside, In::OutsideFailed(otherwise)) => s.stand_in(otherwise, Open),
        (ConfirmingClose, In::OutsideFailed(otherwise)) => s.stand_in(otherwise, ConfirmingClose),
        (Outside, In::Returned) => s.wait_after_return(),
        (_, In::Returned) => s.phase,
        (Outside, In::ReturnTimer) => s.say_return_to_bank(),

        // Leaving.
        (Open, In::BackInWidget) => s.go_back(),
        (Outside, In::BackInWidget) if s.config.confirm_close => s.ask_to_close(ExitSource::Back),
        (Open | Outside, In::Leaving(source)) if s.config.confirm_close => s.ask_to_close(source),
        (FetchingToken | Loading | Open | Outside | Recovering, In::Leaving(source)) => {
            s.end_by(source)
        }
        (FetchingToken | Loading | Outside | Recovering, In::BackInWidget) => {
            s.end_by(ExitSource::Back)
        }
        (ConfirmingClose, In::CloseConfirmed) => s.end_as_asked(),
        (ConfirmingClose, In::CloseDeclined | In::BackInWidget | In::Leaving(_)) => {
            s.stay_after_all()
        }
        (
            FetchingToken | Loading | Open | Outside | Recovering | ConfirmingClose,
            In::Dismissed(source),
        ) => s.end_by(source),
        (Reconciling, In::Leaving(source) | In::Dismissed(source)) if s.is_resuming() => {
            s.end_by(source)
        }
        (Reconciling, In::BackInWidget) if s.is_resuming() => s.end_by(ExitSource::Back),

        // Was a link made all the same?
        (Reconciling, In::LateLink { link, institution }) => s.connect_late(link, institution),
        (Reconciling, In::NoLateLink | In::LateTimer) if s.is_resuming() => s.request_token(),
        (Reconciling, In::NoLateLink) => s.hear_no_late_link(),
        (Reconciling, In::GraceTimer) => s.end_grace(),
        (Reconciling, In::LateTimer) => s.record(),

        // The outcome.
        (Recording, In::Recorded) => s.finish(true),
        (Recording, In::RecordFailed | In::RecordTimer) => s.finish(false),
        (Recording | Finished, In::Success { link, institution }) if s.accepts_late_success() => {
            s.add_late_success(link, institution)
        }
        (Recording | Finished, In::LateRecorded { durable }) => s.report_late_success(durable),

        // Anything else changes nothing, and is noted.
        (_, input) => s.ignore(&input),
    }
}
