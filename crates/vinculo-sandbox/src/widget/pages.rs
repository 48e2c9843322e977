//! The pages as HTML. `maud` escapes every value that is not marked as HTML.

use maud::{DOCTYPE, Markup, PreEscaped, html};
use serde_json::Value;

use super::texts::Texts;
use super::{messages, path, play};
use crate::config::{BridgeNames, SandboxConfig};
use crate::institutions::{Institution, Login};
use crate::store::{Alert, Page, Session, Visit};

/// All that a page of a visit can show.
pub(crate) struct View<'a> {
    pub(crate) id: &'a str,
    pub(crate) page: Page,
    pub(crate) texts: &'static Texts,
    pub(crate) visit: &'a Visit,
    pub(crate) session: &'a Session,
    pub(crate) config: &'a SandboxConfig,
}

impl View<'_> {
    /// The page around a body, with the close button and the messages it posts.
    pub(crate) fn document(&self, posted: &[Value], body: &Markup) -> Markup {
        let close = match self.page {
            Page::Close | Page::AbandonSurvey => None,
            Page::Success => Some(self.path("done")),
            page => Some(self.path(&format!("close/{}", page.slug()))),
        };
        let refresh = play::refresh(self.id, self.visit, self.page);
        let frame = Frame {
            texts: self.texts,
            bridge: &self.config.bridge,
            close: close.as_deref(),
            refresh: refresh.as_deref(),
        };
        frame.document(posted, body)
    }

    fn path(&self, rest: &str) -> String {
        format!("/widget/v/{}/{rest}", self.id)
    }

    fn alert(&self) -> Markup {
        let text = self.visit.alert.map(|alert| match alert {
            Alert::Required => self.texts.required,
            Alert::Login => self.texts.login_error,
            Alert::Validation => self.texts.validation_error,
            Alert::WrongToken => self.texts.wrong_token,
            Alert::Expired => self.texts.expired,
        });
        html! { @if let Some(text) = text { p.alert role="alert" { (text) } } }
    }

    /// What to type in a sandbox.
    fn hints(hints: &[(&str, &str)]) -> Markup {
        html! {
            @if !hints.is_empty() {
                ul.hints { @for (typed, outcome) in hints { li { code { (typed) } " → " (outcome) } } }
            }
        }
    }

    fn institution_name(&self) -> &'static str {
        self.visit
            .institution
            .map_or("", |institution| institution.display_name)
    }

    /// Back to the picker, or to the first page where the picker is passed over.
    fn back(&self) -> Markup {
        let picker =
            self.session.link_id.is_none() && Institution::filtered(&self.visit.startup).len() != 1;
        let target = if picker {
            Page::Institutions
        } else {
            Page::Consent
        };
        html! { a.plain href=(path(self.id, target)) { (self.texts.back) } }
    }
}

pub(crate) fn consent(view: &View<'_>) -> Markup {
    let texts = view.texts;
    let company = view
        .session
        .company_name
        .as_deref()
        .unwrap_or(texts.your_app);
    html! {
        h1 { (texts.consent_title) }
        p { (texts.consent_body.replace("{company}", company)) }
        ul.points { @for point in texts.consent_points { li { (point) } } }
        form.actions method="post" action=(view.path("consent")) { button.primary { (texts.go_on) } }
    }
}

/// One form per institution: a choice works without script, and its answer may be a callback.
pub(crate) fn institutions(
    view: &View<'_>,
    choices: &[(&'static Institution, bool, Option<String>)],
) -> Markup {
    html! {
        h1 { (view.texts.picker_title) }
        @if choices.is_empty() { p.alert role="alert" { (view.texts.picker_empty) } }
        ul.picker {
            @for (institution, disabled, message) in choices {
                li {
                    form method="post" action=(view.path("institutions")) data-message=[message] {
                        button.row name="institution" value=(institution.name) {
                            span.mark aria-hidden="true" { (institution.display_name.chars().take(1).collect::<String>()) }
                            span {
                                strong { (institution.display_name) }
                                small {
                                    (institution.country()) " · " (institution.kind())
                                    @if *disabled { " · " em { (view.texts.unavailable) } }
                                }
                            }
                        }
                    }
                }
            }
        }
        a.plain href=(view.path("consent")) { (view.texts.back) }
    }
}

pub(crate) fn credentials(view: &View<'_>) -> Markup {
    let texts = view.texts;
    let password = view
        .visit
        .institution
        .is_some_and(|institution| institution.login != Login::UserOnly);
    html! {
        p.kicker { (view.institution_name()) }
        h1 { (texts.credentials_title) }
        (view.alert())
        form method="post" action=(view.path("credentials")) autocomplete="off" {
            label for="username" { (texts.username) }
            input #username name="username" type="text" required autocapitalize="none" autocorrect="off" spellcheck="false" maxlength="200";
            @if password {
                label for="password" { (texts.password) }
                input #password name="password" type="password" required autocomplete="off" maxlength="200";
            }
            div.actions { button.primary { (texts.connect) } }
        }
        @if let Some(institution) = view.visit.institution { (View::hints(institution.hints())) }
        (view.back())
    }
}

pub(crate) fn mfa(view: &View<'_>) -> Markup {
    let texts = view.texts;
    html! {
        p.kicker { (view.institution_name()) }
        h1 { (texts.mfa_title) }
        p { (texts.mfa_body) }
        (view.alert())
        form method="post" action=(view.path("mfa")) {
            label for="token" { (texts.mfa_token) }
            input #token name="token" type="text" inputmode="numeric" required autocomplete="one-time-code" maxlength="64";
            div.actions { button.primary { (texts.go_on) } }
        }
        (View::hints(&[("111111", "✓"), ("999999", "token_required")]))
        (view.back())
    }
}

pub(crate) fn handover(view: &View<'_>) -> Markup {
    let texts = view.texts;
    html! {
        p.kicker { (view.institution_name()) }
        h1 { (texts.handover_title) }
        (view.alert())
        @if view.visit.alert != Some(Alert::Expired) {
            p { (texts.handover_body) }
            form.actions method="post" action=(view.path("handover")) { button.primary { (texts.handover_button) } }
        }
        (view.back())
    }
}

pub(crate) fn success(view: &View<'_>) -> Markup {
    let texts = view.texts;
    html! {
        p.tick aria-hidden="true" { "✓" }
        p.kicker { (view.institution_name()) }
        h1 { (texts.success_title) }
        p { (texts.success_body) }
        div.actions { a.primary href=(view.path("done")) { (texts.done) } }
    }
}

pub(crate) fn close(view: &View<'_>, from: Page) -> Markup {
    let texts = view.texts;
    html! {
        section.dialog role="alertdialog" aria-labelledby="question" aria-describedby="detail" {
            h1 #question { (texts.close_title) }
            p #detail { (texts.close_body) }
            div.actions {
                a.primary href=(path(view.id, from)) { (texts.stay) }
                a.plain href=(view.path(&format!("leave/{}", from.slug()))) { (texts.leave) }
            }
        }
    }
}

pub(crate) fn survey(view: &View<'_>) -> Markup {
    let texts = view.texts;
    html! {
        form method="post" action=(view.path("abandon-survey")) {
            fieldset {
                legend { h1 { (texts.survey_title) } }
                @for (at, reason) in texts.survey_reasons.iter().enumerate() {
                    label.choice { input type="radio" name="reason" value=(at); " " (reason) }
                }
            }
            div.actions {
                button.primary { (texts.survey_send) }
                button.plain name="skip" value="1" { (texts.survey_skip) }
            }
        }
    }
}

/// For a token that nobody minted here.
pub(crate) fn token_unknown(
    texts: &'static Texts,
    bridge: &BridgeNames,
    message: &Value,
) -> Markup {
    let body = html! {
        h1 { (texts.token_title) }
        p { (texts.token_body) }
        div.actions { a.primary href="/widget/invalid-token" { (texts.back_to_app) } }
    };
    Frame::new(texts, bridge).document(std::slice::from_ref(message), &body)
}

/// For a visit that is not known.
pub(crate) fn visit_gone(bridge: &BridgeNames) -> Markup {
    let texts = Texts::of(None);
    Frame::new(texts, bridge).words(texts.gone_title, texts.gone_body)
}

/// After a no at the bank.
pub(crate) fn refused(texts: &'static Texts, bridge: &BridgeNames) -> Markup {
    Frame::new(texts, bridge).words(texts.refused_title, texts.refused_body)
}

/// For developers: in English only, since no user of an app sees it.
pub(crate) fn for_developers(bridge: &BridgeNames, title: &str, body: &str) -> Markup {
    Frame::new(Texts::of(Some("en")), bridge).words(title, body)
}

/// What stands around a body.
struct Frame<'a> {
    texts: &'static Texts,
    bridge: &'a BridgeNames,
    close: Option<&'a str>,
    refresh: Option<&'a str>,
}

impl<'a> Frame<'a> {
    fn new(texts: &'static Texts, bridge: &'a BridgeNames) -> Self {
        Self {
            texts,
            bridge,
            close: None,
            refresh: None,
        }
    }

    /// A page that has something to say, and nothing to do.
    fn words(&self, title: &str, body: &str) -> Markup {
        self.document(&[], &html! { h1 { (title) } p { (body) } })
    }

    fn document(&self, posted: &[Value], body: &Markup) -> Markup {
        let texts = self.texts;
        html! {
            (DOCTYPE)
            html lang=(texts.lang) {
                head {
                    meta charset="utf-8";
                    meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover";
                    meta name="color-scheme" content="light dark";
                    @if let Some(refresh) = self.refresh { meta http-equiv="refresh" content=(refresh); }
                    title { "Belvo sandbox" }
                    link rel="stylesheet" href="/widget/widget.css";
                }
                body {
                    header.bar {
                        strong { "Belvo sandbox" }
                        @if let Some(close) = self.close { a.close href=(close) aria-label=(texts.close) title=(texts.close) { "✕" } }
                    }
                    main { (body) }
                    footer { (texts.sandbox_note) }
                    script #messages type="application/json" { (PreEscaped(messages::data_block(self.bridge, posted))) }
                    script src="/widget/bridge.js" {}
                }
            }
        }
    }
}
