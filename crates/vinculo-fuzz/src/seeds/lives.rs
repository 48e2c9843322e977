//! Sessions as steps.

use serde_json::Value;

use super::vectors::Vectors;
use crate::disk::JOURNALS;
use crate::input::Seed;
use crate::targets::session::{STEPS, URLS};

/// In the order of the target's steps.
const EVENTS: [&str; 30] = [
    "start",
    "token_received",
    "token_failed",
    "page_shown",
    "load_failed",
    "renderer_gone",
    "navigation",
    "page_message",
    "deep_link",
    "outside_opened",
    "outside_failed",
    "returned",
    "connectivity",
    "back",
    "close_requested",
    "close_confirmed",
    "close_declined",
    "dismissed",
    "retry",
    "timer_fired",
    "timer_fired",
    "late_link_found",
    "late_link_absent",
    "late_check_failed",
    "recorded",
    "record_failed",
    "reported",
    "report_failed",
    "acknowledged",
    "webview_replaced",
];

pub(super) fn seeds(vectors: &Vectors) -> Vec<Vec<u8>> {
    let steps = vectors
        .cases("sessions")
        .filter_map(|case| case.case["steps"].as_array());
    steps
        .enumerate()
        .map(|(index, steps)| {
            // The process dies once more, and finds one of the journals.
            let journal = u8::try_from(index % JOURNALS).unwrap_or_default();
            let died = life(steps).byte(1).choice(STEPS - 1, STEPS).byte(journal);
            died.byte(1).choice(0, STEPS).byte(0).bytes(&[])
        })
        .collect()
}

fn life(steps: &[Value]) -> Seed {
    let mut seed = Seed::default().byte(0);
    for step in steps {
        if step["restart"] == true {
            seed = seed.byte(1).choice(STEPS - 1, STEPS).byte(0);
            continue;
        }
        let several = step["events"].as_array().into_iter().flatten();
        for event in several.chain(step.get("event")) {
            let name = event["event"].as_str().unwrap_or_default();
            let kind = EVENTS.iter().position(|known| *known == name).unwrap_or(0);
            seed = seed.byte(1).choice(kind, STEPS).byte(0);
            seed = match name {
                "navigation" => seed
                    .choice(url(event), URLS.len())
                    .choice(0, 4)
                    .choice(0, 3),
                "deep_link" => seed.choice(url(event), URLS.len()),
                "token_failed" | "load_failed" | "page_message" | "acknowledged" => {
                    seed.choice(0, 3)
                }
                "dismissed" => seed.choice(0, 2),
                _ => seed,
            };
        }
    }
    seed
}

/// One of the same scheme and host.
fn url(event: &Value) -> usize {
    let place = |url: &str| {
        url.split(['?', '#'])
            .next()
            .unwrap_or_default()
            .split('/')
            .take(3)
            .collect::<String>()
    };
    let wanted = place(event["url"].as_str().unwrap_or_default());
    URLS.iter()
        .position(|url| place(url) == wanted)
        .unwrap_or(9)
}
