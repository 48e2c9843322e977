//! The phases and what leads from one to another, as data and as Mermaid text.
//!
//! Written by hand, checked by `tests/session`: random schedules walk the machine, and every step
//! they see must stand here, and every step that stands here must be seen.
#![doc = include_str!("diagram.md")]

use std::fmt::Write;

use super::state::Phase;
use Phase::{
    ConfirmingClose, FetchingToken, Finished, Idle, Loading, Open, Outside, Reconciling, Recording,
    Recovering,
};

/// An arrow of the diagram.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Edge {
    /// From this phase,
    pub from: Phase,
    /// to this one,
    pub to: Phase,
    /// when one of these happens (stable names, as in the timeline).
    pub on: &'static [&'static str],
}

const fn edge(from: Phase, to: Phase, on: &'static [&'static str]) -> Edge {
    Edge { from, to, on }
}

/// Every change of phase there is.
pub const EDGES: &[Edge] = &[
    edge(Idle, FetchingToken, &["start"]),
    edge(Idle, Reconciling, &["dismissed"]),
    edge(FetchingToken, Loading, &["token"]),
    edge(FetchingToken, Recovering, &["no_token"]),
    edge(FetchingToken, Recording, &["success", "late_link"]),
    edge(
        FetchingToken,
        Reconciling,
        &[
            "token",
            "no_token",
            "load_failed",
            "exit",
            "close",
            "back_in_widget",
            "dismissed",
            "wake",
            "close_confirmed",
        ],
    ),
    edge(Loading, Open, &["page_shown"]),
    edge(Loading, Outside, &["leave"]),
    edge(
        Loading,
        FetchingToken,
        &["token_rejected", "renderer_gone", "webview_replaced"],
    ),
    edge(
        Loading,
        Recovering,
        &["load_failed", "load_timer", "renderer_gone"],
    ),
    edge(Loading, Recording, &["success", "late_link"]),
    edge(
        Loading,
        Reconciling,
        &[
            "wake",
            "token_rejected",
            "load_failed",
            "exit",
            "close",
            "back_in_widget",
            "dismissed",
            "close_confirmed",
        ],
    ),
    edge(Open, Outside, &["leave"]),
    edge(Open, ConfirmingClose, &["close"]),
    edge(
        Open,
        FetchingToken,
        &["token_rejected", "renderer_gone", "webview_replaced"],
    ),
    edge(Open, Loading, &["renderer_gone", "webview_replaced"]),
    edge(Open, Recovering, &["load_failed", "renderer_gone"]),
    edge(Open, Recording, &["success", "late_link"]),
    edge(
        Open,
        Reconciling,
        &[
            "wake",
            "token_rejected",
            "load_failed",
            "exit",
            "close",
            "dismissed",
            "close_confirmed",
        ],
    ),
    edge(Outside, Open, &["moved", "outside_failed"]),
    edge(
        Outside,
        Loading,
        &["outside_failed", "renderer_gone", "webview_replaced"],
    ),
    edge(Outside, ConfirmingClose, &["close", "back_in_widget"]),
    edge(
        Outside,
        FetchingToken,
        &["token_rejected", "renderer_gone", "webview_replaced"],
    ),
    edge(Outside, Recovering, &["load_failed", "renderer_gone"]),
    edge(Outside, Recording, &["success", "late_link"]),
    edge(
        Outside,
        Reconciling,
        &[
            "wake",
            "token_rejected",
            "load_failed",
            "exit",
            "close",
            "back_in_widget",
            "dismissed",
            "close_confirmed",
        ],
    ),
    edge(Recovering, Loading, &["retry", "online", "renderer_gone"]),
    edge(
        Recovering,
        FetchingToken,
        &["retry", "online", "token_rejected", "renderer_gone", "wake"],
    ),
    edge(Recovering, Open, &["page_shown"]),
    edge(Recovering, Outside, &["leave"]),
    edge(Recovering, Recording, &["success", "late_link"]),
    edge(
        Recovering,
        Reconciling,
        &[
            "wake",
            "token_rejected",
            "load_failed",
            "exit",
            "close",
            "back_in_widget",
            "dismissed",
            "close_confirmed",
        ],
    ),
    edge(
        ConfirmingClose,
        Open,
        &["close_declined", "back_in_widget", "close"],
    ),
    edge(
        ConfirmingClose,
        Outside,
        &["close_declined", "back_in_widget", "close"],
    ),
    edge(
        ConfirmingClose,
        FetchingToken,
        &["token_rejected", "renderer_gone", "webview_replaced"],
    ),
    edge(
        ConfirmingClose,
        Loading,
        &["renderer_gone", "webview_replaced"],
    ),
    edge(
        ConfirmingClose,
        Recovering,
        &["load_failed", "renderer_gone"],
    ),
    edge(ConfirmingClose, Recording, &["success", "late_link"]),
    edge(
        ConfirmingClose,
        Reconciling,
        &[
            "wake",
            "token_rejected",
            "load_failed",
            "exit",
            "close_confirmed",
            "dismissed",
        ],
    ),
    edge(Reconciling, FetchingToken, &["no_late_link", "late_timer"]),
    edge(
        Reconciling,
        Recording,
        &[
            "success",
            "late_link",
            "no_late_link",
            "grace_timer",
            "late_timer",
        ],
    ),
    edge(
        Recording,
        Finished,
        &["recorded", "record_failed", "record_timer"],
    ),
    edge(Finished, Recording, &["wake"]),
];

/// The diagram as Mermaid text.
#[must_use]
pub fn mermaid() -> String {
    let mut text = String::from("stateDiagram-v2\n    [*] --> idle\n");
    for Edge { from, to, on } in EDGES {
        // Writing to a String cannot fail.
        let _ = writeln!(
            text,
            "    {} --> {}: {}",
            from.as_str(),
            to.as_str(),
            on.join(", ")
        );
    }
    text.push_str("    finished --> [*]\n");
    text
}
