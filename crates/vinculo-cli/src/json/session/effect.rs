//! Effects.

use serde_json::Value;
use vinculo::session::{
    DeepLinkVerdict, Effect, LoadProblem, LoadingStage, Notice, Problem, TokenProblem,
};

use super::{diagnostic_json, mode_json, outcome_json};
use crate::json::{Object, callback_urls_json};

/// The JSON form of an effect: without its id, and a start URL in its redacted form.
#[must_use]
pub fn effect_json(effect: &Effect) -> Value {
    match effect {
        Effect::AnswerNavigation { allow } => named("answer_navigation").with("allow", *allow),
        Effect::AnswerDeepLink { verdict } => {
            named("answer_deep_link").with("verdict", verdict_name(*verdict))
        }
        Effect::RequestToken {
            session_id,
            mode,
            callback_urls,
            ..
        } => named("request_token")
            .with("session_id", session_id.as_str())
            .with("mode", mode_json(mode))
            .with("callback_urls", callback_urls_json(callback_urls)),
        Effect::Load { url } => named("load").with("url", url.redacted()),
        Effect::Reload { url, rebuild } => named("reload")
            .with("url", url.redacted())
            .with("rebuild", *rebuild),
        Effect::LoadPage { url } => named("load_page").with("url", url.as_str()),
        Effect::ShowLoading { stage } => named("show_loading").with("stage", stage_name(*stage)),
        Effect::ShowContent => named("show_content"),
        Effect::ShowProblem { problem, can_retry } => named("show_problem")
            .with("problem", problem_json(*problem))
            .with("can_retry", *can_retry),
        Effect::ShowNotice { notice } => named("show_notice").with("notice", notice_json(notice)),
        Effect::OpenOutside { url, app_only, .. } => named("open_outside")
            .with("url", url.as_str())
            .with("app_only", *app_only),
        Effect::GoBack => named("go_back"),
        Effect::AskToClose => named("ask_to_close"),
        Effect::SetTimer {
            timer, after_ms, ..
        } => named("set_timer")
            .with("timer", timer.name())
            .with("after_ms", *after_ms),
        Effect::CheckLateLink { session_id, .. } => {
            named("check_late_link").with("session_id", session_id.as_str())
        }
        Effect::Record { outcome, .. } => named("record").with("outcome", outcome_json(outcome)),
        Effect::Report { outcome, .. } => named("report").with("outcome", outcome_json(outcome)),
        Effect::Finish { outcome, durable } => named("finish")
            .with("outcome", outcome_json(outcome))
            .with("durable", *durable),
        Effect::Diagnose { diagnostic } => diagnostic_json(diagnostic),
    }
    .into()
}

/// An effect that expects an answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Asked {
    /// Under which name vectors speak of it: a timer's is its own.
    pub name: &'static str,
    /// Whether it is a timer.
    pub is_timer: bool,
    /// The id that the answer must carry.
    pub id: u64,
}

/// What an effect asks for, if it expects an answer.
#[must_use]
pub fn asked(effect: &Effect) -> Option<Asked> {
    let (name, id) = match effect {
        Effect::RequestToken { id, .. } => ("request_token", *id),
        Effect::OpenOutside { id, .. } => ("open_outside", *id),
        Effect::CheckLateLink { id, .. } => ("check_late_link", *id),
        Effect::Record { id, .. } => ("record", *id),
        Effect::Report { id, .. } => ("report", *id),
        Effect::SetTimer { id, timer, .. } => (timer.name(), *id),
        _ => return None,
    };
    let is_timer = matches!(effect, Effect::SetTimer { .. });
    Some(Asked { name, is_timer, id })
}

fn named(effect: &str) -> Object {
    Object::named("effect", effect)
}

fn verdict_name(verdict: DeepLinkVerdict) -> &'static str {
    match verdict {
        DeepLinkVerdict::Handled => "handled",
        DeepLinkVerdict::NotMine => "not_mine",
        DeepLinkVerdict::NoSession => "no_session",
        DeepLinkVerdict::Duplicate => "duplicate",
    }
}

fn stage_name(stage: LoadingStage) -> &'static str {
    match stage {
        LoadingStage::Opening => "opening",
        LoadingStage::Slow => "slow",
        LoadingStage::Resuming => "resuming",
        LoadingStage::Closing => "closing",
    }
}

fn problem_json(problem: Problem) -> Value {
    match problem {
        Problem::Token { problem } => Object::named("token", token_problem_name(problem)).into(),
        Problem::Load { problem } => Object::default()
            .with("load", load_problem_json(problem))
            .into(),
        Problem::RendererGone => "renderer_gone".into(),
    }
}

/// The name of a [`TokenProblem`].
#[must_use]
pub fn token_problem_name(problem: TokenProblem) -> &'static str {
    match problem {
        TokenProblem::Offline => "offline",
        TokenProblem::Tls => "tls",
        TokenProblem::TimedOut => "timed_out",
        TokenProblem::Server => "server",
        TokenProblem::SignIn => "sign_in",
        TokenProblem::Refused => "refused",
        TokenProblem::Malformed => "malformed",
    }
}

/// The JSON form of a [`LoadProblem`]: a name, or `{"http_status": 503}`.
#[must_use]
pub fn load_problem_json(problem: LoadProblem) -> Value {
    match problem {
        LoadProblem::Offline => "offline".into(),
        LoadProblem::Dns => "dns".into(),
        LoadProblem::Tls => "tls".into(),
        LoadProblem::TimedOut => "timed_out".into(),
        LoadProblem::HttpStatus { status } => Object::default().with("http_status", status).into(),
        LoadProblem::WebviewMissing => "webview_missing".into(),
        LoadProblem::Blocked => "blocked".into(),
    }
}

fn notice_json(notice: &Notice) -> Value {
    match notice {
        Notice::WidgetError { code } => Object::named(notice.name(), code.as_str()).into(),
        Notice::WidgetWarning { code } => Object::named(notice.name(), code.as_str()).into(),
        Notice::ReturnToBank | Notice::AppMissing | Notice::BankRefused | Notice::Offline => {
            notice.name().into()
        }
    }
}
