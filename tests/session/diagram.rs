//! The diagram says what the machine does: no more, no less.
//!
//! From every phase, after every twist of fate, every event is tried once; the changes of phase seen
//! are compared with `EDGES`, and the drawing in `src/session/diagram.md` with both.

use std::collections::BTreeSet;

use vinculo::session::diagram::{EDGES, mermaid};
use vinculo::session::{DismissedBy, Event, LoadProblem, Phase, TokenProblem};

use crate::phone::{LINK, Phone, config, error_url, exit_url, success_url};

type Act = fn(&mut Phone);
type Step = (String, String, String);

/// One way (at least) into every phase.
const PREFIXES: &[(Phase, &[Act])] = &[
    (Phase::Idle, &[]),
    (Phase::FetchingToken, &[start]),
    (Phase::FetchingToken, &[start, token, shown, reject]),
    (Phase::Loading, &[start, token]),
    (Phase::Open, &[start, token, shown]),
    (Phase::Outside, &[start, token, shown, leave]),
    (Phase::Recovering, &[start, token, offline_load]),
    (Phase::Outside, &[start, token, leave_by_intent]),
    (Phase::Recovering, &[start, no_token]),
    (Phase::Recovering, &[start, token, load_timeout]),
    (Phase::ConfirmingClose, &[start, token, shown, close]),
    (Phase::ConfirmingClose, &[start, token, shown, leave, close]),
    (Phase::Reconciling, &[start, token, shown, exit]),
    (
        Phase::Reconciling,
        &[start, token, shown, exit, no_late_link],
    ),
    (Phase::Reconciling, &[start, token, shown, exit, grace]),
    (Phase::Recording, &[start, token, shown, success]),
    (Phase::Recording, &[start, token, shown, exit, late_check]),
    (Phase::Finished, &[start, token, shown, success, recorded]),
    (
        Phase::Finished,
        &[start, token, shown, success, record_failed],
    ),
];

/// What may have happened before the event.
const TWISTS: &[&[Act]] = &[
    &[],
    &[token_dies],
    &[restart],
    &[restart, start],
    &[reject_first],
    &[crash_first],
    &[crash_first, token_dies],
    &[resume_first],
    &[ask_first],
];

const ALPHABET: &[Act] = &[
    start,
    token,
    no_token,
    refused_token,
    shown,
    offline_load,
    no_webview,
    crash,
    new_webview,
    success,
    exit,
    reject,
    leave,
    moved,
    outside_failed,
    online,
    close,
    back_in_widget,
    confirm,
    decline,
    dismiss,
    retry,
    slow,
    load_timeout,
    grace,
    late_check,
    record_timer,
    late_link,
    no_late_link,
    recorded,
    record_failed,
    wrong_callbacks,
];

fn explore() -> BTreeSet<Step> {
    let mut seen = BTreeSet::new();
    for (phase, prefix) in PREFIXES {
        for twist in TWISTS {
            for last in ALPHABET {
                let mut phone = Phone::new(config());
                prefix.iter().for_each(|act| act(&mut phone));
                assert_eq!(phone.phase(), *phase, "the prefix leads elsewhere");
                twist.iter().for_each(|act| act(&mut phone));
                last(&mut phone);
                collect(&phone, &mut seen);
            }
        }
    }
    // Without the question, closing leads straight on.
    for leaving in [close, back_in_widget] {
        for way in [
            &[start, token, shown] as &[Act],
            &[start, token, shown, leave],
        ] {
            let mut phone = Phone::new(vinculo::session::SessionConfig {
                confirm_close: false,
                ..config()
            });
            for act in way {
                act(&mut phone);
            }
            leaving(&mut phone);
            collect(&phone, &mut seen);
        }
    }
    seen
}

/// Changes of phase in a timeline: `> name` in one phase, then `= next`.
fn collect(phone: &Phone, seen: &mut BTreeSet<Step>) {
    assert_eq!(phone.session.timeline().dropped(), 0);
    let (mut name, mut from) = (String::new(), String::new());
    for entry in phone.session.timeline().entries() {
        if let Some(input) = entry.what.strip_prefix("> ") {
            (name, from) = (input.to_owned(), entry.phase.as_str().to_owned());
        } else if let Some(to) = entry.what.strip_prefix("= ") {
            seen.insert((from.clone(), name.clone(), to.to_owned()));
        }
    }
}

#[test]
fn the_machine_takes_the_declared_steps_and_no_others() {
    let seen = explore();
    let declared: BTreeSet<Step> = EDGES
        .iter()
        .flat_map(|edge| {
            edge.on.iter().map(|on| {
                (
                    edge.from.as_str().to_owned(),
                    (*on).to_owned(),
                    edge.to.as_str().to_owned(),
                )
            })
        })
        .collect();
    let undeclared: Vec<_> = seen.difference(&declared).collect();
    let unseen: Vec<_> = declared.difference(&seen).collect();
    assert!(
        undeclared.is_empty() && unseen.is_empty(),
        "not declared: {undeclared:#?}\nnever taken: {unseen:#?}"
    );
}

#[test]
fn the_drawing_is_the_declaration() {
    let drawing = include_str!("../../src/session/diagram.md");
    let expected = format!("```mermaid\n{}```\n", mermaid());
    assert_eq!(
        drawing, expected,
        "src/session/diagram.md must be:\n{expected}"
    );
}

fn start(phone: &mut Phone) {
    phone.send(Event::Start);
}

fn token(phone: &mut Phone) {
    let id = phone.id_of("request_token").unwrap_or(0);
    phone.send(Event::TokenReceived {
        id,
        token: crate::phone::token(),
        callback_urls: None,
    });
}

fn wrong_callbacks(phone: &mut Phone) {
    let id = phone.id_of("request_token").unwrap_or(0);
    let mut urls = config().callback_urls;
    "your_deeplink_here://exit".clone_into(&mut urls.exit);
    phone.send(Event::TokenReceived {
        id,
        token: crate::phone::token(),
        callback_urls: Some(urls),
    });
}

fn no_token(phone: &mut Phone) {
    let id = phone.id_of("request_token").unwrap_or(0);
    phone.send(Event::TokenFailed {
        id,
        problem: TokenProblem::Offline,
    });
}

fn refused_token(phone: &mut Phone) {
    let id = phone.id_of("request_token").unwrap_or(0);
    phone.send(Event::TokenFailed {
        id,
        problem: TokenProblem::Refused,
    });
}

fn token_dies(phone: &mut Phone) {
    phone.wait(700_000);
}

fn restart(phone: &mut Phone) {
    *phone = phone.restart();
}

/// The same phase again, with the one renewal for a rejected token used up.
fn reject_first(phone: &mut Phone) {
    let phase = phone.phase();
    if matches!(
        phase,
        Phase::Loading | Phase::Open | Phase::Outside | Phase::Recovering | Phase::ConfirmingClose
    ) {
        reject(phone);
        token(phone);
        walk_to(phone, phase);
    }
}

/// The same phase again, with the one rebuild of a dead renderer used up.
fn crash_first(phone: &mut Phone) {
    let phase = phone.phase();
    if matches!(
        phase,
        Phase::Loading | Phase::Open | Phase::Outside | Phase::ConfirmingClose
    ) {
        crash(phone);
        walk_to(phone, phase);
    }
}

/// The same phase again, with the question whether to leave still on the screen.
fn ask_first(phone: &mut Phone) {
    let phase = phone.phase();
    match phase {
        Phase::FetchingToken => {
            token(phone);
            shown(phone);
            close(phone);
            reject(phone);
        }
        Phase::Loading | Phase::Open | Phase::Outside | Phase::Recovering => {
            if phase == Phase::Recovering {
                retry(phone);
                token(phone);
            }
            shown(phone);
            close(phone);
            crash(phone);
            walk_to(phone, phase);
        }
        _ => {}
    }
}

/// The same phase again, after a restore whose question for a link was not answered in time.
fn resume_first(phone: &mut Phone) {
    let phase = phone.phase();
    if phase == Phase::FetchingToken || Phase::Loading <= phase && phase <= Phase::ConfirmingClose {
        if phase == Phase::FetchingToken {
            token(phone);
        }
        restart(phone);
        start(phone);
        late_check(phone);
        if phase != Phase::FetchingToken {
            token(phone);
            walk_to(phone, phase);
        }
        assert_eq!(phone.phase(), phase);
    }
}

fn walk_to(phone: &mut Phone, phase: Phase) {
    match phase {
        Phase::Loading => {}
        Phase::Recovering => offline_load(phone),
        Phase::Open => shown(phone),
        Phase::Outside => {
            shown(phone);
            leave(phone);
        }
        _ => {
            shown(phone);
            close(phone);
        }
    }
    assert_eq!(phone.phase(), phase);
}

fn shown(phone: &mut Phone) {
    phone.send(Event::PageShown);
}

fn offline_load(phone: &mut Phone) {
    phone.send(Event::LoadFailed {
        problem: LoadProblem::Offline,
    });
}

fn no_webview(phone: &mut Phone) {
    phone.send(Event::LoadFailed {
        problem: LoadProblem::WebviewMissing,
    });
}

fn crash(phone: &mut Phone) {
    phone.send(Event::RendererGone);
}

fn new_webview(phone: &mut Phone) {
    phone.send(Event::WebviewReplaced);
}

fn success(phone: &mut Phone) {
    phone.go(&success_url(LINK));
}

fn exit(phone: &mut Phone) {
    phone.go(&exit_url());
}

fn reject(phone: &mut Phone) {
    phone.go(&error_url("ACCESS_TOKEN_NOT_VALID"));
}

fn leave(phone: &mut Phone) {
    phone.go("bankapp://authorise");
}

fn leave_by_intent(phone: &mut Phone) {
    phone.go("intent://pay#Intent;scheme=bankapp;S.browser_fallback_url=https%3A%2F%2Fbank.example%2F;end");
}

fn moved(phone: &mut Phone) {
    phone.go("https://widget.belvo.io/next");
}

fn outside_failed(phone: &mut Phone) {
    let id = phone.id_of("open_outside").unwrap_or(0);
    phone.send(Event::OutsideFailed { id });
}

fn online(phone: &mut Phone) {
    phone.send(Event::Connectivity { online: true });
}

fn close(phone: &mut Phone) {
    phone.send(Event::CloseRequested);
}

fn back_in_widget(phone: &mut Phone) {
    phone.send(Event::Back { can_go_back: true });
}

fn confirm(phone: &mut Phone) {
    phone.send(Event::CloseConfirmed);
}

fn decline(phone: &mut Phone) {
    phone.send(Event::CloseDeclined);
}

fn dismiss(phone: &mut Phone) {
    phone.send(Event::Dismissed {
        by: DismissedBy::Swipe,
    });
}

fn retry(phone: &mut Phone) {
    phone.send(Event::Retry);
}

fn timer(phone: &mut Phone, name: &str) {
    let id = phone.id_of(&format!("timer {name}")).unwrap_or(0);
    phone.send(Event::TimerFired { id });
}

fn slow(phone: &mut Phone) {
    timer(phone, "slow");
}

fn load_timeout(phone: &mut Phone) {
    timer(phone, "load_timeout");
}

fn grace(phone: &mut Phone) {
    timer(phone, "exit_grace");
}

fn late_check(phone: &mut Phone) {
    timer(phone, "late_check");
}

fn record_timer(phone: &mut Phone) {
    timer(phone, "record");
}

fn late_link(phone: &mut Phone) {
    let id = phone.id_of("check_late_link").unwrap_or(0);
    phone.send(Event::LateLinkFound {
        id,
        link: vinculo::callback::LinkId::new(LINK),
        institution: None,
    });
}

fn no_late_link(phone: &mut Phone) {
    let id = phone.id_of("check_late_link").unwrap_or(0);
    phone.send(Event::LateLinkAbsent { id });
}

fn recorded(phone: &mut Phone) {
    let id = phone.id_of("record").unwrap_or(0);
    phone.send(Event::Recorded { id });
}

fn record_failed(phone: &mut Phone) {
    let id = phone.id_of("record").unwrap_or(0);
    phone.send(Event::RecordFailed { id });
}
