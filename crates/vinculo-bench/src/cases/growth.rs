//! How cost grows with what is worked on.

use std::hint::black_box;
use std::rc::Rc;

use vinculo::outbox::{MemoryStore, Outbox};
use vinculo::session::{Outcome, Phase, Session};

use super::parse::{parse, url_parse};
use super::stores::{open, unbounded};
use crate::inputs::{self, WIDGET_PAGE};
use crate::phone::{Phone, navigation};
use crate::{Body, Call, Case};

/// A callback's URL, up to the longest that is read.
pub const URL_BYTES: [usize; 4] = [100, 1_024, 8_192, 65_536];
/// Events of one session.
pub const EVENTS: [usize; 5] = [1, 10, 100, 1_000, 10_000];
/// Entries of one journal.
pub const ENTRIES: [usize; 6] = [1, 10, 100, 1_000, 10_000, 100_000];

pub(super) fn urls() -> Vec<Case> {
    const GROUP: &str = "growth-url";
    let mut cases = Vec::new();
    for bytes in URL_BYTES {
        let url = inputs::error_of_length(bytes).expect("long enough");
        let (ours, theirs, page) = (url.clone(), url, page_of_length(bytes));
        cases.push(
            Case::steady(GROUP, format!("callback-{bytes}"), "callback", move || {
                parse(&ours, &inputs::callback_urls())
            })
            .of_size(bytes),
        );
        cases.push(
            Case::steady(GROUP, format!("url-{bytes}"), "`Url::parse`", move || {
                url_parse(&theirs)
            })
            .of_size(bytes)
            .beside(),
        );
        cases.push(
            Case::steady(
                GROUP,
                format!("decide-{bytes}"),
                "decide, a page",
                move || {
                    let (navigator, navigation) = (inputs::navigator(), inputs::navigation(&page));
                    Box::new(move || {
                        black_box(navigator.decide(black_box(&navigation)));
                    })
                },
            )
            .of_size(bytes),
        );
    }
    cases
}

fn page_of_length(bytes: usize) -> String {
    format!("{WIDGET_PAGE}&x={}", "a".repeat(bytes))[..bytes].to_owned()
}

pub(super) fn timelines() -> Vec<Case> {
    const GROUP: &str = "growth-timeline";
    let mut cases = Vec::new();
    for events in EVENTS {
        cases.push(
            Case::new(
                GROUP,
                format!("events-{events}"),
                "`advance`, each",
                move |_| {
                    Body::Fresh(Box::new(move || {
                        let mut session = Phone::default().session_in(Phase::Open);
                        Box::new(move || send(&mut session, events))
                    }))
                },
            )
            .of_size(events),
        );
        cases.push(
            Case::steady(
                GROUP,
                format!("text-{events}"),
                "timeline as text",
                move || {
                    let mut session = Phone::default().session_in(Phase::Open);
                    send(&mut session, events);
                    Box::new(move || {
                        black_box(black_box(&session).timeline().to_string());
                    })
                },
            )
            .of_size(events),
        );
    }
    cases
}

fn send(session: &mut Session, events: usize) {
    for _ in 0..events {
        black_box(session.advance(navigation(WIDGET_PAGE), inputs::now()));
    }
}

pub(super) fn journals() -> Vec<Case> {
    const GROUP: &str = "growth-journal";
    let mut cases = Vec::new();
    for entries in ENTRIES {
        let case = |name: &str, about: &str, body: fn(usize) -> Body| {
            Case::new(GROUP, format!("{name}-{entries}"), about, move |_| {
                body(entries)
            })
            .of_size(entries)
        };
        cases.push(case("open", "open and close", |entries| {
            let store = MemoryStore::with_bytes(journal_of(entries));
            Body::Steady(Box::new(move || {
                black_box(open(store.clone(), unbounded()));
            }))
        }));
        cases.push(case("fill", "append, each", |entries| {
            let outcomes = inputs::outcomes(entries);
            Body::Steady(Box::new(move || {
                black_box(filled(&outcomes));
            }))
        }));
        cases.push(case("pending", "list, pending", |entries| {
            let (_, outbox) = filled(&inputs::outcomes(entries));
            Body::Steady(Box::new(move || {
                black_box(black_box(&outbox).pending());
            }))
        }));
        cases.push(case("drain", "acknowledge, each", |entries| {
            let (bytes, outcomes) = (journal_of(entries), Rc::new(inputs::outcomes(entries)));
            Body::Fresh(Box::new(move || {
                drained(MemoryStore::with_bytes(bytes.clone()), Rc::clone(&outcomes))
            }))
        }));
    }
    cases
}

fn filled(outcomes: &[Outcome]) -> (MemoryStore, Outbox<MemoryStore>) {
    let store = MemoryStore::new();
    let mut outbox = open(store.clone(), unbounded());
    for outcome in outcomes {
        outbox.append(outcome, inputs::now()).unwrap();
    }
    (store, outbox)
}

fn journal_of(entries: usize) -> Vec<u8> {
    filled(&inputs::outcomes(entries)).0.bytes()
}

fn drained(store: MemoryStore, outcomes: Rc<Vec<Outcome>>) -> Call {
    let mut outbox = open(store, unbounded());
    Box::new(move || {
        for outcome in outcomes.iter() {
            black_box(outbox.acknowledged(&outcome.id).unwrap());
        }
    })
}
